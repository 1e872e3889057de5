/// An image as SVG, with the same numbers on its sides as the text has.
struct ImageSVG {
    let grid: PixelGrid
    let scale: GreyScale
    let axes: Bool

    /// Side of a pixel: an 8x8 digit and a 28x28 one come out at the same size.
    var pixel: Double { max(2, (168 / Double(max(grid.rows, grid.columns))).rounded(.down)) }
    private var fontSize: Double { 10 }
    private var marginX: Double { axes ? 6 + textPixels(String(grid.rows - 1), size: fontSize) : 0 }
    private var marginY: Double { axes ? 16 : 0 }
    /// Pixels, numbers and frame included.
    var width: Double { marginX + Double(grid.columns) * pixel + 1 }
    var height: Double { marginY + Double(grid.rows) * pixel + 1 }

    func draw(on svg: inout SVG, x: Double, y: Double) {
        let left = x + marginX
        let top = y + marginY
        let sides = (width: Double(grid.columns) * pixel, height: Double(grid.rows) * pixel)
        svg.cells(paths(), x: left, y: top, scale: pixel)
        svg.rect(x: left, y: top, width: sides.width, height: sides.height, fill: "none", stroke: "#888")
        guard axes else { return }
        let room = pixel >= fontSize * 1.4 ? 2 : 1
        for column in stride(from: 0, to: grid.columns, by: labelStep(grid.columns, room: room)) {
            let middle = left + (Double(column) + 0.5) * pixel
            svg.text(String(column), x: middle, y: y + 7, size: fontSize, anchor: .middle, fill: "#444")
        }
        for row in stride(from: 0, to: grid.rows, by: labelStep(grid.rows, room: room)) {
            let middle = top + (Double(row) + 0.5) * pixel
            svg.text(String(row), x: left - 4, y: middle, size: fontSize, anchor: .end, fill: "#444")
        }
    }

    /// One path for each grey, pixels next to each other in one piece: a 28x28 digit stays at a few kilobytes.
    private func paths() -> [Int: String] {
        var paths: [Int: String] = [:]
        for row in 0..<grid.rows {
            var column = 0
            while column < grid.columns {
                let grey = scale.grey(grid[row, column])
                let start = column
                while column < grid.columns, scale.grey(grid[row, column]) == grey { column += 1 }
                // White is the paper.
                if grey < 255 { paths[grey, default: ""] += "M\(start) \(row)h\(column - start)v1h-\(column - start)z" }
            }
        }
        return paths
    }
}
