/// A plot of several curves, each with its own mark, colour and dashes, and a legend.
///
/// ```swift
/// plot([Series("sgd", losses), Series("adam", adamLosses)], title: "Loss", xlabel: "epoch", yscale: .log)
/// ```
/// - Parameters:
///   - series: at least one curve, each with at least one point and as many x as y.
///   - title: a line above.
///   - xlabel: what the horizontal axis shows.
///   - ylabel: what the vertical axis shows.
///   - xscale: linear or log.
///   - yscale: linear or log.
///   - style: joined points or points alone.
///   - vlines: vertical lines with a name each, such as the epoch that was picked.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: `series` as said, and something to draw; else the cell stops with a message.
/// - Note: NaN, infinities, and on a log scale zero and below, leave a gap, and a line under the plot says
///   how many: a loss that diverged is worth seeing.
public func plot(
    _ series: [Series], title: String = "", xlabel: String = "", ylabel: String = "", xscale: PlotScale = .linear,
    yscale: PlotScale = .linear, style: PlotStyle = .line, vlines: KeyValuePairs<String, Double> = [:],
    file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    drawn(file, line) { () throws(PictureError) in
        let labels = PlotLabels(title: title, xlabel: xlabel, ylabel: ylabel)
        let lines = vlines.map { (name: $0.key, x: $0.value) }
        return try PlotData(series, xscale: xscale, yscale: yscale, style: style, vlines: lines, labels: labels).figure
    }
}

/// A plot of curves over 1, 2, 3, …, named in the order of the literal: `plot(["sgd": losses, "adam": adamLosses])`.
public func plot(
    _ curves: KeyValuePairs<String, [Double]>, title: String = "", xlabel: String = "", ylabel: String = "",
    xscale: PlotScale = .linear, yscale: PlotScale = .linear, style: PlotStyle = .line,
    vlines: KeyValuePairs<String, Double> = [:], file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    plot(
        curves.map { Series($0.key, $0.value) }, title: title, xlabel: xlabel, ylabel: ylabel, xscale: xscale,
        yscale: yscale, style: style, vlines: vlines, file: file, line: line)
}

/// A plot of one curve over 1, 2, 3, …, without a legend: `plot(losses, yscale: .log)`.
public func plot(
    _ y: [Double], title: String = "", xlabel: String = "", ylabel: String = "", xscale: PlotScale = .linear,
    yscale: PlotScale = .linear, style: PlotStyle = .line, vlines: KeyValuePairs<String, Double> = [:],
    file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    plot(
        [Series("", y)], title: title, xlabel: xlabel, ylabel: ylabel, xscale: xscale, yscale: yscale, style: style,
        vlines: vlines, file: file, line: line)
}
