/// One curve of a plot: a name for the legend and its points.
public struct Series: Sendable, Hashable {
    /// The name in the legend.
    public let label: String
    /// In the order in which they are joined.
    public let x: [Double]
    /// How high each point lies.
    public let y: [Double]

    /// - Parameters:
    ///   - label: as the legend shows it.
    ///   - y: the curve's values, such as one loss an epoch.
    ///   - x: as many values as `y`; 1, 2, 3, … (epochs) unless given.
    public init(_ label: String, _ y: [Double], x: [Double]? = nil) {
        self.label = label
        self.y = y
        self.x = x ?? (0..<y.count).map { Double($0 + 1) }
    }
}

/// How the points of a plot are drawn.
public enum PlotStyle: Sendable, Hashable {
    /// Points joined by lines.
    case line
    /// Points alone.
    case points
}
