/// A confusion matrix as a heat map: rows are the actual classes, columns the predicted ones.
///
/// Each field has its count and a shade for its part of the row, so that a class with few samples does not look
/// better than it is. Zeros are dots, and the last column says how many of the class were right.
/// - Parameters:
///   - counts: shape (classes, classes), as `confusionMatrix(_:_:)` gives it.
///   - labels: a name for each class; 0, 1, 2, … unless given.
///   - title: a line above.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: `counts` is square and holds whole numbers, 0 or more; `labels` has one name a class.
public func plotConfusionMatrix(
    _ counts: some PictureSource, labels: [String]? = nil, title: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Figure {
    drawn(file, line) { () throws(PictureError) in
        let picture = try ConfusionPicture(counts, labels: labels, title: title)
        return Figure(text: picture.text, svg: picture.svg)
    }
}

struct ConfusionPicture {
    private let grid: PixelGrid
    private let labels: [String]
    private let title: String
    private let totals: [Double]

    init(_ counts: some PictureSource, labels: [String]?, title: String) throws(PictureError) {
        func bad(_ argument: String, _ problem: String) -> PictureError {
            PictureError(call: "plotConfusionMatrix", argument: argument, problem: problem)
        }
        let grid = try PixelGrid(counts, call: "plotConfusionMatrix", argument: "counts")
        guard grid.rows == grid.columns else {
            throw bad("counts", "has \(grid.rows) rows and \(grid.columns) columns; it must be square")
        }
        if let odd = grid.values.first(where: { $0 < 0 || $0 != $0.rounded() || $0 > 1e15 }) {
            throw bad("counts", "holds \(odd); a count is a whole number, 0 or more")
        }
        if let labels, labels.count != grid.rows {
            throw bad("labels", "has \(labels.count) names for \(grid.rows) classes")
        }
        self.grid = grid
        self.labels = labels ?? (0..<grid.rows).map(String.init)
        self.title = title
        totals = (0..<grid.rows).map { row in (0..<grid.rows).reduce(0) { $0 + grid[row, $1] } }
    }

    private func count(_ row: Int, _ column: Int) -> String { String(Int(grid[row, column])) }
    private func part(_ row: Int, _ column: Int) -> Double { totals[row] == 0 ? 0 : grid[row, column] / totals[row] }
    private func right(_ row: Int) -> String { "\(count(row, row))/\(Int(totals[row]))" }

    var text: String {
        let classes = 0..<grid.rows
        let margin = max(6, labels.map(displayWidth).max() ?? 0)
        let counts = classes.flatMap { row in classes.map { count(row, $0).count } }.max() ?? 1
        let width = max(counts, labels.map(displayWidth).max() ?? 0) + 2
        let ends = classes.map { right($0).count }.max() ?? 0
        func line(_ head: String, _ fields: [String], _ end: String) -> String {
            padded(head, to: margin) + fields.map { padded($0, to: width, .right) + " " }.joined() + "  "
                + padded(end, to: max(5, ends), .right)
        }
        let rows = classes.map { row in
            let fields = classes.map { column in
                let value = count(row, column)
                return padded(value == "0" ? "." : value, to: width, .right) + shade(row, column)
            }
            return padded(labels[row], to: margin) + fields.joined() + "  "
                + padded(right(row), to: max(5, ends), .right)
        }
        let head = title.isEmpty ? [] : [title]
        let above = padded("", to: margin) + padded("predicted", to: (width + 1) * grid.rows, .centre)
        return TextBlock(lines: head + [above, line("actual", labels, "right")] + rows).text
    }

    private func shade(_ row: Int, _ column: Int) -> String {
        String(inkRamp[min(inkRamp.count - 1, Int(part(row, column) * Double(inkRamp.count)))])
    }

    var svg: String {
        let field = max(34, 12 + (labels.map { textPixels($0) }.max() ?? 0))
        let side = field * Double(grid.rows)
        let top = (title.isEmpty ? 8 : 34) + 44.0
        let left = 40 + (labels.map { textPixels($0) }.max() ?? 0)
        let ends = (0..<grid.rows).map { textPixels(right($0)) }.max() ?? 0
        let width = max(left + side + 12 + max(ends, 36) + 10, 12 + textPixels(title, size: 14) + 10)
        var svg = SVG(width: width, height: top + side + 12)
        if !title.isEmpty { svg.text(title, x: 12, y: 18, size: 14, bold: true) }
        svg.text("predicted", x: left + side / 2, y: top - 34, anchor: .middle, bold: true)
        svg.text("actual", x: 14, y: top + side / 2, anchor: .middle, bold: true, turned: true)
        svg.text("right", x: left + side + 12, y: top - 12, fill: "#444")
        for row in 0..<grid.rows {
            let middle = top + (Double(row) + 0.5) * field
            svg.text(labels[row], x: left - 8, y: middle, anchor: .end)
            svg.text(labels[row], x: left + (Double(row) + 0.5) * field, y: top - 12, anchor: .middle)
            svg.text(right(row), x: left + side + 12, y: middle, fill: "#444")
            for column in 0..<grid.rows { drawField(row, column, field, left, top, on: &svg) }
        }
        svg.rect(x: left, y: top, width: side, height: side, fill: "none", stroke: "#000")
        return svg.document(title: title.isEmpty ? "confusion matrix" : title)
    }

    private func drawField(
        _ row: Int, _ column: Int, _ field: Double, _ left: Double, _ top: Double, on svg: inout SVG
    ) {
        let grey = 255 - Int((part(row, column) * 215).rounded())
        let (x, y) = (left + Double(column) * field, top + Double(row) * field)
        svg.rect(x: x, y: y, width: field, height: field, fill: greyFill(grey), stroke: "#ccc")
        let value = count(row, column)
        let ink = value == "0" ? "#bbb" : grey < 128 ? "#fff" : "#000"
        svg.text(
            value, x: x + field / 2, y: y + field / 2, anchor: .middle, fill: ink, bold: value != "0" && row != column)
    }
}
