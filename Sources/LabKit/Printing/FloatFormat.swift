/// How the decimals of one array are written, so that their points stand under each other: NumPy's `FloatingFormat` with its
/// default options (precision 8, no suppression).
struct FloatFormat {
    private static let precision = 8
    private let isScientific: Bool
    private let left: Int
    private let right: Int
    private let exponentWidth: Int

    /// - Parameter values: those that will be written.
    init(_ values: [Double]) {
        let finite = values.filter(\.isFinite)
        isScientific = Self.needsExponent(finite)
        let scientific = isScientific
        let parts = finite.map { value in
            let digits = ShortestDigits(value)
            return scientific
                ? digits.scientific(value, precision: Self.precision)
                : digits.positional(value, precision: Self.precision)
        }
        var left = parts.map { $0.whole.utf8.count }.max() ?? 0
        let fraction = parts.map { $0.fraction.utf8.count }.max() ?? 0
        exponentWidth = parts.map { $0.exponent.utf8.count }.max() ?? 0
        right = fraction
        if finite.count != values.count {
            let behind = right + 1 + (isScientific ? exponentWidth + 1 : 0)
            let widest = values.contains { $0 == -.infinity } ? 4 : 3  // -inf; nan, inf
            left = max(left, widest - behind)
        }
        self.left = left
    }

    /// NumPy's rule: the largest at least 1e8, the smallest below 1e-4, or a factor above 1000 between them.
    private static func needsExponent(_ finite: [Double]) -> Bool {
        let sizes = finite.lazy.filter { $0 != 0 }.map(\.magnitude)
        guard let largest = sizes.max(), let smallest = sizes.min() else { return false }
        return largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000
    }

    func text(_ value: Double) -> String {
        guard value.isFinite else {
            return padded(pythonText(value), left + right + 1 + (isScientific ? exponentWidth + 1 : 0))
        }
        let digits = ShortestDigits(value)
        if isScientific {
            // Where the column is wider than the shortest digits, NumPy goes on with the exact ones, not with zeros: it
            // shows in numbers below 1e-308, which have few.
            let fits = digits.digits.count - 1 == right
            let parts = fits ? digits.scientific(value, precision: right) : .exact(value, right)
            return padded(parts.whole, left) + "." + parts.fraction + "e" + exponent(parts.exponent)
        }
        let parts = digits.positional(value, precision: Self.precision)
        return padded(parts.whole, left) + "." + parts.fraction
            + String(repeating: " ", count: max(0, right - parts.fraction.utf8.count))
    }

    private func exponent(_ text: String) -> String {
        let zeros = String(repeating: "0", count: max(0, exponentWidth - text.utf8.count))
        return text.prefix(1) + zeros + text.dropFirst()
    }
}

func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
}
