import Checks
import Engine
import Foundation
import Notebook

/// What came of one cell.
public struct CellReport: Sendable {
    public var cell: Cell
    /// nil when it did not run.
    public var outcome: Outcome?
    public var verdict: Verdict
    /// What it could not do without, when a cell before it failed: `'X_train' of "Load and prepare"`.
    public var missing: String?
    /// nil when it did not run.
    public var execution: Execution?

    /// A run of the cell as a notebook keeps it.
    public struct Execution: Sendable, Hashable {
        /// Its number among the cells that ran.
        public var count: Int
        /// nbformat's output objects.
        public var outputs: [JSON]
        public var start: Date
        public var end: Date

        public init(count: Int, outputs: [JSON], start: Date, end: Date) {
            self.count = count
            self.outputs = outputs
            self.start = start
            self.end = end
        }
    }

    public init(cell: Cell, outcome: Outcome?, verdict: Verdict, missing: String? = nil) {
        self.cell = cell
        self.outcome = outcome
        self.verdict = verdict
        self.missing = missing
    }

    public var seconds: Double { outcome?.seconds ?? 0 }

    /// A cell that did not do what it should. One that was left out on purpose (by a tag) did not fail; one whose checks
    /// were never made did, and so did one that a failed cell left without what it needs.
    public var isFailure: Bool {
        switch verdict.status {
        case .passed: false
        case .failed, .error, .timeout: true
        case .skipped: (missing != nil || !verdict.checks.isEmpty) && !cell.isLeftOut
        }
    }
}

/// What came of a notebook: its code cells in order.
public struct NotebookReport: Sendable {
    /// The path as the user gave it.
    public var notebook: String
    public var cells: [CellReport]
    /// From the first cell's start to the last one's end.
    public var seconds: Double

    public init(notebook: String, cells: [CellReport], seconds: Double) {
        self.notebook = notebook
        self.cells = cells
        self.seconds = seconds
    }

    public var passed: Int { cells.count { $0.verdict.passed } }
    public var failed: Int { cells.count(where: \.isFailure) }
    public var skipped: Int { cells.count - passed - failed }
    public var points: Double { cells.reduce(0) { $0 + $1.verdict.points } }
    public var maxPoints: Double { cells.reduce(0) { $0 + $1.verdict.maxPoints } }
}
