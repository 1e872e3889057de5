import Checks
import Engine
import Foundation
import Notebook
import Reports

/// What a replay tells while it goes on.
public enum PlayEvent {
    case began(Cell)
    case during(Cell, SessionEvent)
    case ended(CellReport)
}

/// Plays a notebook's cells in order through one session, and judges each.
public struct Player {
    /// How a notebook is played.
    public struct Options: Sendable {
        /// Whether cells after a failed one still run (those that can without it), and the values that expectations name are read from the session.
        public var checks: Bool
        /// For cells that set none.
        public var timeLimit: Duration?
        public var limits: ResourceLimits

        public init(checks: Bool = false, timeLimit: Duration? = nil, limits: ResourceLimits = ResourceLimits()) {
            self.checks = checks
            self.timeLimit = timeLimit
            self.limits = limits
        }
    }

    private let notebook: Notebook
    private let options: Options
    private let session: Session

    /// Starts the session that the notebook will be played in.
    ///
    /// - Throws: ``EngineError`` when it cannot start.
    public init(_ notebook: Notebook, options: Options = Options()) throws {
        self.notebook = notebook
        self.options = options
        // Cells open files beside their notebook, as in Jupyter.
        let path = URL(fileURLWithPath: notebook.path).standardizedFileURL
        let folder = notebook.format == .folder ? path : path.deletingLastPathComponent()
        session = try Session(
            configuration: SessionConfiguration(
                workingDirectory: folder.path, limits: options.limits, snapshotsKept: 1))
    }

    /// Stops the running cell and with it the replay. Safe in a signal handler.
    public var interruption: @Sendable () -> Void { session.interruption }

    /// Plays the code cells in order. Those after an early stop are in the report as not run.
    ///
    /// - Throws: ``EngineError`` when the machine fails; what the cells do is in the report.
    public func play(onEvent: (PlayEvent) -> Void = { _ in }) throws -> NotebookReport {
        let start = ContinuousClock.now
        var reports: [CellReport] = []
        var dependents = Dependents()
        var hasStopped = false
        let cells = notebook.cells.filter { $0.kind == .code }
        for (index, cell) in cells.enumerated() {
            guard !hasStopped, !cell.tags.contains("skip-execution") else {
                reports.append(CellReport(cell: cell, outcome: nil, verdict: judge(nil, of: cell)))
                continue
            }
            onEvent(.began(cell))
            let next = cells[(index + 1)...].first { !$0.tags.contains("skip-execution") }
            let report = try play(cell, next: next, &dependents) { onEvent(.during(cell, $0)) }
            reports.append(report)
            onEvent(.ended(report))
            hasStopped = report.wasInterrupted || (!options.checks && !report.ranAsWanted)
        }
        session.close()
        return NotebookReport(
            notebook: notebook.path, cells: reports, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private func play(
        _ cell: Cell, next: Cell?, _ dependents: inout Dependents, onEvent: (SessionEvent) -> Void
    ) throws -> CellReport {
        if options.checks, !cell.mayFail, let missing = dependents.missing(for: cell) {
            dependents.noteFailure(of: cell)
            return CellReport(cell: cell, outcome: nil, verdict: judge(nil, of: cell), missing: missing)
        }
        let outcome = try session.run(source(cell), next: next.map(source), onEvent: onEvent)
        let report = CellReport(cell: cell, outcome: outcome, verdict: judge(outcome, of: cell))
        if outcome.status == .ok {
            dependents.noteSuccess(of: cell)
        } else if !report.verdict.passed {
            let missing = options.checks ? dependents.missing(in: outcome) : nil
            dependents.noteFailure(of: cell)
            if let missing {
                return CellReport(cell: cell, outcome: nil, verdict: judge(nil, of: cell), missing: missing)
            }
        }
        return report
    }

    private func source(_ cell: Cell) -> CellSource {
        CellSource(
            id: cell.id, text: cell.text, file: cell.file, firstLine: cell.firstLine,
            timeLimit: cell.options.timeout.map { .seconds($0) } ?? options.timeLimit,
            valueNames: options.checks ? cell.options.expect?.valueNames ?? [] : [],
            runsOnce: cell.options.replay == .never)
    }
}

extension CellReport {
    /// Whether the cell ran to its end, or failed where its author wants it to.
    public var ranAsWanted: Bool {
        guard let outcome else { return false }
        return outcome.status == .ok || (cell.mayFail && outcome.status == .error)
    }

    public var wasInterrupted: Bool { outcome?.status == .interrupted }
}
