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
        /// Whether cells are judged by what they should do: those that can still run after a failed one, and the values
        /// that expectations name are read from the session.
        public var checks: Bool
        /// Whether play ends with the first cell that fails.
        public var stopsAtFailure: Bool
        /// For cells that set none.
        public var timeLimit: Duration?
        /// For the whole notebook, compilation included.
        public var totalLimit: Duration?
        public var limits: ResourceLimits
        public var compiler = CompilerOptions()
        /// Variables added to the cells' environment.
        public var environment: [String: String] = [:]
        /// Whether cells that were compiled before are taken from where they are kept.
        public var cache = SessionConfiguration.Cache.standard
        /// How outputs that the notebook holds are compared with what comes; nil when they are not.
        public var stored: StoredComparison?

        public init(checks: Bool = false, timeLimit: Duration? = nil, limits: ResourceLimits = ResourceLimits()) {
            self.checks = checks
            stopsAtFailure = !checks
            self.timeLimit = timeLimit
            self.limits = limits
        }
    }

    /// How many of the cells to come the session is told of.
    private static let lookahead = 8

    private let notebook: Notebook
    private let options: Options
    private let session: Session
    private let plan: PlayPlan
    private let stop: InterruptSwitch

    /// Starts the session that the notebook will be played in.
    ///
    /// - Throws: ``EngineError`` when it cannot start.
    public init(_ notebook: Notebook, options: Options = Options()) throws {
        try self.init(notebook, options: options, plan: PlayPlan(notebook, selection: .all))
    }

    init(_ notebook: Notebook, options: Options, plan: PlayPlan, stop: InterruptSwitch = InterruptSwitch()) throws {
        self.notebook = notebook
        self.options = options
        self.plan = plan
        self.stop = stop
        // Cells open files beside their notebook, as in Jupyter.
        session = try Session(
            configuration: SessionConfiguration(
                workingDirectory: notebook.folder.path, limits: options.limits, snapshotsKept: 1,
                environment: options.environment, cache: options.cache, compiler: options.compiler))
    }

    /// Stops the running cell and with it the replay. Safe in a signal handler.
    public var interruption: @Sendable () -> Void { session.interruption }

    /// Plays the code cells in order. Those after an early stop are in the report as not run.
    ///
    /// - Throws: ``EngineError`` when the machine fails, and what `onEvent` throws; what the cells do is in the report.
    public func play(onEvent: (PlayEvent) throws -> Void = { _ in }) throws -> NotebookReport {
        let start = ContinuousClock.now
        let budget = TimeBudget(options.totalLimit, onEnd: session.interruption)
        let key = stop.add(session.interruption)
        defer {
            stop.remove(key)
            session.close()
        }
        var progress = Progress(budget: budget)
        let steps = plan.steps.filter { $0.mode != .leave }
        for (index, step) in steps.enumerated() {
            progress.upcoming = steps[(index + 1)...].lazy.map(\.cell).filter { !$0.isLeftOut }.prefix(Self.lookahead)
                .map { source($0, budget: nil) }
            let report = try take(step, &progress, onEvent: onEvent)
            if step.mode == .play || !report.ranAsWanted { progress.reports.append(report) }
        }
        return NotebookReport(
            notebook: notebook.path, cells: progress.reports, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// How far a replay has come.
    private struct Progress {
        var budget: TimeBudget?
        var reports: [CellReport] = []
        var dependents = Dependents()
        var hasStopped = false
        var count = 0
        /// The cells that follow: they are compiled while their predecessors run.
        var upcoming: [CellSource] = []
    }

    private func take(
        _ step: PlayPlan.Step, _ progress: inout Progress, onEvent: (PlayEvent) throws -> Void
    ) throws -> CellReport {
        let cell = step.cell
        guard !progress.hasStopped, !stop.isInterrupted, !cell.isLeftOut else {
            return CellReport(cell: cell, outcome: nil, verdict: verdict(nil, of: cell))
        }
        if step.mode == .play { try onEvent(.began(cell)) }
        let report: CellReport
        if let budget = progress.budget, budget.isOver {
            let outcome = budget.outcomeOfWaitingCell
            report = CellReport(cell: cell, outcome: outcome, verdict: verdict(outcome, of: cell))
            progress.hasStopped = true
        } else {
            report = try play(cell, &progress) { if step.mode == .play { try onEvent(.during(cell, $0)) } }
        }
        // A cell that only supports others is silent as long as all is well.
        if step.mode == .play || !report.ranAsWanted { try onEvent(.ended(report)) }
        let failed = options.checks ? report.isFailure : !report.ranAsWanted
        if report.wasInterrupted || options.stopsAtFailure && failed { progress.hasStopped = true }
        return report
    }

    private func play(
        _ cell: Cell, _ progress: inout Progress, onEvent: (SessionEvent) throws -> Void
    ) throws -> CellReport {
        if options.checks, !cell.mayFail, let missing = progress.dependents.missing(for: cell) {
            progress.dependents.noteFailure(of: cell)
            return CellReport(cell: cell, outcome: nil, verdict: verdict(nil, of: cell), missing: missing)
        }
        var run = CellExecution(count: progress.count + 1, outputs: CellOutputs(folder: notebook.shownFolder))
        let outcome = try perform(cell, &run, progress, onEvent: onEvent)
        progress.count += 1
        var report = CellReport(
            cell: cell, outcome: outcome, verdict: verdict(outcome, of: cell, outputs: run.outputs.outputs))
        report.execution = run.record
        if outcome.status == .ok {
            progress.dependents.noteSuccess(of: cell)
        } else if !report.verdict.passed {
            let missing = options.checks ? progress.dependents.missing(in: outcome) : nil
            progress.dependents.noteFailure(of: cell)
            if let missing {
                return CellReport(cell: cell, outcome: nil, verdict: verdict(nil, of: cell), missing: missing)
            }
        }
        return report
    }

    private func perform(
        _ cell: Cell, _ run: inout CellExecution, _ progress: Progress, onEvent: (SessionEvent) throws -> Void
    ) throws -> Outcome {
        var failure: (any Error)?
        var outcome = try session.run(source(cell, budget: progress.budget), upcoming: progress.upcoming) { event in
            run.outputs.note(event)
            do {
                if failure == nil { try onEvent(event) }
            } catch {
                failure = error
                session.interrupt()
            }
        }
        if let failure { throw failure }
        progress.budget?.explain(&outcome)
        run.outputs.end(outcome, count: run.count)
        run.end = Date()
        return outcome
    }

    private func source(_ cell: Cell, budget: TimeBudget?) -> CellSource {
        let limit = cell.options.timeout.map { .seconds($0) } ?? options.timeLimit
        return CellSource(
            id: cell.id, text: cell.text, file: cell.file, firstLine: cell.firstLine,
            timeLimit: budget?.limit(for: limit) ?? limit,
            valueNames: options.checks ? cell.options.expect?.valueNames ?? [] : [],
            runsOnce: cell.options.replay == .never)
    }

    private func verdict(_ outcome: Outcome?, of cell: Cell, outputs: [JSON] = []) -> Verdict {
        guard let stored = options.stored, cell.options.expect == nil else {
            return options.checks ? judge(outcome, of: cell) : judgeRun(outcome, of: cell)
        }
        return judge(outcome, of: cell, outputs: outputs, stored: stored)
    }
}

/// A cell's run while it goes on.
private struct CellExecution {
    var count: Int
    var outputs: CellOutputs
    let start = Date()
    var end = Date()

    var record: CellReport.Execution {
        CellReport.Execution(count: count, outputs: outputs.outputs, start: start, end: end)
    }
}

extension Notebook {
    /// The folder of its cells as the user wrote it, which begins the paths in messages.
    fileprivate var shownFolder: String {
        if format == .folder { return path }
        return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}

extension CellReport {
    /// Whether the cell ran to its end, or failed where its author wants it to.
    public var ranAsWanted: Bool {
        guard let outcome else { return false }
        return outcome.status == .ok || (cell.mayFail && outcome.status == .error)
    }

    /// Whether it did not run because its author wants it so.
    public var wasLeftOut: Bool { outcome == nil && cell.isLeftOut }

    public var wasInterrupted: Bool { outcome?.status == .interrupted }
}
