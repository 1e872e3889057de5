/// Arrays one after another along an axis; their other lengths must agree.
public func concatenate(_ arrays: [NDArray], axis: Int = 0) -> NDArray {
    guard let first = arrays.first else { stop("concatenate: 'arrays' is empty") }
    guard first.ndim > 0 else { stop("concatenate: single numbers cannot be joined; use array([a, b])") }
    let axis = first.axisIndex(axis, "concatenate")
    for (k, array) in arrays.enumerated() where !agree(array.shape, first.shape, except: axis) {
        stop(
            "concatenate: all lengths but that of axis \(axis) must agree; array 0 has shape \(shapeText(first.shape)), "
                + "array \(k) has shape \(shapeText(array.shape))")
    }
    let kind = arrays.map(\.dtype).max() ?? .float64
    var shape = first.shape
    shape[axis] = arrays.reduce(0) { $0 + $1.shape[axis] }
    let result = NDArray(undefined: shape, kind)
    let blocks = shape[..<axis].reduce(1, *)
    let sources = arrays.map { $0.astype(kind).contiguous }
    let parts = sources.map { source in
        (
            from: source.storage.base + source.offset * kind.byteSize,
            bytes: source.shape[axis...].reduce(1, *) * kind.byteSize
        )
    }
    // The result from its start to its end, once.
    var start = result.storage.base
    for block in 0..<blocks {
        for part in parts {
            start.copyMemory(from: part.from + block * part.bytes, byteCount: part.bytes)
            start += part.bytes
        }
    }
    withExtendedLifetime(sources) {}
    return result
}

private func agree(_ a: [Int], _ b: [Int], except axis: Int) -> Bool {
    a.count == b.count && a.indices.allSatisfy { $0 == axis || a[$0] == b[$0] }
}

/// Side by side: along the second axis, vectors along their only one.
public func hstack(_ arrays: [NDArray]) -> NDArray {
    let arrays = arrays.map { $0.ndim == 0 ? $0.reshape(1) : $0 }
    return concatenate(arrays, axis: arrays.first?.ndim == 1 ? 0 : 1)
}

/// One under another: along the first axis, vectors as rows.
public func vstack(_ arrays: [NDArray]) -> NDArray {
    concatenate(arrays.map { $0.ndim < 2 ? $0.reshape(1, -1) : $0 }, axis: 0)
}

/// Vectors as the columns of a matrix, matrices side by side.
public func column_stack(_ arrays: [NDArray]) -> NDArray {
    concatenate(arrays.map { $0.ndim < 2 ? $0.reshape(-1, 1) : $0 }, axis: 1)
}

/// Arrays of one shape along a new first axis.
public func stack(_ arrays: [NDArray], axis: Int = 0) -> NDArray {
    concatenate(arrays.map { $0.expand_dims(axis: axis) }, axis: axis)
}

/// Cut before each of the given places of an axis: n places give n + 1 parts.
public func split(_ a: NDArray, _ places: [Int], axis: Int = 0) -> [NDArray] {
    let axis = a.axisIndex(axis, "split")
    let length = a.dimensions[axis]
    let edges = [0] + places + [length]
    return zip(edges, edges.dropFirst()).map { start, end in
        a.part(axis, AxisIndex.bounds(start, end == length ? nil : end, length))
    }
}

/// Cut into equal parts.
/// - Precondition: the axis can be divided so; `array_split` allows a remainder.
public func split(_ a: NDArray, _ parts: Int, axis: Int = 0) -> [NDArray] {
    let length = a.shape[a.axisIndex(axis, "split")]
    guard parts > 0, length % parts == 0 else {
        stop("split: an axis of length \(length) cannot be cut into \(parts) equal parts")
    }
    return array_split(a, parts, axis: axis)
}

/// Cut into nearly equal parts, the first ones longer by one where there is a remainder.
public func array_split(_ a: NDArray, _ parts: Int, axis: Int = 0) -> [NDArray] {
    guard parts > 0 else { stop("array_split: 'parts' is \(parts); it must be larger than 0") }
    let length = a.shape[a.axisIndex(axis, "array_split")]
    let (each, extra) = (length / parts, length % parts)
    return split(a, (1..<parts).map { $0 * each + min($0, extra) }, axis: axis)
}

/// Columns left of, and from, each place: `split` along the second axis, a vector's along its only one.
public func hsplit(_ a: NDArray, _ places: [Int]) -> [NDArray] { split(a, places, axis: a.ndim == 1 ? 0 : 1) }

/// Rows above, and from, each place.
public func vsplit(_ a: NDArray, _ places: [Int]) -> [NDArray] { split(a, places, axis: 0) }

extension NDArray {
    fileprivate func part(_ axis: Int, _ bounds: Range<Int>) -> NDArray {
        if axis == 0 { return self[bounds] }
        let source = contiguous
        let length = dimensions[axis]
        let result = NDArray(undefined: dimensions.with(bounds.count, axis: axis), dtype)
        let inner = dimensions.product((axis + 1)..<ndim) * dtype.byteSize
        let from = source.storage.base + source.offset * dtype.byteSize + bounds.lowerBound * inner
        for block in 0..<dimensions.product(0..<axis) {
            (result.storage.base + block * bounds.count * inner).copyMemory(
                from: from + block * length * inner, byteCount: bounds.count * inner)
        }
        withExtendedLifetime(source) {}
        return result
    }
}
