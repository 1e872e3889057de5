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
    let count = a.size
    if Recipe.suits(count) {
        return Recipe.array(
            .unary(kernel), .elements(a), .number, dimensions: a.dimensions, count: count, isTransposed: a.isTransposed)
    }
    if a.isUnique {
        lab_unary(kernel.rawValue, a.start, a.start, a.size)
        return a
    }
    let result = NDArray(undefined: a.dimensions, .float64, isTransposed: a.isTransposed)
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
        NDArray(dimensions: a.dimensions) { (target: UnsafeMutableBufferPointer<Value>) in
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

/// The logarithm of each element to base 2; NaN below 0.
public func log2(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.log2(x) } }
/// The logarithm of each element to base 10; NaN below 0.
public func log10(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.log10(x) } }
/// log(1 + x) of each element, exact also near 0.
public func log1p(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.log1p(x) } }
/// exp(x) - 1 of each element, exact also near 0.
public func expm1(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.expm1(x) } }
/// 2 to each element.
public func exp2(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.exp2(x) } }
/// The sine of each element, in radians.
public func sin(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.sin(x) } }
/// The cosine of each element, in radians.
public func cos(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.cos(x) } }
/// The tangent of each element, in radians.
public func tan(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.tan(x) } }
/// The hyperbolic sine of each element.
public func sinh(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.sinh(x) } }
/// The hyperbolic cosine of each element.
public func cosh(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.cosh(x) } }
/// The hyperbolic tangent of each element.
public func tanh(_ a: consuming NDArray) -> NDArray { elementwise(.tanh, a) }
/// The angle whose sine each element is, in radians.
public func arcsin(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.asin(x) } }
/// The angle whose cosine each element is, in radians.
public func arccos(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.acos(x) } }
/// The angle whose tangent each element is, in radians.
public func arctan(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in Glibc.atan(x) } }
/// The angle of the point (x, y) = (b, a), in radians.
public func arctan2(_ a: NDArray, _ b: NDArray) -> NDArray {
    combined("arctan2", a, b) { (y: Double, x: Double) in Glibc.atan2(y, x) }
}

/// Whether each element is NaN.
public func isnan(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.isNaN } }
/// Whether each element is infinite, on either side.
public func isinf(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.isInfinite } }
/// Whether each element is neither infinite nor NaN.
public func isfinite(_ a: NDArray) -> NDArray { mapped(a) { (x: Double) in x.isFinite } }

/// Each element to the power of the other.
public func power(_ a: NDArray, _ b: NDArray) -> NDArray {
    guard max(a.dtype, b.dtype) != .float64 else {
        return combined("power", a, b) { (x: Double, y: Double) in Glibc.pow(x, y) }
    }
    return combined("power", a, b) { (x: Int, y: Int) in wholePower(x, y) }
}
/// Each element to one power; shortcuts for 2, 1, 0.5 and -1 as in NumPy.
public func power<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray {
    let exponent = b.asArray
    guard max(a.dtype, exponent.dtype) == .float64 else {
        return exponent.item == 2 && a.dtype == .int64 ? square(a) : power(a, exponent)
    }
    // NumPy's own shortcuts, exact to the last digit.
    switch exponent.item {
    case 2: return square(a.astype(.float64))
    case 1: return a.astype(.float64)
    case 0.5: return sqrt(a.astype(.float64))
    case -1: return 1.0 / a.astype(.float64)
    default: return power(a, exponent)
    }
}
/// One number to the power of each element.
public func power<Number: ArrayScalar>(_ a: Number, _ b: NDArray) -> NDArray { power(a.asArray, b) }

/// Each element to the power of the other, under Swift's name.
public func pow<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray { power(a, b) }
/// Each element to the power of the other, under Swift's name; shapes are broadcast as in NumPy.
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

/// exp of each element of `a` into `result`, without new memory once `result` has its shape.
public func exp(_ a: NDArray, into result: inout NDArray) { write(.exp, a, &result) }
/// log of each element of `a` into `result`, without new memory once `result` has its shape.
public func log(_ a: NDArray, into result: inout NDArray) { write(.log, a, &result) }
/// The square root of each element of `a` into `result`, without new memory once `result` has its shape.
public func sqrt(_ a: NDArray, into result: inout NDArray) { write(.squareRoot, a, &result) }

private func write(_ kernel: UnaryKernel, _ a: NDArray, _ result: inout NDArray) {
    let source = a.astype(.float64).contiguous
    if result.dimensions != source.dimensions || result.dtype != .float64 || result.isTransposed || !result.isUnique {
        result = NDArray(undefined: source.dimensions, .float64)
    }
    lab_unary(kernel.rawValue, source.start, result.start, source.size)
    withExtendedLifetime(source) {}
}
