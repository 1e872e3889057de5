import Glibc

/// One operation on every element, in the operand's own memory where nobody else sees it.
func elementwise(_ kernel: UnaryKernel, _ a: consuming NDArray) -> NDArray {
    if a.dtype != .float64 {
        guard kernel == .negate || kernel == .absolute || kernel == .square else {
            return elementwise(kernel, a.astype(.float64))
        }
        return onWholes(kernel, a)
    }
    // The order of the elements does not matter: a transposed matrix stays transposed.
    if a.isUnique {
        lab_unary(kernel.rawValue, a.start, a.start, a.size)
        return a
    }
    var result = NDArray(undefined: a.shape, .float64)
    result.isTransposed = a.isTransposed
    lab_unary(kernel.rawValue, a.start, result.start, a.size)
    return result
}

private func onWholes(_ kernel: UnaryKernel, _ a: NDArray) -> NDArray {
    if a.dtype == .bool, kernel == .negate { stop("-: truth values have no negative; use .! for the opposite") }
    return mapped(a.astype(.int64)) { (value: Int) -> Int in
        switch kernel {
        case .negate: 0 &- value
        case .absolute: value < 0 ? 0 &- value : value
        default: value &* value
        }
    }.astype(a.dtype)
}

/// Every element by any rule.
func mapped<Element: ArrayElement, Value: ArrayElement>(_ a: NDArray, _ rule: (Element) -> Value) -> NDArray {
    a.read(as: Element.self) { source in
        NDArray(shape: a.shape) { (target: UnsafeMutableBufferPointer<Value>) in
            for i in source.indices { target[i] = rule(source[i]) }
        }
    }
}

/// e to each element.
public func exp(_ a: consuming NDArray) -> NDArray { elementwise(.exp, a) }

/// The natural logarithm of each element; NaN below 0.
public func log(_ a: consuming NDArray) -> NDArray { elementwise(.log, a) }

/// The square root of each element; NaN below 0.
public func sqrt(_ a: consuming NDArray) -> NDArray { elementwise(.squareRoot, a) }

/// The distance of each element from 0.
public func abs(_ a: consuming NDArray) -> NDArray { elementwise(.absolute, a) }

/// Each element times itself.
public func square(_ a: consuming NDArray) -> NDArray { elementwise(.square, a) }

public func log2(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.log2(x) } }
public func log10(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.log10(x) } }
public func log1p(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.log1p(x) } }
public func expm1(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.expm1(x) } }
public func sin(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.sin(x) } }
public func cos(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.cos(x) } }
public func tan(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.tan(x) } }
public func tanh(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.tanh(x) } }
public func arctan(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.atan(x) } }

/// Rounded down; whole numbers with a decimal point, as in NumPy.
public func floor(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.rounded(.down) } }
/// Rounded up.
public func ceil(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.rounded(.up) } }
/// Rounded to `decimals` places, halves to the even digit.
public func round(_ a: NDArray, _ decimals: Int = 0) -> NDArray {
    let scale = Glibc.pow(10, Double(abs(decimals)))
    return mapped(a) { (x: Double) in
        if decimals == 0 { return x.rounded(.toNearestOrEven) }
        if decimals > 0 { return (x * scale).rounded(.toNearestOrEven) / scale }
        return (x / scale).rounded(.toNearestOrEven) * scale
    }
}
/// -1, 0 or 1.
public func sign(_ a: NDArray) -> NDArray {
    if a.dtype == .int64 { return mapped(a) { (x: Int) in x.signum() } }
    return mapped(a) { (x: Double) in x > 0 ? 1.0 : x < 0 ? -1.0 : x }
}

public func isnan(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.isNaN } }
public func isinf(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.isInfinite } }
public func isfinite(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.isFinite } }

/// Each element to the power of the other.
public func power(_ a: NDArray, _ b: NDArray) -> NDArray {
    guard max(a.dtype, b.dtype) != .float64 else {
        return combined("power", a, b) { (x: Double, y: Double) in Glibc.pow(x, y) }
    }
    return combined("power", a, b) { (x: Int, y: Int) in wholePower(x, y) }
}
public func power<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray {
    let exponent = b.asArray
    return exponent.item == 2 && exponent.dtype <= a.dtype ? square(a) : power(a, exponent)
}
public func power<Number: ArrayScalar>(_ a: Number, _ b: NDArray) -> NDArray { power(a.asArray, b) }

/// Each element to the power of the other, under Swift's name.
public func pow<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray { power(a, b) }
public func pow(_ a: NDArray, _ b: NDArray) -> NDArray { power(a, b) }

private func wholePower(_ base: Int, _ exponent: Int) -> Int {
    guard exponent >= 0 else { stop("power: whole numbers to negative whole powers are not whole; use decimals") }
    var (result, base, exponent) = (1, base, exponent)
    while exponent > 0 {
        if exponent & 1 == 1 { result = result &* base }
        base = base &* base
        exponent >>= 1
    }
    return result
}

/// Each element, moved to the nearer end of `low ... high` where it lies outside.
public func clip<Number: ArrayScalar>(_ a: NDArray, _ low: Number, _ high: Number) -> NDArray {
    minimum(maximum(a, low), high)
}

extension NDArray {
    public func clip<Number: ArrayScalar>(_ low: Number, _ high: Number) -> NDArray { LabKit.clip(self, low, high) }
    public func round(_ decimals: Int = 0) -> NDArray { LabKit.round(self, decimals) }
}

/// exp of each element of `a` into `result`, without new memory once `result` has its shape.
public func exp(_ a: NDArray, into result: inout NDArray) { write(.exp, a, &result) }
/// log of each element of `a` into `result`, without new memory once `result` has its shape.
public func log(_ a: NDArray, into result: inout NDArray) { write(.log, a, &result) }
/// The square root of each element of `a` into `result`, without new memory once `result` has its shape.
public func sqrt(_ a: NDArray, into result: inout NDArray) { write(.squareRoot, a, &result) }

private func write(_ kernel: UnaryKernel, _ a: NDArray, _ result: inout NDArray) {
    let source = a.astype(.float64).contiguous
    if result.shape != source.shape || result.dtype != .float64 || result.isTransposed || !result.isUnique {
        result = NDArray(undefined: source.shape, .float64)
    }
    lab_unary(kernel.rawValue, source.start, result.start, source.size)
    withExtendedLifetime(source) {}
}
