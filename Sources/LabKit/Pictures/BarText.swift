/// A bar chart in characters: `#` for the bar, `|---|` for the error.
struct BarText {
    let data: BarData

    private let width = 44

    var text: String {
        let margin = data.bars.map { displayWidth($0.label) }.max() ?? 0
        var lines = data.title.isEmpty ? [] : [data.title]
        lines += data.bars.map { bar in
            padded(bar.label, to: margin) + " |" + drawn(bar) + " " + bar.number
        }
        lines += axis.map { padded("", to: margin + 1) + $0 }
        return TextBlock(lines: lines).text
    }

    private func column(_ value: Double) -> Int { Int((data.place(value) * Double(width - 1)).rounded()) }

    private func drawn(_ bar: BarData.Bar) -> String {
        var canvas = TextCanvas(width: width, height: 1)
        let (from, to) = (column(data.start), column(bar.value))
        for column in min(from, to)...max(from, to) { canvas.put("#", column: column, row: 0) }
        if let error = bar.error, error > 0 {
            let (low, high) = (column(bar.value - error), column(bar.value + error))
            for column in low...high { canvas.put("-", column: column, row: 0) }
            canvas.put("|", column: low, row: 0)
            canvas.put("|", column: high, row: 0)
        }
        return canvas.lines[0]
    }

    private var axis: [String] {
        var line = TextCanvas(width: width + 1, height: 1)
        line.put("+" + String(repeating: "-", count: width), column: 0, row: 0)
        var labels = TextCanvas(width: width + 12, height: 1)
        var free = 0
        for tick in data.axis.ticks {
            let column = column(tick.value) + 1
            line.put("+", column: column, row: 0)
            let start = max(0, column - tick.label.count / 2)
            guard start >= free else { continue }
            labels.put(tick.label, column: start, row: 0)
            free = start + tick.label.count + 1
        }
        let caption = data.axisCaption
        return [line.lines[0], labels.lines[0]] + (caption.isEmpty ? [] : [padded(caption, to: width + 1, .centre)])
    }
}

extension BarData {
    /// What the values are, and a warning where bars do not start at 0.
    var axisCaption: String {
        let cut = start == 0 ? "" : "bars start at \(numberText(start))"
        return [xlabel, cut].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
