// Element by element, giving truth values; shapes are broadcast as in NumPy.
extension NDArray {
    /// Where two arrays are equal.
    public static func .== (a: NDArray, b: NDArray) -> NDArray { compared(.equal, a, b) }
    /// Where an array equals a number.
    public static func .== <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray { compared(.equal, a, b.asArray) }
    /// Where two arrays differ.
    public static func .!= (a: NDArray, b: NDArray) -> NDArray { compared(.notEqual, a, b) }
    /// Where an array differs from a number.
    public static func .!= <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray { compared(.notEqual, a, b.asArray) }
    /// Where the left array is less.
    public static func .< (a: NDArray, b: NDArray) -> NDArray { compared(.less, a, b) }
    /// Where an array is less than a number.
    public static func .< <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray { compared(.less, a, b.asArray) }
    /// Where the left array is less or equal.
    public static func .<= (a: NDArray, b: NDArray) -> NDArray { compared(.lessEqual, a, b) }
    /// Where an array is less than a number or equal to it.
    public static func .<= <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray {
        compared(.lessEqual, a, b.asArray)
    }
    /// Where the left array is greater.
    public static func .> (a: NDArray, b: NDArray) -> NDArray { compared(.greater, a, b) }
    /// Where an array is greater than a number.
    public static func .> <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray { compared(.greater, a, b.asArray) }
    /// Where the left array is greater or equal.
    public static func .>= (a: NDArray, b: NDArray) -> NDArray { compared(.greaterEqual, a, b) }
    /// Where an array is greater than a number or equal to it.
    public static func .>= <Number: ArrayScalar>(a: NDArray, b: Number) -> NDArray {
        compared(.greaterEqual, a, b.asArray)
    }

    /// Both, either, exactly one: for truth values, element by element.
    public static func .& (a: NDArray, b: NDArray) -> NDArray { logic(".&", a, b) { $0 && $1 } }
    /// Whether one of two truth values is true, or both, element by element.
    public static func .| (a: NDArray, b: NDArray) -> NDArray { logic(".|", a, b) { $0 || $1 } }
    /// Whether exactly one of two truth values is true, element by element.
    public static func .^ (a: NDArray, b: NDArray) -> NDArray { logic(".^", a, b) { $0 != $1 } }
    /// The opposite of each truth value.
    public static prefix func .! (a: NDArray) -> NDArray { mapped(a) { (x: Bool) in !x } }

    private static func logic(_ call: String, _ a: NDArray, _ b: NDArray, _ rule: (Bool, Bool) -> Bool) -> NDArray {
        guard a.dtype == .bool, b.dtype == .bool else {
            stop("\(call): needs truth values on both sides, not \(a.dtype) and \(b.dtype)")
        }
        return combined(call, a, b, rule)
    }

    private static func compared(_ kernel: ComparisonKernel, _ a: NDArray, _ b: NDArray) -> NDArray {
        guard a.dtype == .float64 || b.dtype == .float64 else {
            return combined(kernel.symbol, a, b) { (x: Int, y: Int) in kernel.holds(x, y) }
        }
        let (a, b) = (a.astype(.float64).contiguous, b.astype(.float64).contiguous)
        let shape = commonShape(kernel.symbol, a.dimensions, b.dimensions).lengths
        let walk = Walk(
            shape: shape, strides: [broadcastStrides(a.shape, to: shape), broadcastStrides(b.shape, to: shape)])
        let (count, xStep, yStep) = (walk.innerCount, walk.innerStrides[0], walk.innerStrides[1])
        defer { withExtendedLifetime((a, b)) {} }
        return NDArray(shape: shape) { (result: UnsafeMutableBufferPointer<Bool>) in
            guard let r = result.baseAddress else { return }
            walk.forEachRun { run, starts in
                lab_compare(
                    kernel.rawValue, a.start + starts[0], xStep, b.start + starts[1], yStep, r + run * count, count)
            }
        }
    }
}

