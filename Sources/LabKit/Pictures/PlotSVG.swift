/// A plot as SVG: curves that differ in colour and in dashes, the legend on the right.
struct PlotSVG {
    let data: PlotData

    /// Okabe and Ito, "Color Universal Design" (2008): told apart by colour-blind readers too.
    private static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#56B4E9", "#E69F00"]
    private static let dashes = ["", "7 3", "2 2", "9 3 2 3", "12 4"]

    private let width = 480.0
    private let height = 300.0
    private let top = 40.0
    private var left: Double {
        16 + (data.labels.ylabel.isEmpty ? 0 : 20) + (data.y.ticks.map { textPixels($0.label) }.max() ?? 0)
    }
    private var bottom: Double { top + height }

    private func x(_ place: Double) -> Double { left + place * width }
    private func y(_ place: Double) -> Double { bottom - place * height }
    private func colour(_ index: Int) -> String { Self.colours[index % Self.colours.count] }
    private func dash(_ index: Int) -> String { Self.dashes[index % Self.dashes.count] }

    private var legend: [(name: String, index: Int?)] {
        (data.hasLegend ? data.curves.enumerated().map { (name: $1.label, index: $0) } : [])
            + data.vlines.map { (name: $0.name, index: nil) }
    }

    var document: String {
        let legendWidth = legend.isEmpty ? 0 : 50 + (legend.map { textPixels($0.name) }.max() ?? 0)
        let below = 30 + (data.labels.xlabel.isEmpty ? 0 : 20) + 16 * Double(data.notes.count)
        let words = max(textPixels(data.labels.title, size: 14), data.notes.map { textPixels($0, size: 11) }.max() ?? 0)
        let wide = left + max(width + 24 + legendWidth, words)
        var svg = SVG(width: wide, height: max(bottom + below, top + 20 * Double(legend.count) + 20))
        drawAxes(on: &svg)
        for line in data.vlines {
            svg.line(x1: x(line.x), y1: top, x2: x(line.x), y2: bottom, stroke: "#555", width: 1.5, dash: "3 3")
        }
        for (index, curve) in data.curves.enumerated() { draw(curve, index, on: &svg) }
        drawLegend(on: &svg)
        for (index, note) in data.notes.enumerated() {
            svg.text(note, x: left, y: svg.height - 16 * Double(data.notes.count - index) + 6, size: 11, fill: "#444")
        }
        return svg.document(title: data.labels.title.isEmpty ? "plot" : data.labels.title)
    }

    private func drawAxes(on svg: inout SVG) {
        let labels = data.labels
        if !labels.title.isEmpty { svg.text(labels.title, x: left, y: 20, size: 14, bold: true) }
        if !labels.ylabel.isEmpty { svg.text(labels.ylabel, x: 14, y: top + height / 2, anchor: .middle, turned: true) }
        if !labels.xlabel.isEmpty { svg.text(labels.xlabel, x: left + width / 2, y: bottom + 36, anchor: .middle) }
        for tick in data.y.ticks {
            guard let place = data.y.place(tick.value) else { continue }
            svg.line(x1: left, y1: y(place), x2: left + width, y2: y(place), stroke: "#ddd")
            svg.text(tick.label, x: left - 6, y: y(place), anchor: .end)
        }
        var free = 0.0
        for tick in data.x.ticks {
            guard let place = data.x.place(tick.value) else { continue }
            svg.line(x1: x(place), y1: bottom, x2: x(place), y2: bottom + 4)
            let half = textPixels(tick.label) / 2
            guard x(place) - half >= free else { continue }
            svg.text(tick.label, x: x(place), y: bottom + 14, anchor: .middle)
            free = x(place) + half + 6
        }
        svg.rect(x: left, y: top, width: width, height: height, fill: "none", stroke: "#000")
    }

    private func draw(_ curve: PlotData.Curve, _ index: Int, on svg: inout SVG) {
        for piece in curve.pieces {
            let points = thinned(piece).map { (x: x($0.x), y: y($0.y)) }
            if data.style == .line, points.count > 1 {
                svg.polyline(points, stroke: colour(index), width: 2, dash: dash(index))
            } else {
                for point in points { svg.mark(index, x: point.x, y: point.y, radius: 4, fill: colour(index)) }
            }
        }
    }

    /// At most the lowest and the highest point of each pixel column: what more there is, nobody can see.
    private func thinned(_ piece: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard data.style == .line, piece.count > 2 * Int(width) else { return piece }
        var kept: [(x: Double, y: Double)] = []
        var start = 0
        while start < piece.count {
            let column = Int(piece[start].x * width)
            var (end, lowest, highest) = (start, start, start)
            while end < piece.count, Int(piece[end].x * width) == column {
                if piece[end].y < piece[lowest].y { lowest = end }
                if piece[end].y > piece[highest].y { highest = end }
                end += 1
            }
            kept += [min(lowest, highest), max(lowest, highest)].map { piece[$0] }
            start = end
        }
        return kept
    }

    private func drawLegend(on svg: inout SVG) {
        for (row, entry) in legend.enumerated() {
            let (x, y) = (left + width + 16, top + 12 + 20 * Double(row))
            if let index = entry.index {
                if data.style == .line {
                    svg.line(x1: x, y1: y, x2: x + 30, y2: y, stroke: colour(index), width: 2, dash: dash(index))
                } else {
                    svg.mark(index, x: x + 15, y: y, radius: 4, fill: colour(index))
                }
            } else {
                svg.line(x1: x, y1: y, x2: x + 30, y2: y, stroke: "#555", width: 1.5, dash: "3 3")
            }
            svg.text(entry.name, x: x + 36, y: y)
        }
    }
}
