/// What can be shown as an image or a table of shades: rows of numbers, all of the same length.
public protocol PictureSource {
    /// Rows from top to bottom, each from left to right.
    var pictureRows: [[Double]] { get }
}

extension Array: PictureSource where Element == [Double] {
    public var pictureRows: [[Double]] { self }
}

/// An image that has been checked: rectangular, not empty, finite.
struct PixelGrid {
    let rows: Int
    let columns: Int
    /// Row-major, `rows * columns` values.
    let values: [Double]

    /// `argument` names the image in an error: `image`, `images[3]`.
    init(_ source: some PictureSource, call: String, argument: String) throws(PictureError) {
        let lines = source.pictureRows
        func bad(_ problem: String) -> PictureError { PictureError(call: call, argument: argument, problem: problem) }
        guard let first = lines.first else { throw bad("has no rows") }
        guard !first.isEmpty else { throw bad("has no columns") }
        for (row, line) in lines.enumerated() {
            guard line.count == first.count else {
                throw bad("is ragged: row \(row) has \(line.count) values, row 0 has \(first.count)")
            }
            if let column = line.firstIndex(where: { !$0.isFinite }) {
                throw bad("holds \(line[column]) at row \(row), column \(column); a picture needs finite numbers")
            }
        }
        rows = lines.count
        columns = first.count
        values = lines.flatMap { $0 }
    }

    /// From one row of pixels, as a weight or a sample is stored; `values` must be finite and `rows * columns` long.
    init(rows: Int, columns: Int, values: [Double]) {
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    subscript(row: Int, column: Int) -> Double { values[row * columns + column] }
}
