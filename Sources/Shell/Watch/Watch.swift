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
    /// What came of the cells as the session holds them, in order.
    private var played: [CellReport] = []

    /// - Parameter options: its path is what is watched.
    /// - Throws: ``NotebookError``, ``EngineError``, ``ShellError``.
    public init(_ path: String, _ options: ShellOptions) throws {
        self.options = options
        notebook = try Notebook.read(path)
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
                notebook = changed
                try play()
            case .unreadable(let message): board.show(played, of: notebook, note: message)
            case .stopped: return
            }
        }
    }

    private var cells: [Cell] { notebook.cells.filter { $0.kind == .code } }

    private func play() throws {
        let cells = cells
        let start = zip(cells, played).prefix { $0.isSame(as: $1.cell) }.count
        played = Array(played.prefix(start))
        try goBack()
        board.show(played, of: notebook)
        for cell in cells[start...] {
            if watcher.hasNews { return }
            var report = CellReport(cell: cell, outcome: nil, verdict: judge(nil, of: cell))
            if !cell.tags.contains("skip-execution") {
                let source = CellSource(cell, position: played.count, timeLimit: options.timeLimit)
                let outcome = try session.run(source)
                // A save came: this cell and those after it are played again.
                if outcome.status == .interrupted { return }
                report = CellReport(cell: cell, outcome: outcome, verdict: judge(outcome, of: cell))
            }
            played.append(report)
            board.show(played, of: notebook)
        }
        board.finish(played)
    }

    /// To where the session stood after the last cell that is as it was.
    private func goBack() throws {
        let kept = played.last { $0.outcome?.status == .ok }?.cell.id
        guard let standing = session.cells.last?.label, standing != kept else { return }
        if let kept { try session.rewind(after: kept) } else { try session.undo(session.cells.count) }
    }
}

extension Cell {
    /// Whether running it again would do and judge the same.
    fileprivate func isSame(as other: Cell) -> Bool { id == other.id && text == other.text && options == other.options }
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
