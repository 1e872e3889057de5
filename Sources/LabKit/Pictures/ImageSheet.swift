/// One image with the lines around it.
struct ImageTile {
    let grid: PixelGrid
    let heading: [String]
    let caption: [String]
}

/// Images in rows and columns under one title, on one scale.
struct ImageSheet {
    let tiles: [ImageTile]
    let scale: GreyScale
    let title: String
    let axes: Bool
    let style: ImageStyle
    /// Images side by side; nil for as many as fit.
    let columns: Int?
    /// Lines below everything, such as what a shade means.
    var footer: [String] = []

    /// The width of a terminal that nobody has made wider.
    private static let terminalWidth = 80
    private static let gap = 3

    var figure: Figure {
        let blocks = tiles.map(textBlock)
        let widest = blocks.map(\.width).max() ?? 1
        let fitting = max(1, (Self.terminalWidth + Self.gap) / (widest + Self.gap))
        let perRow = min(columns ?? fitting, tiles.count)
        return Figure(text: text(blocks, perRow: perRow), svg: svg(perRow: perRow))
    }

    private func textBlock(_ tile: ImageTile) -> TextBlock {
        let image = ImageText(grid: tile.grid, scale: scale, style: style, axes: axes).block
        return TextBlock(lines: tile.heading + image.lines + tile.caption)
    }

    private func text(_ blocks: [TextBlock], perRow: Int) -> String {
        // Images in one column of the sheet start at one place, whatever their captions' lengths.
        let widths = (0..<perRow).map { column in
            stride(from: column, to: blocks.count, by: perRow).map { blocks[$0].width }.max() ?? 0
        }
        let rows = stride(from: 0, to: blocks.count, by: perRow).map { start in
            let row = zip(blocks[start..<min(start + perRow, blocks.count)], widths).map { block, width in
                TextBlock(lines: block.lines.map { padded($0, to: width) })
            }
            return TextBlock.row(row, gap: Self.gap).lines
        }
        let head = title.isEmpty ? [] : [title]
        return TextBlock(lines: head + rows.joined(separator: [""]) + footer).text
    }

    private func svg(perRow: Int) -> String {
        let size = 12.0
        let lineHeight = 17.0
        let margin = 10.0
        let images = tiles.map { ImageSVG(grid: $0.grid, scale: scale, axes: axes) }
        let above = lineHeight * Double(tiles.map(\.heading.count).max() ?? 0)
        let below = lineHeight * Double(tiles.map(\.caption.count).max() ?? 0)
        let wordWidth = tiles.flatMap { $0.heading + $0.caption }.map { textPixels($0, size: size) }.max() ?? 0
        let tileWidth = max(images.map(\.width).max() ?? 0, wordWidth)
        let tileHeight = above + (images.map(\.height).max() ?? 0) + (below > 0 ? 6 + below : 0)
        let head = title.isEmpty ? 0 : lineHeight + 8
        let rows = (tiles.count + perRow - 1) / perRow
        let footWidth = ([title] + footer).map { textPixels($0, size: size + 2) }.max() ?? 0
        let width = max(Double(perRow) * (tileWidth + 14) - 14, footWidth) + 2 * margin
        let foot = footer.isEmpty ? 0 : 6 + lineHeight * Double(footer.count)
        var svg = SVG(width: width, height: 2 * margin + head + Double(rows) * (tileHeight + 14) - 14 + foot)
        if !title.isEmpty { svg.text(title, x: margin, y: margin + 8, size: size + 2, bold: true) }
        for (index, tile) in tiles.enumerated() {
            let x = margin + Double(index % perRow) * (tileWidth + 14)
            let y = margin + head + Double(index / perRow) * (tileHeight + 14)
            for (line, words) in tile.heading.enumerated() {
                svg.text(words, x: x, y: y + (Double(line) + 0.4) * lineHeight, size: size)
            }
            images[index].draw(on: &svg, x: x, y: y + above)
            let captionTop = y + above + images[index].height + 6
            for (line, words) in tile.caption.enumerated() {
                svg.text(words, x: x, y: captionTop + (Double(line) + 0.5) * lineHeight, size: size)
            }
        }
        for (line, words) in footer.enumerated() {
            let y = svg.height - margin - foot + 6 + (Double(line) + 0.5) * lineHeight
            svg.text(words, x: margin, y: y, size: size - 1, fill: "#444")
        }
        return svg.document(
            title: title.isEmpty ? tiles.flatMap { $0.heading + $0.caption }.joined(separator: ", ") : title)
    }
}
