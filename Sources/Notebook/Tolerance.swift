/// How far a number may lie from the expected one: `|got - expected| <= atol + rtol * |expected|`, as `numpy.allclose` has it.
///
/// https://numpy.org/doc/stable/reference/generated/numpy.allclose.html
public struct Tolerance: Sendable, Hashable {
    public var rtol: Double
    public var atol: Double
    /// Whether NaN equals NaN; otherwise it equals nothing.
    public var equalNaN: Bool
    /// Whether two numbers written without point and exponent may differ too. By default those compare exactly, so that
    /// a count of 100000 is not 100001.
    public var integers: Bool

    /// NumPy's own defaults.
    public static let standard = Tolerance()

    public init(rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false, integers: Bool = false) {
        self.rtol = rtol
        self.atol = atol
        self.equalNaN = equalNaN
        self.integers = integers
    }
}
