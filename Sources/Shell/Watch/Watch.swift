import Checks
import Engine
import Foundation
import Notebook
import Reports

/// Plays a notebook again from where it was changed, each time one of its files is saved, and shows the verdicts.
public final class Watch {
    private let options: ShellOptions
    private let session: Session
    private let watcher: NotebookWatcher
    private let board: Board
    private var notebook: Notebook
    /// What came of the cells, by their ids.
    private var reports: [String: CellReport] = [:]
    /// The cells that must be played before their verdicts count.
    private var waiting: Set<String>

    /// - Parameter options: its path is what is watched.
    /// - Throws: ``NotebookError``, ``EngineError``, ``ShellError``.
    public init(_ path: String, _ options: ShellOptions) throws {
        self.options = options
        notebook = try Notebook.read(path)
        waiting = Set(notebook.cells.filter { $0.kind == .code }.map(\.id))
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let folder = notebook.format == .folder ? url : url.deletingLastPathComponent()
        session = try Session(
            configuration: SessionConfiguration(
                workingDirectory: folder.path, limits: options.limits, snapshotsKept: notebook.cells.count + 20))
        watcher = try NotebookWatcher(notebook, onNews: session.interruption)
        board = Board(
            isColored: options.color.isOn(
                environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1))
    }

    /// Goes on until Ctrl-C.
    public func run() throws {
        defer { session.close() }
        let stop = StopSignal { [watcher] in watcher.stop() }
        defer { stop.end() }
        try play()
        while true {
            switch watcher.next() {
            case .changed(let changed):
                takeUp(changed)
                try play()
            case .unreadable(let message): board.show(reports, of: notebook, note: message)
            case .stopped: return
            }
        }
    }

    private var cells: [Cell] { notebook.cells.filter { $0.kind == .code } }

    private func play() throws {
        let start = ContinuousClock.now
        let cells = cells
        let plan = WatchPlan(
            CellLinks(cells), waiting: waiting, held: session.cells.map(\.label),
            failed: Set(reports.values.filter(\.hasFailed).map(\.cell.id)))
        try goBack(keeping: plan.kept)
        board.show(reports, of: notebook)
        for index in plan.order {
            if watcher.hasNews { return }
            guard let report = try play(cells[index], at: index) else { return }
            waiting.remove(cells[index].id)
            reports[cells[index].id] = report
            board.show(reports, of: notebook, newest: report)
        }
        board.finish(
            cells.compactMap { reports[$0.id] }, played: plan.order.count,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// - Returns: nil when a save came: this cell and those after it are played again.
    private func play(_ cell: Cell, at index: Int) throws -> CellReport? {
        guard !cell.tags.contains("skip-execution") else {
            return CellReport(cell: cell, outcome: nil, verdict: judge(nil, of: cell))
        }
        let outcome = try session.run(CellSource(cell, position: index, timeLimit: options.timeLimit))
        if outcome.status == .interrupted { return nil }
        return CellReport(cell: cell, outcome: outcome, verdict: judge(outcome, of: cell))
    }

    /// What was saved: verdicts of what it reaches count no longer.
    private func takeUp(_ changed: Notebook) {
        let old = cells
        notebook = changed
        let reached = CellLinks.reached(from: old, to: cells)
        waiting.formUnion(reached)
        for id in reached { reports[id] = nil }
        let ids = Set(cells.map(\.id))
        reports = reports.filter { ids.contains($0.key) }
        waiting.formIntersection(ids)
    }

    /// To where only the first cells that ran stand.
    private func goBack(keeping count: Int) throws {
        let gone = session.cells.count - count
        if gone > 0 { try session.undo(gone) }
    }
}

extension CellReport {
    /// It ran and left nothing behind.
    fileprivate var hasFailed: Bool { outcome.map { $0.status != .ok } ?? true }
}

/// Ctrl-C and SIGTERM, on a thread where locks may be taken.
private final class StopSignal {
    private let sources: [any DispatchSourceSignal]

    init(_ action: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "stop")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { action() }
            source.resume()
            return source
        }
    }

    func end() { for source in sources { source.cancel() } }
}
