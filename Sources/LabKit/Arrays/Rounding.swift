import Glibc

/// Rounded down. Whole numbers stay whole; decimals keep their point, as in NumPy.
public func floor(_ a: NDArray) -> NDArray { rounded(a) { $0.rounded(.down) } }

/// Rounded up. Whole numbers stay whole; decimals keep their point, as in NumPy.
public func ceil(_ a: NDArray) -> NDArray { rounded(a) { $0.rounded(.up) } }

/// Rounded towards zero. Whole numbers stay whole; decimals keep their point, as in NumPy.
public func trunc(_ a: NDArray) -> NDArray { rounded(a) { $0.rounded(.towardZero) } }

/// Rounded to `decimals` places, halves to the even digit; negative `decimals` round to tens, hundreds, ….
public func round(_ a: NDArray, _ decimals: Int = 0) -> NDArray {
    if a.dtype != .float64 { return decimals >= 0 ? a : roundedWhole(a, places: -decimals) }
    if decimals == 0 { return rounded(a) { $0.rounded(.toNearestOrEven) } }
    let scale = Glibc.pow(10, Double(abs(decimals)))
    return rounded(a) { x in
        decimals > 0
            ? (x * scale).rounded(.toNearestOrEven) / scale : (x / scale).rounded(.toNearestOrEven) * scale
    }
}

private func rounded(_ a: NDArray, _ rule: (Double) -> Double) -> NDArray {
    a.dtype == .float64 ? mapped(a, rule) : a
}

/// As NumPy does it: by way of decimals.
private func roundedWhole(_ a: NDArray, places: Int) -> NDArray {
    let scale = Glibc.pow(10, Double(places))
    return mapped(a.astype(.int64)) { (x: Int) in ((Double(x) / scale).rounded(.toNearestOrEven) * scale).asInt }
}

/// -1, 0 or 1; NaN stays NaN.
public func sign(_ a: NDArray) -> NDArray {
    if a.dtype != .float64 { return mapped(a.astype(.int64)) { (x: Int) in x.signum() } }
    return mapped(a) { (x: Double) in x > 0 ? 1.0 : x < 0 ? -1.0 : x == 0 ? 0.0 : x }
}

/// Each element, moved to the nearer end of `low ... high` where it lies outside; NaN stays NaN.
/// - Parameters:
///   - a: any shape.
///   - low: the smallest number of the result; nil for no bound.
///   - high: the largest; nil for no bound.
public func clip<Number: ArrayScalar>(_ a: NDArray, _ low: Number?, _ high: Number?) -> NDArray {
    let (low, high) = (low?.asArray, high?.asArray)
    if max(a.dtype, max(low?.dtype ?? .int64, high?.dtype ?? .int64)) != .float64 {
        let (low, high) = (low.map { Int($0) } ?? .min, high.map { Int($0) } ?? .max)
        return mapped(a.astype(.int64)) { (x: Int) in x < low ? low : x > high ? high : x }
    }
    let result = a.astype(.float64).contiguous
    return clipped(result, low?.item ?? -.infinity, high?.item ?? .infinity)
}

/// Each element, moved to the nearer one of two bounds where it lies outside them; shapes are broadcast as in NumPy.
public func clip(_ a: NDArray, _ low: NDArray, _ high: NDArray) -> NDArray { minimum(maximum(a, low), high) }

private func clipped(_ a: consuming NDArray, _ low: Double, _ high: Double) -> NDArray {
    let result = a.isUnique ? a : NDArray(undefined: a.shape, .float64)
    lab_clip(a.start, low, high, result.start, a.size)
    return result
}

extension NDArray {
    /// Each element, moved to the nearer end of `low ... high` where it lies outside; nil is no bound.
    public func clip<Number: ArrayScalar>(_ low: Number?, _ high: Number?) -> NDArray { LabKit.clip(self, low, high) }

    /// Rounded to `decimals` places, halves to the even digit.
    public func round(_ decimals: Int = 0) -> NDArray { LabKit.round(self, decimals) }
}
