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
    /// A number added to each element.
    public static func + <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.add, a, scalar: b)
    }
    /// Each element added to a number.
    public static func + <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.add, scalar: a, b)
    }

    /// The difference, element by element; shapes are broadcast as in NumPy.
    public static func - (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.subtract, a, b) }
    /// A number subtracted from each element.
    public static func - <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.subtract, a, scalar: b)
    }
    /// Each element subtracted from a number.
    public static func - <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.subtract, scalar: a, b)
    }

    /// The product, element by element; shapes are broadcast as in NumPy. For the matrix product see ``matmul(_:)``.
    public static func * (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.multiply, a, b) }
    /// Each element times a number.
    public static func * <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.multiply, a, scalar: b)
    }
    /// A number times each element.
    public static func * <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.multiply, scalar: a, b)
    }

    /// The quotient with its decimals, element by element; shapes are broadcast as in NumPy.
    public static func / (a: consuming NDArray, b: consuming NDArray) -> NDArray { arithmetic(.divide, a, b) }
    /// Each element divided by a number, with decimals.
    public static func / <Number: ArrayScalar>(a: consuming NDArray, b: Number) -> NDArray {
        arithmetic(.divide, a, scalar: b)
    }
    /// A number divided by each element, with decimals.
    public static func / <Number: ArrayScalar>(a: Number, b: consuming NDArray) -> NDArray {
        arithmetic(.divide, scalar: a, b)
    }

    /// The opposite of each element.
    public static prefix func - (a: consuming NDArray) -> NDArray { elementwise(.negate, a) }

    /// `a = a + b` in the memory of `a`, whose shape stays.
    public static func += (a: inout NDArray, b: NDArray) { a.update(.add, b) }
    /// Adds a number to each element, in place.
    public static func += <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.add, b.asArray) }
    /// `a = a - b` in the memory of `a`, whose shape stays.
    public static func -= (a: inout NDArray, b: NDArray) { a.update(.subtract, b) }
    /// Subtracts a number from each element, in place.
    public static func -= <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.subtract, b.asArray) }
    /// `a = a * b`, element by element, in the memory of `a`, whose shape stays.
    public static func *= (a: inout NDArray, b: NDArray) { a.update(.multiply, b) }
    /// Multiplies each element by a number, in place.
    public static func *= <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.multiply, b.asArray) }
    /// `a = a / b`, element by element, in the memory of `a`, whose shape stays.
    public static func /= (a: inout NDArray, b: NDArray) { a.update(.divide, b) }
    /// Divides each element by a number, in place.
    public static func /= <Number: ArrayScalar>(a: inout NDArray, b: Number) { a.update(.divide, b.asArray) }
}

/// The larger of two numbers, element by element; NaN if one is NaN.
public func maximum(_ a: NDArray, _ b: NDArray) -> NDArray { arithmetic(.maximum, a, b) }
/// The larger of each element and a number; NaN if one is NaN.
public func maximum<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray { arithmetic(.maximum, a, scalar: b) }
/// The larger of a number and each element; NaN if one is NaN.
public func maximum<Number: ArrayScalar>(_ a: Number, _ b: NDArray) -> NDArray { arithmetic(.maximum, scalar: a, b) }

/// The smaller of two numbers, element by element; NaN if one is NaN.
public func minimum(_ a: NDArray, _ b: NDArray) -> NDArray { arithmetic(.minimum, a, b) }
/// The smaller of each element and a number; NaN if one is NaN.
public func minimum<Number: ArrayScalar>(_ a: NDArray, _ b: Number) -> NDArray { arithmetic(.minimum, a, scalar: b) }
/// The smaller of a number and each element; NaN if one is NaN.
public func minimum<Number: ArrayScalar>(_ a: Number, _ b: NDArray) -> NDArray { arithmetic(.minimum, scalar: a, b) }
