import Foundation

/// Draws the cell that is being typed. Readline's own display knows neither colours nor a mark before each line, and counts
/// columns as the locale says, which in many containers is not the terminal's.
struct Screen {
    var isColored: Bool
    /// The row of the cursor below the first row drawn.
    private var cursorRow = 0
    private var columns = 0
    private var isFresh = true

    init(isColored: Bool) { self.isColored = isColored }

    /// The next drawing begins on a row of its own.
    mutating func startAnew() { isFresh = true }

    mutating func draw(prompt: String, text: String, cursor: Int) {
        let size = Terminal.size
        let prompt = Prompt(prompt, isColored: isColored)
        let styled = isColored ? StyledText(swift: text) : StyledText(plain: text)
        let layout = Layout(prompt: prompt, text: styled, cursor: cursor, columns: size.columns)
        var out = ""
        if !isFresh {
            // After a change of width the terminal has laid out the same text anew.
            let above = columns == size.columns ? cursorRow : min(layout.cursorRow, size.rows - 1)
            if above > 0 { out += "\u{1B}[\(above)A" }
            out += "\r\u{1B}[J"
        }
        let window = window(of: layout, rows: size.rows)
        out += layout.rows[window].joined(separator: "\n")
        let below = window.upperBound - 1 - layout.cursorRow
        if below > 0 { out += "\u{1B}[\(below)A" }
        out += "\r" + (layout.cursorColumn > 0 ? "\u{1B}[\(layout.cursorColumn)C" : "")
        Terminal.write(out)
        cursorRow = layout.cursorRow - window.lowerBound
        columns = size.columns
        isFresh = false
    }

    /// The rows that fit, around the cursor.
    private func window(of layout: Layout, rows: Int) -> Range<Int> {
        let count = layout.rows.count
        guard count > rows else { return 0..<count }
        let end = min(count, max(rows, layout.cursorRow + 1))
        return (end - rows)..<end
    }
}
