/// A Swift number that may stand beside an array: `Double` or `Int`.
public protocol ArrayScalar: Comparable {
    /// The number with decimals.
    var asDouble: Double { get }
    /// The number as an array of shape [].
    var asArray: NDArray { get }
}

extension Double: ArrayScalar {
    public var asArray: NDArray { NDArray(self) }
}

extension Int: ArrayScalar {
    public var asArray: NDArray { NDArray(self) }
}

// Operands that nobody else sees, such as the value of a subexpression, give their memory to the result.
extension NDArray {
    /// The sum, element by element; shapes are broadcast as in NumPy.
    public static func + (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.add, a, b) }
    public static func + <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.add, a, scalar: b)
    }
    public static func + <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.add, scalar: a, b)
    }

    /// The difference, element by element; shapes are broadcast as in NumPy.
    public static func - (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.subtract, a, b) }
    public static func - <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.subtract, a, scalar: b)
    }
    public static func - <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.subtract, scalar: a, b)
    }

    /// The product, element by element; shapes are broadcast as in NumPy. For the matrix product see ``matmul(_:)``.
    public static func * (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.multiply, a, b) }
    public static func * <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.multiply, a, scalar: b)
    }
    public static func * <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.multiply, scalar: a, b)
    }

    /// The quotient with its decimals, element by element; shapes are broadcast as in NumPy.
    public static func / (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.divide, a, b) }
    public static func / <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.divide, a, scalar: b)
    }
    public static func / <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.divide, scalar: a, b)
    }

    public static prefix func - (a: consuming NDArray) -> NDArray { elementwise(.negate, a) }

    /// `a = a + b` in the memory of `a`, whose shape stays.
    public static func += (a: inout NDArray, b: NDArray) { a.update(.add, b) }
    public static func += <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.add, b.asArray) }
    public static func -= (a: inout NDArray, b: NDArray) { a.update(.subtract, b) }
    public static func -= <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.subtract, b.asArray) }
    public static func *= (a: inout NDArray, b: NDArray) { a.update(.multiply, b) }
    public static func *= <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.multiply, b.asArray) }
    public static func /= (a: inout NDArray, b: NDArray) { a.update(.divide, b) }
    public static func /= <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.divide, b.asArray) }
}

/// The larger of two numbers, element by element; NaN if one is NaN.
public func maximum(_ a: NDArray, _ b: NDArray) -> NDArray { arithmetic(.maximum, a, b) }
public func maximum<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray { arithmetic(.maximum, a, scalar: b) }
public func maximum<Number: ArrayScalar>(_ a: Number, _ b: NDArray) -> NDArray { arithmetic(.maximum, scalar: a, b) }

/// The smaller of two numbers, element by element; NaN if one is NaN.
public func minimum(_ a: NDArray, _ b: NDArray) -> NDArray { arithmetic(.minimum, a, b) }
public func minimum<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray { arithmetic(.minimum, a, scalar: b) }
public func minimum<Number: ArrayScalar>(_ a: Number, _ b: NDArray) -> NDArray { arithmetic(.minimum, scalar: a, b) }
