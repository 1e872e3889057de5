import Checks
import Foundation
import Notebook
import Reports

/// The verdicts of a watched notebook: in place on a terminal, a line for each verdict that came elsewhere.
final class Board {
    private let isColored: Bool
    private let isInPlace = Terminal.current.canMove
    init(isColored: Bool) { self.isColored = isColored }

    /// - Parameters:
    ///   - reports: by the cells' ids; a cell without one waits for its turn.
    ///   - newest: the one that has just come.
    ///   - note: why there is nothing newer.
    func show(
        _ reports: [String: CellReport], of notebook: Notebook, newest: CellReport? = nil, note: String? = nil
    ) {
        let cells = notebook.cells.filter { $0.kind == .code }
        let text = TextReport(cells: cells, isColored: isColored)
        guard isInPlace else {
            if let newest { write(text.text(newest) + "\n") }
            if let note { write(note + "\n") }
            return
        }
        var lines: [Substring] = []
        // The verdict that has just come is what the eye looks for, or else the first that is bad.
        var start: Int?
        for cell in cells {
            if cell.id == newest?.cell.id { start = lines.count }
            guard let report = reports[cell.id] else {
                lines.append("… \(DisplayText.visible(cell.label))")
                continue
            }
            if newest == nil, report.isFailure, start == nil { start = lines.count }
            lines += text.text(report).split(separator: "\n", omittingEmptySubsequences: false)
        }
        if let note { lines += ["", note[...]] }
        let rows = Terminal.size.rows - 2
        let first = max(0, min((start ?? 0) - 2, lines.count - rows))
        write("\u{1B}[H\u{1B}[2J" + lines[first...].prefix(rows).joined(separator: "\n") + "\n")
    }

    func finish(_ reports: [CellReport], played: Int, seconds: Double) {
        let failed = reports.count(where: \.isFailure)
        if played < reports.count {
            let time = Seconds.text(seconds)
            write("played \(played) of \(reports.count) cells in \(time); the others use nothing that changed\n")
        }
        write("\(reports.count - failed) passed, \(failed) failed; waiting for a change, Ctrl-C ends\n")
    }

    private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
