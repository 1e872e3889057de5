/// A picture of one image in grey levels: large values are ink, small ones paper.
///
/// ```swift
/// imshow(X_test[7].reshape(8, 8), caption: ["My prediction is 3", "Actual number is 3"])
/// ```
/// - Parameters:
///   - image: rows of pixels in any unit, 8x8 or 28x28 or another size; the SVG scales itself.
///   - title: a line above.
///   - caption: lines below, such as the predictions.
///   - vmin: the value shown as paper; the smallest one unless given.
///   - vmax: the value shown as full ink; the largest one unless given.
///   - axes: column numbers above and row numbers on the left.
///   - style: how the text is drawn.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: `image` is rectangular, not empty and finite, and `vmin < vmax`; else the cell stops with a message.
/// - Note: named and laid out after matplotlib's `matshow`.
public func imshow(
    _ image: some PictureSource, title: String = "", caption: [String] = [], vmin: Double? = nil, vmax: Double? = nil,
    axes: Bool = true, style: ImageStyle = .ascii, file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    drawn(file, line) { () throws(PictureError) in
        let grid = try PixelGrid(image, call: "imshow", argument: "image")
        let scale = try GreyScale([grid], vmin: vmin, vmax: vmax, call: "imshow")
        let tile = ImageTile(grid: grid, heading: [], caption: caption)
        return ImageSheet(tiles: [tile], scale: scale, title: title, axes: axes, style: style, columns: 1).figure
    }
}

/// Several images in a grid, all on one scale of greys.
///
/// - Parameters:
///   - images: at least one; sizes may differ.
///   - title: a line above all.
///   - titles: one line above each image, or none at all.
///   - captions: lines below each image, or none at all.
///   - columns: images side by side; as many as fit into 80 terminal columns unless given.
///   - vmin: the value shown as paper; the smallest one of all images unless given.
///   - vmax: the value shown as full ink; the largest one of all images unless given.
///   - axes: row and column numbers on each image.
///   - style: how the text is drawn.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: each image is as for one; `titles` and `captions` have no other count than `images`, `columns > 0`.
public func imshow(
    _ images: [some PictureSource], title: String = "", titles: [String] = [], captions: [[String]] = [],
    columns: Int? = nil, vmin: Double? = nil, vmax: Double? = nil, axes: Bool = false, style: ImageStyle = .ascii,
    file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    drawn(file, line) { () throws(PictureError) in
        let tiles = try imageTiles(images, titles: titles, captions: captions)
        let scale = try GreyScale(tiles.map(\.grid), vmin: vmin, vmax: vmax, call: "imshow")
        try requireColumns(columns, call: "imshow")
        return ImageSheet(tiles: tiles, scale: scale, title: title, axes: axes, style: style, columns: columns).figure
    }
}

func imageTiles(
    _ images: [some PictureSource], titles: [String], captions: [[String]]
) throws(PictureError) -> [ImageTile] {
    guard !images.isEmpty else { throw PictureError(call: "imshow", argument: "images", problem: "is empty") }
    for (name, count) in [("titles", titles.count), ("captions", captions.count)] where count != 0 {
        guard count == images.count else {
            throw PictureError(
                call: "imshow", argument: name, problem: "has \(count) entries for \(images.count) images")
        }
    }
    var tiles: [ImageTile] = []
    for (index, image) in images.enumerated() {
        let grid = try PixelGrid(image, call: "imshow", argument: "images[\(index)]")
        let heading = titles.isEmpty ? [] : [titles[index]]
        tiles.append(ImageTile(grid: grid, heading: heading, caption: captions.isEmpty ? [] : captions[index]))
    }
    return tiles
}

func requireColumns(_ columns: Int?, call: String) throws(PictureError) {
    if let columns, columns < 1 {
        throw PictureError(call: call, argument: "columns", problem: "is \(columns); it must be at least 1")
    }
}
