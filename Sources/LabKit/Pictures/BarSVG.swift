/// A bar chart as SVG: grey bars, black error bars, numbers on the right.
struct BarSVG {
    let data: BarData

    private let width = 360.0
    private let row = 28.0
    private var top: Double { data.title.isEmpty ? 12 : 40 }
    private var left: Double { 18 + (data.bars.map { textPixels($0.label) }.max() ?? 0) }
    private var bottom: Double { top + row * Double(data.bars.count) }

    private func x(_ value: Double) -> Double { left + data.place(value) * width }

    var document: String {
        let numbers = data.bars.map { textPixels($0.number) }.max() ?? 0
        let caption = data.axisCaption
        let wide = max(left + width + 14 + numbers + 10, left + textPixels(data.title, size: 14) + 10)
        var svg = SVG(width: wide, height: bottom + 30 + (caption.isEmpty ? 0 : 20))
        if !data.title.isEmpty { svg.text(data.title, x: left, y: 20, size: 14, bold: true) }
        for tick in data.axis.ticks {
            svg.line(x1: x(tick.value), y1: top, x2: x(tick.value), y2: bottom + 4, stroke: "#ddd")
            svg.text(tick.label, x: x(tick.value), y: bottom + 14, anchor: .middle)
        }
        for (index, bar) in data.bars.enumerated() { draw(bar, middle: top + (Double(index) + 0.5) * row, on: &svg) }
        svg.line(x1: x(data.start), y1: top, x2: x(data.start), y2: bottom)
        svg.line(x1: left, y1: bottom, x2: left + width, y2: bottom)
        if !caption.isEmpty { svg.text(caption, x: left + width / 2, y: bottom + 36, anchor: .middle) }
        return svg.document(title: data.title.isEmpty ? "bar chart" : data.title)
    }

    private func draw(_ bar: BarData.Bar, middle: Double, on svg: inout SVG) {
        let (from, to) = (min(x(data.start), x(bar.value)), max(x(data.start), x(bar.value)))
        svg.rect(x: from, y: middle - 8, width: to - from, height: 16, fill: "#8fb8d8", stroke: "#335")
        svg.text(bar.label, x: left - 8, y: middle, anchor: .end)
        svg.text(bar.number, x: left + width + 14, y: middle)
        guard let error = bar.error, error > 0 else { return }
        let (low, high) = (x(bar.value - error), x(bar.value + error))
        svg.line(x1: low, y1: middle, x2: high, y2: middle, width: 1.5)
        for end in [low, high] { svg.line(x1: end, y1: middle - 5, x2: end, y2: middle + 5, width: 1.5) }
    }
}
