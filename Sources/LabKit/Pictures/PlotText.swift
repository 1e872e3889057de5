/// A plot in characters: each curve with its own mark, 64 columns by 16 rows.
struct PlotText {
    let data: PlotData

    private let width = 64
    private let height = 16

    var text: String {
        var canvas = TextCanvas(width: width, height: height)
        for line in data.vlines {
            for row in 0..<height { canvas.put(":", column: column(line.x), row: row) }
        }
        for curve in data.curves {
            for piece in curve.pieces { draw(piece, mark: curve.mark, on: &canvas) }
        }
        let margin = data.y.ticks.map { displayWidth($0.label) }.max() ?? 0
        var rowLabels: [Int: String] = [:]
        for tick in data.y.ticks {
            if let place = data.y.place(tick.value) { rowLabels[row(place)] = tick.label }
        }
        var lines = [data.labels.title, data.labels.ylabel].filter { !$0.isEmpty }
        lines += canvas.lines.enumerated().map { row, line in
            let label = rowLabels[row]
            return padded(label ?? "", to: margin, .right) + (label == nil ? " |" : " +") + line
        }
        lines += xAxis.map { padded("", to: margin + 1) + $0 }
        return TextBlock(lines: lines + legend + data.notes).text
    }

    private func column(_ place: Double) -> Int { Int((place * Double(width - 1)).rounded()) }
    private func row(_ place: Double) -> Int { height - 1 - Int((place * Double(height - 1)).rounded()) }

    private func draw(_ piece: [(x: Double, y: Double)], mark: Character, on canvas: inout TextCanvas) {
        for point in piece { canvas.put(mark, column: column(point.x), row: row(point.y)) }
        guard data.style == .line else { return }
        for (start, end) in zip(piece, piece.dropFirst()) {
            // As many steps as the longer way has characters, so that no gap shows.
            let steps = max(abs(column(end.x) - column(start.x)), abs(row(end.y) - row(start.y)))
            guard steps > 1 else { continue }
            for step in 1..<steps {
                let part = Double(step) / Double(steps)
                let x = start.x + (end.x - start.x) * part
                let y = start.y + (end.y - start.y) * part
                canvas.put(mark, column: column(x), row: row(y))
            }
        }
    }

    private var xAxis: [String] {
        var axis = TextCanvas(width: width + 1, height: 1)
        axis.put("+" + String(repeating: "-", count: width), column: 0, row: 0)
        // Room on both sides for a label in the middle of its tick; the first column is the axis itself.
        var labels = TextCanvas(width: width + 12, height: 1)
        var free = 0
        for tick in data.x.ticks {
            guard let place = data.x.place(tick.value) else { continue }
            axis.put("+", column: column(place) + 1, row: 0)
            let start = max(0, column(place) + 1 - tick.label.count / 2)
            guard start >= free else { continue }
            labels.put(tick.label, column: start, row: 0)
            free = start + tick.label.count + 1
        }
        let name = data.labels.xlabel
        return [axis.lines[0], labels.lines[0]] + (name.isEmpty ? [] : [padded(name, to: width + 1, .centre)])
    }

    /// Names with their marks, in as few lines as fit into the plot's width.
    private var legend: [String] {
        var entries = data.hasLegend ? data.curves.map { "\($0.mark) \($0.label)" } : []
        entries += data.vlines.map { ": \($0.name)" }
        return entries.reduce(into: [String]()) { lines, entry in
            if let last = lines.last, displayWidth(last) + 3 + displayWidth(entry) <= width + 12 {
                lines[lines.count - 1] = last + "   " + entry
            } else {
                lines.append(entry)
            }
        }
    }
}
