precedencegroup PowerPrecedence {
    higherThan: MultiplicationPrecedence
    associativity: right
}

/// Python's power. As there, it binds closer than `*`; unlike there, a minus sign before it belongs to the base.
infix operator ** : PowerPrecedence

extension NDArray {
    /// Each element to the power of the other, as ``power(_:_:)-(NDArray,NDArray)``.
    public static func ** (a: NDArray, b: NDArray) -> NDArray { power(a, b) }
    /// Each element to one power.
    public static func ** <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray { power(a, b) }
    /// One number to the power of each element.
    public static func ** <Number: ArrayScalar>(a: Number, b: NDArray) -> NDArray { power(a, b) }

    /// What is left of `a` after whole times `b`, with the sign of `b`, as in Python.
    public static func % (a: NDArray, b: NDArray) -> NDArray { mod(a, b) }
    /// What is left of each element after whole times `b`, with the sign of `b`, as in Python.
    public static func % <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray { mod(a, b.asArray) }
}

extension Double {
    /// A number to the power of another: `1 - 0.9 ** 3`.
    public static func ** (a: Double, b: Double) -> Double { power(NDArray(a), NDArray(b)).item }
    /// A number to a whole power.
    public static func ** (a: Double, b: Int) -> Double { a ** Double(b) }
}

/// What is left of `a` after whole times `b`, with the sign of `b`, as in Python; shapes are broadcast as in NumPy.
/// Whole numbers left by 0 are 0, decimals NaN.
public func mod(_ a: NDArray, _ b: NDArray) -> NDArray {
    guard max(a.dtype, b.dtype) != .float64 else { return combined("mod", a, b) { quotient($0, $1).rest } }
    return combined("mod", a, b) { (x: Int, y: Int) in
        if y == 0 || y == -1 { return 0 }
        let rest = x % y
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
    }
}

/// The quotient rounded down, Python's `//`; shapes are broadcast as in NumPy. Whole numbers divided by 0 give 0.
public func floor_divide(_ a: NDArray, _ b: NDArray) -> NDArray {
    guard max(a.dtype, b.dtype) != .float64 else { return combined("floor_divide", a, b) { quotient($0, $1).floor } }
    return combined("floor_divide", a, b) { (x: Int, y: Int) in
        if y == 0 { return 0 }
        if y == -1 { return 0 &- x }
        return x / y - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0)
    }
}

/// Python's `divmod` of two floats (`float_divmod` of CPython, `npy_divmod` of NumPy).
private func quotient(_ a: Double, _ b: Double) -> (floor: Double, rest: Double) {
    var rest = a.truncatingRemainder(dividingBy: b)
    if b == 0 { return (a / b, rest) }
    var whole = (a - rest) / b
    if rest == 0 {
        rest = Double(signOf: b, magnitudeOf: 0)
    } else if (b < 0) != (rest < 0) {
        rest += b
        whole -= 1
    }
    guard whole != 0 else { return (Double(signOf: a / b, magnitudeOf: 0), rest) }
    let floor = whole.rounded(.down)
    return (whole - floor > 0.5 ? floor + 1 : floor, rest)
}
