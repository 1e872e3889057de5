import Foundation
import Notebook
import Replay
import Reports

/// What a verb shows of notebooks while they play.
final class Playing {
    /// What a verb wants of it.
    struct Style {
        /// Progress on standard error: a line a cell, or on a terminal a line that changes.
        var showsProgress: Bool
        /// Where standard error is no terminal: whether each cell's end is a line. A verb that prints one anyway needs none.
        var progressLines: Bool
        /// Standard output is for the report alone.
        var isJSON: Bool
    }

    private struct Part {
        var console: Console
        var began = 0
        var report: NotebookReport?
    }

    let batch: ReplayBatch
    private let style: Style
    private let status: StatusLine
    private var parts: [Part]
    private(set) var errors: [any Error] = []
    private let stop = InterruptSwitch()

    init(_ replays: [NotebookReplay], jobs: Int, style: Style) {
        batch = ReplayBatch(replays, jobs: jobs)
        self.style = style
        let status = style.showsProgress ? StatusLine.onTerminal(STDERR_FILENO) : StatusLine(isOn: false)
        self.status = status
        let isHeld = batch.jobs > 1
        parts = replays.map { _ in Part(console: Console(status: status, isHeld: isHeld)) }
    }

    /// Plays all notebooks.
    ///
    /// - Parameters:
    ///   - onEvent: shows an event on the notebook's console.
    ///   - onEnd: shows a notebook's report; false ends all.
    func play(
        onEvent: @escaping (Int, PlayEvent, Console) -> Void, onEnd: @escaping (Int, NotebookReport, Console) -> Bool
    ) {
        Interrupts.handle(stop)
        batch.play(stop: stop) { [self] index, event in
            if case .began(let cell) = event { began(cell, index) }
            onEvent(index, event, parts[index].console)
            if case .ended(let report) = event { ended(report, index) }
        } onEnd: { [self] index, ending in
            defer {
                status.end()
                parts[index].console.release()
            }
            switch ending {
            case .failure(let error):
                errors.append(error)
                parts[index].console.note(
                    "cellist: \(batch.replays[index].notebook.path) could not be played to its end")
                return true
            case .success(let report):
                parts[index].report = report
                if style.isJSON { parts[index].console.print(report.json.line) }
                return onEnd(index, report, parts[index].console)
            }
        }
        status.end()
    }

    /// Of the notebooks that were played, in their order.
    var reports: [NotebookReport] { parts.compactMap(\.report) }

    /// Throws what the program's exit code should be, if not 0.
    func finish(isFailure: (CellReport) -> Bool) throws {
        if let error = errors.first { throw error }
        let cells = reports.flatMap(\.cells)
        if stop.isInterrupted || cells.contains(where: \.wasInterrupted) { throw Failure.interrupted }
        if cells.contains(where: isFailure) { throw Failure.failedCell }
    }

    private func began(_ cell: Cell, _ index: Int) {
        parts[index].began += 1
        if parts[index].began == 1, batch.replays.count > 1, !style.isJSON {
            parts[index].console.note("== \(batch.replays[index].notebook.path)")
        }
        status.begin(place(of: cell, index))
    }

    private func ended(_ report: CellReport, _ index: Int) {
        guard style.showsProgress, style.progressLines, !status.isOn, report.outcome != nil else { return }
        let failed = report.ranAsWanted ? "" : ", failed"
        parts[index].console.note("\(place(of: report.cell, index))  \(duration(report.seconds))\(failed)")
    }

    /// `lab3 [4/19] Train`.
    private func place(of cell: Cell, _ index: Int) -> String {
        let replay = batch.replays[index]
        let name = batch.replays.count > 1 ? replay.notebook.name + " " : ""
        return "\(name)[\(parts[index].began)/\(replay.cells.count)] \(cell.label)"
    }
}
