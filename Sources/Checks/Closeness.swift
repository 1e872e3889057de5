import Foundation
import Notebook

extension Tolerance {
    /// How far `got` may lie from `expected`.
    func allowed(for expected: Double) -> Double {
        atol + rtol * abs(expected)
    }

    /// `|got - expected| <= atol + rtol * |expected|`; infinities equal those of the same sign, NaN equals NaN only when asked.
    func accepts(_ got: Double, expected: Double) -> Bool {
        if got.isNaN || expected.isNaN { return equalNaN && got.isNaN && expected.isNaN }
        if got.isInfinite || expected.isInfinite { return got == expected }
        return abs(got - expected) <= allowed(for: expected)
    }

    /// Why `got` is not accepted: `|diff| 0.02 > allowed 1e-05`.
    func explanation(_ got: Double, expected: Double) -> String {
        if got.isNaN, expected.isNaN { return "nan equals nothing unless 'tolerance: { equal_nan: true }' is given" }
        if got.isNaN || expected.isNaN || got.isInfinite || expected.isInfinite { return "not the same" }
        return "|diff| \(short(abs(got - expected))) > allowed \(short(allowed(for: expected)))"
    }
}

/// A number with as few digits as tell it apart for a reader.
func short(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return String(format: "%.4g", value)
}
