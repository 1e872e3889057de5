/// The order in which elements come when sorted; NaN comes last, as in NumPy.
private func comesBefore<Element: Comparable>(_ a: Element, _ b: Element) -> Bool {
    // Only a NaN is unequal to itself.
    a < b || (b != b && a == a)
}

extension NDArray {
    /// The elements in order along the last axis.
    public func sorted() -> NDArray {
        withTyped { sorted($0) }
    }

    private func sorted<Typed: TypedElements>(_ source: Typed) -> NDArray {
        let lane = Swift.max(1, shape.last ?? 1)
        return NDArray(shape: shape) { (result: UnsafeMutableBufferPointer<Typed.Element>) in
            for start in stride(from: 0, to: result.count, by: lane) {
                let row = source.typed[start..<start + lane].sorted(by: comesBefore)
                for (i, value) in row.enumerated() { result[start + i] = value }
            }
        }
    }

    /// Where the elements of the last axis come from when it is sorted; equal ones keep their order.
    public func argsort() -> NDArray {
        // NumPy sorts a single number as a vector of one.
        ndim == 0 ? reshape(1).argsort() : withTyped { argsort($0) }
    }

    private func argsort<Typed: TypedElements>(_ source: Typed) -> NDArray {
        let (values, lane) = (source.typed, Swift.max(1, shape.last ?? 1))
        return NDArray(shape: shape) { (result: UnsafeMutableBufferPointer<Int>) in
            for start in stride(from: 0, to: result.count, by: lane) {
                // Swift's sort is stable.
                let order = (0..<lane).sorted { comesBefore(values[start + $0], values[start + $1]) }
                for (i, place) in order.enumerated() { result[start + i] = place }
            }
        }
    }
}

/// The elements in order along the last axis.
public func sort(_ a: NDArray) -> NDArray { a.sorted() }

/// Where the elements of the last axis come from when it is sorted; equal ones keep their order.
public func argsort(_ a: NDArray) -> NDArray { a.argsort() }

/// The different elements in order, shape (n).
public func unique(_ a: NDArray) -> NDArray { counted(a, joinsNaN: true).values }

/// The different elements in order, and how often each occurs; each NaN is counted for itself, as in NumPy.
public func unique_counts(_ a: NDArray) -> (values: NDArray, counts: NDArray) { counted(a, joinsNaN: false) }

private func counted(_ a: NDArray, joinsNaN: Bool) -> (values: NDArray, counts: NDArray) {
    let sorted = a.ravel().sorted()
    let starts = sorted.withTyped { runStarts($0, joinsNaN) }
    let ends = starts.dropFirst() + [sorted.size]
    return (sorted.take(starts, []), NDArray(zip(starts, ends).map { $1 - $0 }))
}

private func runStarts<Typed: TypedElements>(_ source: Typed, _ joinsNaN: Bool) -> [Int] {
    let values = source.typed
    return values.indices.filter { k in
        // Only a NaN is unequal to itself.
        k == 0
            || (values[k] != values[k - 1] && (!joinsNaN || values[k] == values[k] || values[k - 1] == values[k - 1]))
    }
}

/// How often each whole number from 0 on occurs, shape (largest + 1, at least `minlength`).
/// - Precondition: `a` holds whole numbers that are not negative.
public func bincount(_ a: NDArray, minlength: Int = 0) -> NDArray {
    guard a.dtype != .float64 else { stop("bincount: 'a' must hold whole numbers; use astype(.int64)") }
    guard a.ndim == 1 else { stop("bincount: 'a' has shape \(shapeText(a.shape)); it must have one axis") }
    let values = a.ints
    if let bad = values.first(where: { $0 < 0 }) { stop("bincount: 'a' holds \(bad); it must not be negative") }
    guard minlength >= 0 else { stop("bincount: 'minlength' is \(minlength); it must not be negative") }
    requireRoom("bincount", "a", values.max() ?? 0)
    requireRoom("bincount", "minlength", minlength)
    var counts = [Int](repeating: 0, count: max(minlength, (values.max() ?? -1) + 1))
    for value in values { counts[value] += 1 }
    return NDArray(counts)
}

/// The running difference along an axis, the last one unless given: `a[1] - a[0]`, …, taken `n` times; of truth values,
/// whether they differ.
public func diff(_ a: NDArray, _ n: Int = 1, axis: Int = -1) -> NDArray {
    guard a.ndim > 0 else { stop("diff: a single number has no differences") }
    guard n >= 0 else { stop("diff: 'n' is \(n); it must not be negative") }
    let length = a.shape[a.axisIndex(axis, "diff")]
    guard n > 0, length > 0 else { return a }
    let (later, earlier) = (split(a, [1], axis: axis)[1], split(a, [length - 1], axis: axis)[0])
    return diff(a.dtype == .bool ? later .!= earlier : later - earlier, n - 1, axis: axis)
}

/// Where a value would go into a sorted vector: before its equals, or behind them with `right: true`.
public func searchsorted(_ a: NDArray, _ value: Double, right: Bool = false) -> Int {
    guard a.ndim == 1 else { stop("searchsorted: 'a' has shape \(shapeText(a.shape)); it must have one axis") }
    return place(of: value, in: a, right)
}

/// Where each of some values would go into a sorted vector, in their shape.
public func searchsorted(_ a: NDArray, _ values: NDArray, right: Bool = false) -> NDArray {
    guard a.ndim == 1 else { stop("searchsorted: 'a' has shape \(shapeText(a.shape)); it must have one axis") }
    return mapped(values) { (value: Double) in place(of: value, in: a, right) }
}

private func place(of value: Double, in a: NDArray, _ right: Bool) -> Int {
    a.doubles.firstIndex { right ? $0 > value : $0 >= value } ?? a.size
}
