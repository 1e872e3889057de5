/// The words around a plot.
struct PlotLabels {
    let title: String
    let xlabel: String
    let ylabel: String
}

/// A plot that has been checked, with its axes chosen.
struct PlotData {
    struct Curve {
        let label: String
        /// Pieces without gaps; places on both axes, 0 to 1.
        let pieces: [[(x: Double, y: Double)]]
        let mark: Character
    }

    let labels: PlotLabels
    let style: PlotStyle
    let x: AxisScale
    let y: AxisScale
    let curves: [Curve]
    let vlines: [(name: String, x: Double)]
    /// What could not be drawn.
    let notes: [String]

    /// Marks that differ in shape as well as in density.
    static let marks: [Character] = Array("*+ox#@%&=~") + Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    init(
        _ series: [Series], xscale: PlotScale, yscale: PlotScale, style: PlotStyle, vlines: [(name: String, x: Double)],
        labels: PlotLabels
    ) throws(PictureError) {
        try Self.check(series, vlines, xscale)
        func shows(_ value: Double, _ scale: PlotScale) -> Bool { value.isFinite && (scale == .linear || value > 0) }
        let drawable = series.map { one in
            zip(one.x, one.y).map { x, y in shows(x, xscale) && shows(y, yscale) ? (x: x, y: y) : nil }
        }
        let points = drawable.flatMap { $0.compactMap { $0 } }
        guard !points.isEmpty else {
            let kind = xscale == .log || yscale == .log ? "finite and, on a log scale, positive" : "finite"
            throw PictureError(call: "plot", argument: "series", problem: "has no point to draw: none is \(kind)")
        }
        let x = AxisScale(points.map(\.x) + vlines.map(\.x), kind: xscale, wide: false)
        let y = AxisScale(points.map(\.y), kind: yscale, wide: true)
        let places = drawable.map { curve in
            curve.map { point in
                point.flatMap { point in x.place(point.x).flatMap { px in y.place(point.y).map { (x: px, y: $0) } } }
            }
        }
        curves = zip(series, places).enumerated().map { index, curve in
            let pieces = curve.1.split { $0 == nil }.map { $0.compactMap { $0 } }
            return Curve(label: curve.0.label, pieces: pieces, mark: Self.marks[index])
        }
        notes = zip(series, drawable).compactMap { one, points in
            let missing = points.filter { $0 == nil }.count
            let name = one.label.isEmpty ? "the curve" : one.label
            return missing == 0 ? nil : "\(missing) of \(points.count) points of \(name) cannot be drawn on these axes"
        }
        self.x = x
        self.y = y
        self.vlines = vlines.compactMap { line in x.place(line.x).map { (name: line.name, x: $0) } }
        self.style = style
        self.labels = labels
    }

    private static func check(
        _ series: [Series], _ vlines: [(name: String, x: Double)], _ xscale: PlotScale
    ) throws(PictureError) {
        func bad(_ argument: String, _ problem: String) -> PictureError {
            PictureError(call: "plot", argument: argument, problem: problem)
        }
        if series.isEmpty { throw bad("series", "is empty") }
        if series.count > marks.count {
            throw bad("series", "has \(series.count) curves; no more than \(marks.count) can be told apart")
        }
        for (index, one) in series.enumerated() {
            let name = one.label.isEmpty ? "series[\(index)]" : "series[\(index)] (\(one.label))"
            if one.y.isEmpty { throw bad(name, "has no points") }
            if one.x.count != one.y.count { throw bad(name, "has \(one.x.count) x for \(one.y.count) y") }
        }
        for line in vlines where !line.x.isFinite || (xscale == .log && line.x <= 0) {
            throw bad("vlines", "has \(line.name) at \(line.x), which is not on the axis")
        }
    }

    var figure: Figure { Figure(text: PlotText(data: self).text, svg: PlotSVG(data: self).document) }
    var hasLegend: Bool { curves.contains { !$0.label.isEmpty } }
}
