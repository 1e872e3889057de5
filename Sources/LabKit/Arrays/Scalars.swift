import Glibc

// Functions of single numbers under NumPy's names, for cells that import nothing but LabKit. Disfavoured, so that those of
// Foundation are taken where a cell imports it too.

/// e to a number.
@_disfavoredOverload public func exp(_ x: Double) -> Double { Glibc.exp(x) }
/// The natural logarithm of a number; NaN below 0.
@_disfavoredOverload public func log(_ x: Double) -> Double { Glibc.log(x) }
/// The square root of a number; NaN below 0.
@_disfavoredOverload public func sqrt(_ x: Double) -> Double { x.squareRoot() }
/// A number to the power of another.
@_disfavoredOverload public func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
/// The logarithm of a number to base 10; NaN below 0.
@_disfavoredOverload public func log10(_ x: Double) -> Double { Glibc.log10(x) }
/// The logarithm of a number to base 2; NaN below 0.
@_disfavoredOverload public func log2(_ x: Double) -> Double { Glibc.log2(x) }
/// The hyperbolic tangent of a number.
@_disfavoredOverload public func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
/// The sine of an angle in radians.
@_disfavoredOverload public func sin(_ x: Double) -> Double { Glibc.sin(x) }
/// The cosine of an angle in radians.
@_disfavoredOverload public func cos(_ x: Double) -> Double { Glibc.cos(x) }
/// A number rounded down.
@_disfavoredOverload public func floor(_ x: Double) -> Double { x.rounded(.down) }
/// A number rounded up.
@_disfavoredOverload public func ceil(_ x: Double) -> Double { x.rounded(.up) }
