/// What each unit of a layer looks for, as one small image a unit: its weights laid out like the pixels they meet.
///
/// Zero is the middle of the scale. In text `#` and `+` are positive weights, `=` and `-`
/// negative ones; in SVG black is positive, white negative, grey zero.
/// - Parameters:
///   - weights: shape (units, inputs), as a dense layer's `wegt`.
///   - rows: rows of the image; inputs must be `rows * columns`. A square unless given.
///   - units: which units, in this order; all unless given.
///   - titles: a line above each image, one for each of the units shown; their numbers unless given.
///   - title: a line above all.
///   - sharedScale: one scale for all images, so that they compare in strength; else each image has its own, so that they
///     compare in form.
///   - perRow: images side by side; as many as fit into 80 terminal columns unless given.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: `weights` is finite, its inputs fill an image, `units` exist; else the cell stops with a message.
public func showWeights(
    _ weights: some PictureSource, rows: Int? = nil, units: [Int]? = nil, titles: [String]? = nil, title: String = "",
    sharedScale: Bool = true, perRow: Int? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    drawn(file, line) { () throws(PictureError) in
        let layer = try PixelGrid(weights, call: "showWeights", argument: "weights")
        let shape = try imageShape(inputs: layer.columns, rows: rows)
        try requireColumns(perRow, call: "showWeights")
        let units = units ?? Array(0..<layer.rows)
        guard !units.isEmpty else { throw PictureError(call: "showWeights", argument: "units", problem: "is empty") }
        if let titles, titles.count != units.count {
            let problem = "has \(titles.count) entries for \(units.count) units"
            throw PictureError(call: "showWeights", argument: "titles", problem: problem)
        }
        var tiles: [ImageTile] = []
        for (index, unit) in units.enumerated() {
            guard (0..<layer.rows).contains(unit) else {
                let problem = "names unit \(unit), but the layer has units 0 to \(layer.rows - 1)"
                throw PictureError(call: "showWeights", argument: "units", problem: problem)
            }
            var values = Array(layer.values[unit * layer.columns..<(unit + 1) * layer.columns])
            let largest = values.map(abs).max() ?? 0
            if !sharedScale, largest > 0 { values = values.map { $0 / largest } }
            let grid = PixelGrid(rows: shape.rows, columns: shape.columns, values: values)
            tiles.append(ImageTile(grid: grid, heading: [titles?[index] ?? "unit \(unit)"], caption: []))
        }
        let scale = GreyScale(signed: tiles.map(\.grid))
        let most = numberText(scale.high, "%.3g")
        var sheet = ImageSheet(tiles: tiles, scale: scale, title: title, axes: false, style: .ascii, columns: perRow)
        sheet.footer =
            sharedScale
            ? ["= and - (white): negative, down to -\(most); # and + (black): positive, up to \(most)"]
            : ["= and - (white): negative; # and + (black): positive; each image on its own scale"]
        return sheet.figure
    }
}

/// Rows and columns of an image of `inputs` pixels.
private func imageShape(inputs: Int, rows: Int?) throws(PictureError) -> (rows: Int, columns: Int) {
    if let rows {
        guard rows > 0, inputs % rows == 0 else {
            let problem = "is \(rows), which does not divide the \(inputs) inputs of a unit"
            throw PictureError(call: "showWeights", argument: "rows", problem: problem)
        }
        return (rows, inputs / rows)
    }
    let side = Int(Double(inputs).squareRoot().rounded())
    guard side * side == inputs else {
        let problem = "has \(inputs) inputs a unit, which is no square; say how many 'rows' the image has"
        throw PictureError(call: "showWeights", argument: "weights", problem: problem)
    }
    return (side, side)
}
