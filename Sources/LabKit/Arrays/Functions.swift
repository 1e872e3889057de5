// NumPy's functions that are also methods: `sum(a, axis: 0)` is `a.sum(axis: 0)`.

/// The sum of all elements, as ``NDArray/sum()``.
public func sum(_ a: NDArray) -> Double { a.sum() }
/// Sums along an axis, as ``NDArray/sum(axis:keepdims:)``.
public func sum(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray { a.sum(axis: axis, keepdims: keepdims) }

/// The product of all elements, as ``NDArray/prod()``.
public func prod(_ a: NDArray) -> Double { a.prod() }
/// Products along an axis, as ``NDArray/prod(axis:keepdims:)``.
public func prod(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray {
    a.prod(axis: axis, keepdims: keepdims)
}

/// The mean of all elements, as ``NDArray/mean()``.
public func mean(_ a: NDArray) -> Double { a.mean() }
/// Means along an axis, as ``NDArray/mean(axis:keepdims:)``.
public func mean(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray { a.mean(axis: axis, keepdims: keepdims) }

/// The variance of all elements, as ``NDArray/var(ddof:)``.
public func `var`(_ a: NDArray, ddof: Int = 0) -> Double { a.var(ddof: ddof) }
/// Variances along an axis, as ``NDArray/var(axis:ddof:keepdims:)``.
public func `var`(_ a: NDArray, axis: Int, ddof: Int = 0, keepdims: Bool = false) -> NDArray {
    a.var(axis: axis, ddof: ddof, keepdims: keepdims)
}

/// The standard deviation of all elements, as ``NDArray/std(ddof:)``.
public func std(_ a: NDArray, ddof: Int = 0) -> Double { a.std(ddof: ddof) }
/// Standard deviations along an axis, as ``NDArray/std(axis:ddof:keepdims:)``.
public func std(_ a: NDArray, axis: Int, ddof: Int = 0, keepdims: Bool = false) -> NDArray {
    a.std(axis: axis, ddof: ddof, keepdims: keepdims)
}

/// The middle of all elements in order, as ``NDArray/median()``.
public func median(_ a: NDArray) -> Double { a.median() }
/// The middle of the elements along an axis, as ``NDArray/median(axis:keepdims:)``.
public func median(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray {
    a.median(axis: axis, keepdims: keepdims)
}

/// The largest element, as ``NDArray/max()``.
public func max(_ a: NDArray) -> Double { a.max() }
/// The largest elements along an axis, as ``NDArray/max(axis:keepdims:)``.
public func max(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray { a.max(axis: axis, keepdims: keepdims) }

/// The smallest element, as ``NDArray/min()``.
public func min(_ a: NDArray) -> Double { a.min() }
/// The smallest elements along an axis, as ``NDArray/min(axis:keepdims:)``.
public func min(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray { a.min(axis: axis, keepdims: keepdims) }

/// Where the largest element is, as ``NDArray/argmax()``.
public func argmax(_ a: NDArray) -> Int { a.argmax() }
/// Where the largest elements along an axis are, as ``NDArray/argmax(axis:keepdims:)``.
public func argmax(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray {
    a.argmax(axis: axis, keepdims: keepdims)
}

/// Where the smallest element is, as ``NDArray/argmin()``.
public func argmin(_ a: NDArray) -> Int { a.argmin() }
/// Where the smallest elements along an axis are, as ``NDArray/argmin(axis:keepdims:)``.
public func argmin(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray {
    a.argmin(axis: axis, keepdims: keepdims)
}

/// Running sums over all elements, as ``NDArray/cumsum()``.
public func cumsum(_ a: NDArray) -> NDArray { a.cumsum() }
/// Running sums along an axis, as ``NDArray/cumsum(axis:)``.
public func cumsum(_ a: NDArray, axis: Int) -> NDArray { a.cumsum(axis: axis) }

/// Whether all elements are true, as ``NDArray/all()``.
public func all(_ a: NDArray) -> Bool { a.all() }
/// Whether all elements along an axis are true, as ``NDArray/all(axis:keepdims:)``.
public func all(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray { a.all(axis: axis, keepdims: keepdims) }

/// Whether an element is true, as ``NDArray/any()``.
public func any(_ a: NDArray) -> Bool { a.any() }
/// Whether an element along an axis is true, as ``NDArray/any(axis:keepdims:)``.
public func any(_ a: NDArray, axis: Int, keepdims: Bool = false) -> NDArray { a.any(axis: axis, keepdims: keepdims) }

/// How many elements are true, or not 0.
public func count_nonzero(_ a: NDArray) -> Int { trueIndices(a).count }

/// Whether shapes and all elements are equal; NaN equals nothing.
public func array_equal(_ a: NDArray, _ b: NDArray) -> Bool { a == b }

/// The same elements in another shape, as ``NDArray/reshape(_:)-([Int])``.
public func reshape(_ a: NDArray, _ shape: [Int]) -> NDArray { a.reshape(shape) }

/// All elements row by row, as ``NDArray/ravel()``.
public func ravel(_ a: NDArray) -> NDArray { a.ravel() }

/// The axes in reverse order, or in the given one.
public func transpose(_ a: NDArray, _ axes: [Int]? = nil) -> NDArray { axes.map { a.transpose($0) } ?? a.T }

/// The same elements with a new axis of length 1, as ``NDArray/expand_dims(axis:)``.
public func expand_dims(_ a: NDArray, axis: Int) -> NDArray { a.expand_dims(axis: axis) }

/// The same elements without axes of length 1, as ``NDArray/squeeze()``.
public func squeeze(_ a: NDArray) -> NDArray { a.squeeze() }

/// Repeated along axes of length 1 to the given shape, as ``NDArray/broadcast(to:)``.
public func broadcast_to(_ a: NDArray, _ shape: [Int]) -> NDArray { a.broadcast(to: shape) }

/// The sum of two arrays, as `a + b`.
public func add(_ a: NDArray, _ b: NDArray) -> NDArray { a + b }
/// The difference of two arrays, as `a - b`.
public func subtract(_ a: NDArray, _ b: NDArray) -> NDArray { a - b }
/// The product of two arrays, element by element, as `a * b`.
public func multiply(_ a: NDArray, _ b: NDArray) -> NDArray { a * b }
/// The quotient of two arrays, element by element, as `a / b`.
public func divide(_ a: NDArray, _ b: NDArray) -> NDArray { a / b }
