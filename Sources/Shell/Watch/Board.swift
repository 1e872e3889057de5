import Checks
import Foundation
import Notebook
import Reports

/// The verdicts of a watched notebook: in place on a terminal, a line for each verdict that came elsewhere.
final class Board {
    private let isColored: Bool
    private let isInPlace = Terminal.current.canMove
    /// What was printed last of each cell, where lines cannot be changed.
    private var shown = 0

    init(isColored: Bool) { self.isColored = isColored }

    /// - Parameter note: why there is nothing newer.
    func show(_ reports: [CellReport], of notebook: Notebook, note: String? = nil) {
        let cells = notebook.cells.filter { $0.kind == .code }
        let text = TextReport(cells: cells, isColored: isColored)
        guard isInPlace else {
            shown = min(shown, reports.count)
            for report in reports[shown...] { write(text.text(report) + "\n") }
            shown = reports.count
            if let note { write(note + "\n") }
            return
        }
        var lines: [String] = []
        for report in reports {
            lines += text.text(report).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        lines += cells.dropFirst(reports.count).map { "… \(DisplayText.visible($0.label))" }
        if let note { lines += ["", note] }
        let size = Terminal.size
        // The cell that was played last is what the eye looks for.
        let failing = lines.firstIndex { $0.contains("✗") } ?? 0
        let start = lines.count <= size.rows - 1 ? 0 : min(failing, lines.count - (size.rows - 1))
        write("\u{1B}[H\u{1B}[2J" + lines[start...].prefix(size.rows - 1).joined(separator: "\n") + "\n")
    }

    func finish(_ reports: [CellReport]) {
        let failed = reports.count(where: \.isFailure)
        write("\(reports.count - failed) passed, \(failed) failed; waiting for a change, Ctrl-C ends\n")
    }

    private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
