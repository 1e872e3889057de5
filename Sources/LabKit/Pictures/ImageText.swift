/// An image as lines of text, with its column numbers above and its row numbers on the left.
struct ImageText {
    let grid: PixelGrid
    let scale: GreyScale
    let style: ImageStyle
    let axes: Bool

    /// Terminal columns that one pixel takes: characters are twice as high as they are wide.
    private var columnsPerPixel: Int { style == .ascii ? 2 : 1 }
    private var rowsPerLine: Int { style == .ascii ? 1 : 2 }

    var block: TextBlock {
        let pixels = stride(from: 0, to: grid.rows, by: rowsPerLine).map(line)
        guard axes else { return TextBlock(lines: pixels) }
        let step = labelStep(grid.columns, room: columnsPerPixel)
        let rowStep = labelStep(grid.rows, room: columnsPerPixel)
        let margin = String(grid.rows - 1).count
        var header = TextCanvas(width: grid.columns * columnsPerPixel + 4, height: 1)
        for column in stride(from: 0, to: grid.columns, by: step) {
            header.put(String(column), column: column * columnsPerPixel, row: 0)
        }
        let lines = pixels.enumerated().map { index, line in
            let row = index * rowsPerLine
            return padded(row % rowStep == 0 ? String(row) : "", to: margin, .right) + " " + line
        }
        return TextBlock(lines: [padded("", to: margin + 1) + header.lines[0]] + lines)
    }

    private func line(from row: Int) -> String {
        let columns = 0..<grid.columns
        switch style {
        case .ascii:
            return columns.map { String(repeating: scale.character(grid[row, $0]), count: 2) }.joined()
        case .halfBlocks:
            return columns.map { column in
                switch (isInk(row, column), isInk(row + 1, column)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }
            .joined()
        case .greyHalfBlocks:
            return columns.map { "\u{1B}[38;5;\(grey(row, $0))m\u{1B}[48;5;\(grey(row + 1, $0))m▀" }.joined()
                + "\u{1B}[0m"
        }
    }

    private func isInk(_ row: Int, _ column: Int) -> Bool {
        row < grid.rows && scale.shade(grid[row, column]) >= 0.5
    }

    /// Entry of the 256-colour table: 232 is nearly black, 255 nearly white. Below the last row there is paper.
    private func grey(_ row: Int, _ column: Int) -> Int {
        row < grid.rows ? 255 - Int((scale.shade(grid[row, column]) * 23).rounded()) : 255
    }
}

/// Every how many pixels an axis has a number, so that numbers keep a blank between them in `room` columns a pixel.
func labelStep(_ count: Int, room: Int) -> Int {
    if count <= 10 { return 1 }
    return [2, 5, 10, 20, 50].first { $0 * room > String(count - 1).count && count / $0 <= 12 } ?? 100
}
