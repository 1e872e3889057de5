/// A rectangle of text that can be put beside or above another one.
struct TextBlock {
    var lines: [String]
    /// In terminal columns.
    var width: Int { lines.map(displayWidth).max() ?? 0 }

    /// The blocks next to each other, top lines level, with `gap` blanks between.
    static func row(_ blocks: [TextBlock], gap: Int) -> TextBlock {
        let height = blocks.map(\.lines.count).max() ?? 0
        let widths = blocks.map(\.width)
        let lines = (0..<height).map { line in
            zip(blocks, widths)
                .map { block, width in padded(line < block.lines.count ? block.lines[line] : "", to: width) }
                .joined(separator: String(repeating: " ", count: gap))
        }
        return TextBlock(lines: lines)
    }

    /// The lines as one text. Trailing blanks go: editors strip them, and then a committed expectation would differ.
    var text: String {
        lines.map { line in
            var line = Substring(line)
            while line.last == " " { line.removeLast() }
            return String(line)
        }
        .joined(separator: "\n")
    }
}

/// A fixed grid of characters to draw on; what falls outside is dropped.
struct TextCanvas {
    let width: Int
    let height: Int
    private var cells: [[Character]]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        cells = Array(repeating: Array(repeating: " ", count: width), count: height)
    }

    mutating func put(_ character: Character, column: Int, row: Int) {
        guard (0..<width).contains(column), (0..<height).contains(row) else { return }
        cells[row][column] = character
    }

    /// Narrow characters only, one to a column.
    mutating func put(_ text: String, column: Int, row: Int) {
        for (offset, character) in text.enumerated() { put(character, column: column + offset, row: row) }
    }

    var lines: [String] { cells.map { String($0) } }
}