/// `b` where the mask is true, `c` elsewhere; shapes are broadcast as in NumPy.
public func `where`(_ mask: NDArray, _ b: NDArray, _ c: NDArray) -> NDArray {
    let kind = max(b.dtype, c.dtype)
    let shape = commonShape("where", commonShape("where", mask.dimensions, b.dimensions), c.dimensions).lengths
    let choice = mask.astype(.bool).broadcast(to: shape)
    return choice.read(as: Bool.self) { choice in
        let (b, c) = (b.astype(kind).broadcast(to: shape), c.astype(kind).broadcast(to: shape))
        return b.withTyped { chosen(choice, $0, c) }
    }
}
/// A number where the mask is true, `c` elsewhere.
public func `where`<Number: ArrayScalar>(_ mask: NDArray, _ b: Number, _ c: NDArray) -> NDArray {
    `where`(mask, b.asArray, c)
}
/// `b` where the mask is true, a number elsewhere.
public func `where`<Number: ArrayScalar>(_ mask: NDArray, _ b: NDArray, _ c: Number) -> NDArray {
    `where`(mask, b, c.asArray)
}
/// One number where the mask is true, another elsewhere.
public func `where`<Number: ArrayScalar>(_ mask: NDArray, _ b: Number, _ c: Number) -> NDArray {
    `where`(mask, b.asArray, c.asArray)
}

private func chosen<Typed: TypedElements>(
    _ mask: UnsafeMutableBufferPointer<Bool>, _ b: Typed, _ c: NDArray
) -> NDArray {
    let (b, shape) = (b.typed, c.shape)
    return c.read(as: Typed.Element.self) { c in
        NDArray(shape: shape) { (result: UnsafeMutableBufferPointer<Typed.Element>) in
            for i in mask.indices { result[i] = mask[i] ? b[i] : c[i] }
        }
    }
}

/// The positions of true elements (or of those that are not 0), one array an axis.
public func nonzero(_ a: NDArray) -> [NDArray] {
    guard a.ndim > 0 else { stop("nonzero: a single number has no positions; use reshape(1)") }
    let hits = trueIndices(a)
    let strides = rowMajorStrides(a.shape)
    return a.shape.indices.map { axis in NDArray(hits.map { $0 / strides[axis] % a.shape[axis] }) }
}

/// Whether |a - b| <= atol + rtol |b| everywhere, NumPy's rule; infinities must be equal, NaN is close to nothing.
public func allclose(
    _ a: NDArray, _ b: NDArray, rtol: Double = 1e-5, atol: Double = 1e-8, equal_nan: Bool = false
) -> Bool {
    isclose(a, b, rtol: rtol, atol: atol, equal_nan: equal_nan).all()
}

/// Where |a - b| <= atol + rtol |b|.
public func isclose(
    _ a: NDArray, _ b: NDArray, rtol: Double = 1e-5, atol: Double = 1e-8, equal_nan: Bool = false
) -> NDArray {
    combined("isclose", a, b) { (x: Double, y: Double) in
        if x == y { return true }
        if x.isNaN, y.isNaN { return equal_nan }
        return x.isFinite && y.isFinite && abs(x - y) <= atol + rtol * abs(y)
    }
}

extension NDArray: Equatable {
    /// Whether shapes and all elements are equal, NumPy's `array_equal`; NaN equals nothing. Element by element: `.==`.
    public static func == (a: NDArray, b: NDArray) -> Bool { a.shape == b.shape && (a .== b).all() }

    /// Whether the one element equals a number.
    /// - Precondition: the array has one element; for more, ask `(a .== 3).all()` or `.any()`.
    public static func == <Number: ArrayScalar>(a: NDArray, b: Number) -> Bool { truth(a .== b) }
    /// Whether the one element differs from a number.
    public static func != <Number: ArrayScalar>(a: NDArray, b: Number) -> Bool { truth(a .!= b) }
    /// Whether the one element is less than a number.
    public static func < <Number: ArrayScalar>(a: NDArray, b: Number) -> Bool { truth(a .< b) }
    /// Whether the one element is less than a number or equal to it.
    public static func <= <Number: ArrayScalar>(a: NDArray, b: Number) -> Bool { truth(a .<= b) }
    /// Whether the one element is greater than a number.
    public static func > <Number: ArrayScalar>(a: NDArray, b: Number) -> Bool { truth(a .> b) }
    /// Whether the one element is greater than a number or equal to it.
    public static func >= <Number: ArrayScalar>(a: NDArray, b: Number) -> Bool { truth(a .>= b) }

    private static func truth(_ mask: NDArray) -> Bool {
        guard mask.size == 1 else {
            stop("the truth value of an array with \(mask.size) elements is ambiguous; use .==, then any() or all()")
        }
        return mask.all()
    }
}
