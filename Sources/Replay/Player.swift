import Checks
import Engine
import Foundation
import Notebook

/// One cell of a replay: what it was, what it did, and what that is worth.
public struct PlayedCell: Sendable {
    public var cell: Cell
    /// nil when the cell did not run.
    public var outcome: Outcome?
    public var verdict: Verdict

    public init(cell: Cell, outcome: Outcome?, verdict: Verdict) {
        self.cell = cell
        self.outcome = outcome
        self.verdict = verdict
    }
}

/// What came of playing a notebook.
public struct Playback: Sendable {
    public var notebook: Notebook
    /// Code cells, in order; those after an early stop have no outcome.
    public var cells: [PlayedCell]
    public var seconds: Double
    public var wasInterrupted: Bool

    public init(notebook: Notebook, cells: [PlayedCell] = [], seconds: Double = 0, wasInterrupted: Bool = false) {
        self.notebook = notebook
        self.cells = cells
        self.seconds = seconds
        self.wasInterrupted = wasInterrupted
    }

    public var passed: Bool { !wasInterrupted && cells.allSatisfy { $0.verdict.passed } }
}

/// What a replay tells while it goes on.
public enum PlayEvent {
    case began(Cell)
    case during(Cell, SessionEvent)
    case ended(PlayedCell)
}

/// Plays a notebook's cells in order through one session.
public struct Player {
    /// How a notebook is played.
    public struct Options: Sendable {
        /// Whether values that expectations name are read from the session, and cells after a failed one still run.
        public var checks: Bool
        /// For cells that set none.
        public var timeLimit: Duration?
        public var memoryLimit: Int?

        public init(checks: Bool = false, timeLimit: Duration? = nil, memoryLimit: Int? = nil) {
            self.checks = checks
            self.timeLimit = timeLimit
            self.memoryLimit = memoryLimit
        }
    }

    public let options: Options
    private let session: Session

    /// Starts the session that the notebook will be played in.
    ///
    /// - Throws: ``EngineError`` when it cannot start.
    public init(_ notebook: Notebook, options: Options = Options()) throws {
        self.options = options
        // Cells open files beside their notebook, as in Jupyter.
        let path = URL(fileURLWithPath: notebook.path).standardizedFileURL
        let folder = notebook.format == .folder ? path : path.deletingLastPathComponent()
        session = try Session(
            configuration: SessionConfiguration(
                workingDirectory: folder.path, memoryLimit: options.memoryLimit, snapshotsKept: 1))
    }

    /// Stops the running cell and the replay. Safe in a signal handler.
    public var interruption: @Sendable () -> Void { session.interruption }

    /// Plays the cells in order and judges each.
    public func play(_ notebook: Notebook, onEvent: (PlayEvent) -> Void = { _ in }) throws -> Playback {
        let start = ContinuousClock.now
        var playback = Playback(notebook: notebook)
        var hasStopped = false
        for cell in notebook.cells where cell.kind == .code {
            guard !hasStopped else {
                playback.cells.append(PlayedCell(cell: cell, outcome: nil, verdict: judge(nil, of: cell)))
                continue
            }
            onEvent(.began(cell))
            let outcome = try session.run(source(cell)) { onEvent(.during(cell, $0)) }
            let played = PlayedCell(cell: cell, outcome: outcome, verdict: judge(outcome, of: cell))
            playback.cells.append(played)
            onEvent(.ended(played))
            if outcome.status == .interrupted {
                playback.wasInterrupted = true
                hasStopped = true
            }
            if !options.checks && outcome.status != .ok && !cell.mayFail { hasStopped = true }
        }
        playback.seconds = (ContinuousClock.now - start) / .seconds(1)
        session.close()
        return playback
    }

    private func source(_ cell: Cell) -> CellSource {
        CellSource(
            id: cell.id, text: cell.text, file: cell.file, firstLine: cell.firstLine,
            timeLimit: cell.options.timeout.map { .seconds($0) } ?? options.timeLimit,
            valueNames: options.checks ? cell.options.expect?.valueNames ?? [] : [])
    }
}

extension Cell {
    /// Whether a failure is what its author asked for.
    var mayFail: Bool { options.expect?.error != nil || tags.contains("raises-exception") }
}
