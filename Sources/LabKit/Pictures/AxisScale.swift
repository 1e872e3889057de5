import Glibc

/// How values are spread over an axis.
public enum PlotScale: Sendable, Hashable {
    /// Equal steps for equal differences.
    case linear
    /// Powers of ten at equal distances; values that are not positive cannot be drawn on it.
    case log
}

/// From values to places between 0 and 1 on an axis, with ticks at round numbers.
struct AxisScale {
    struct Tick {
        let value: Double
        let label: String
    }

    let kind: PlotScale
    let low: Double
    let high: Double
    let ticks: [Tick]

    /// `wide` axes end at a tick; others end where the values do. `values` are finite, and positive on a log axis.
    init(_ values: [Double], kind: PlotScale, wide: Bool) {
        self.kind = kind
        let smallest = values.min() ?? (kind == .log ? 1 : 0)
        let largest = values.max() ?? 1
        switch kind {
        case .linear: (low, high, ticks) = Self.linear(smallest, largest, wide: wide)
        case .log: (low, high, ticks) = Self.logarithmic(smallest, largest, wide: wide)
        }
    }

    /// 0 at the low end and 1 at the high end; nil for what the axis cannot show.
    func place(_ value: Double) -> Double? {
        guard value.isFinite, kind == .linear || value > 0 else { return nil }
        let (low, high, value) = kind == .linear ? (low, high, value) : (log10(low), log10(high), log10(value))
        // Halved, so that an axis over the whole range of Double does not overflow.
        return (value / 2 - low / 2) / (high / 2 - low / 2)
    }

    private static func linear(_ smallest: Double, _ largest: Double, wide: Bool) -> (Double, Double, [Tick]) {
        var (low, high) = (smallest, largest)
        if low == high {
            let half = low == 0 ? 1 : abs(low) * 0.1
            (low, high) = (low - half, high + half)
        }
        let step = roundStep((high / 5) - (low / 5))
        let outer = (floor(low / step + 1e-9), ceil(high / step - 1e-9))
        let inner = (ceil(low / step - 1e-9), floor(high / step + 1e-9))
        let (first, last) = wide ? outer : inner
        guard step > max(abs(low), abs(high)) * 1e-14, (first * step).isFinite, (last * step).isFinite else {
            // Neighbouring numbers, or the ends of Double's range: there is no room for round ones.
            return (low, high, [low, high].map { Tick(value: $0, label: numberText($0)) })
        }
        let values = stride(from: first, through: last, by: 1).map { $0 * step }
        if wide, let start = values.first, let end = values.last { (low, high) = (start, end) }
        let largest = max(abs(low), abs(high))
        return (low, high, values.map { Tick(value: $0, label: tickLabel($0, step: step, largest: largest)) })
    }

    private static func logarithmic(_ smallest: Double, _ largest: Double, wide: Bool) -> (Double, Double, [Tick]) {
        let (first, last) = (floor(log10(smallest) + 1e-9), ceil(log10(largest) - 1e-9))
        let (bottom, top) = (Int(first), max(Int(last), Int(first) + 1))
        let every = max(1, (top - bottom + 5) / 6)
        let digits = top - bottom <= 2 ? [1.0, 2, 5] : [1.0]
        var ticks = stride(from: bottom, through: top, by: every).flatMap { decade in
            digits.map { digit in
                let value = digit * pow(10, Double(decade))
                return Tick(value: value, label: numberText(value, "%.3g"))
            }
        }
        // Powers of ten just outside Double's range would be 0 and infinity.
        var low = max(pow(10, Double(bottom)), .leastNonzeroMagnitude)
        var high = min(pow(10, Double(top)), .greatestFiniteMagnitude)
        if !wide, smallest < largest { (low, high) = (smallest, largest) }
        ticks.removeAll { !$0.value.isNormal || $0.value < low * (1 - 1e-9) || $0.value > high * (1 + 1e-9) }
        return (low, high, ticks)
    }

    /// The nearest of 1, 2, 5 times a power of ten that is not below `step`.
    private static func roundStep(_ step: Double) -> Double {
        let power = pow(10, floor(log10(step)))
        return ([1.0, 2, 5].first { $0 * power >= step * (1 - 1e-9) } ?? 10) * power
    }

    /// All labels of an axis have the same number of decimals, or all are in scientific form.
    private static func tickLabel(_ value: Double, step: Double, largest: Double) -> String {
        // 0 times a negative step is -0, which would print its sign.
        let value = value == 0 ? 0 : value
        let decimals = max(0, Int(-floor(log10(step) + 1e-9)))
        if largest >= 1e6 || decimals > 5 {
            let digits = min(12, max(0, Int(floor(log10(largest / step) + 1e-9))))
            return value == 0 ? "0" : numberText(value, "%.\(digits)e")
        }
        return numberText(value, "%.\(decimals)f")
    }
}
