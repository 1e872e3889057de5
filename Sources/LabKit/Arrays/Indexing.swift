extension NDArray {
    /// Row `i` (for a vector, element `i` as an array of shape []); -1 is the last.
    public subscript(i: Int) -> NDArray {
        get { row(i) }
        set { assign(newValue, at: firstAxis([AxisIndex.checked(i, axis: 0, firstLength)], keepsAxis: false)) }
    }

    /// Element `i` of a vector as a number; -1 is the last.
    @_disfavoredOverload
    public subscript(i: Int) -> Double {
        get { row(i).item }
        set { self[i] = NDArray(newValue).fitting(dtype) }
    }

    /// Rows `i`, cut off at the ends as in Python: `a[2..<5]`, `a[3...]`, `a[...]`, `a[[4, 0, 0]]`.
    public subscript<Index: AxisIndexing>(i: Index) -> NDArray {
        get { rows(i.axisIndex) }
        set { assign(newValue, at: firstAxis(i.axisIndex.places(axis: 0, firstLength), keepsAxis: true)) }
    }

    /// All of it; written to, every element.
    public subscript(_: UnboundedRange) -> NDArray {
        get { self }
        set { self[0...] = newValue }
    }

    /// Element (i, j) of a matrix.
    public subscript(i: Int, j: Int) -> Double {
        get {
            let (row, column) = place(i, j)
            return typedElement(row * dimensions[1] + column)
        }
        set {
            let (row, column) = place(i, j)
            let value = NDArray(newValue).fitting(dtype)
            makeWritable()
            write(value, at: row * dimensions[1] + column)
        }
    }

    /// A part of a matrix: `a[1..<3, 0]`, `a[..., 2...]`, `a[0, ...]`. A single place drops its axis.
    public subscript<Rows: AxisIndexing, Columns: AxisIndexing>(i: Rows, j: Columns) -> NDArray {
        get { block(i.axisIndex, j.axisIndex) }
        set { assign(newValue, at: blockPlaces(i.axisIndex, j.axisIndex)) }
    }
    /// Some columns of all rows: `a[..., 2...]`.
    public subscript<Columns: AxisIndexing>(_: UnboundedRange, j: Columns) -> NDArray {
        get { block(.slice(nil, nil), j.axisIndex) }
        set { assign(newValue, at: blockPlaces(.slice(nil, nil), j.axisIndex)) }
    }
    /// Some rows with all their columns: `a[1..<3, ...]`.
    public subscript<Rows: AxisIndexing>(i: Rows, _: UnboundedRange) -> NDArray {
        get { block(i.axisIndex, .slice(nil, nil)) }
        set { assign(newValue, at: blockPlaces(i.axisIndex, .slice(nil, nil))) }
    }

    /// Where `index` holds truth values, the elements (or rows) at which it is true; else the rows that it numbers, in
    /// its shape.
    public subscript(index: NDArray) -> NDArray {
        get { index.dtype == .bool ? masked(index) : numbered(index) }
        set {
            if index.dtype == .bool {
                assign(newValue, at: maskPlaces(index))
            } else {
                assign(
                    newValue,
                    at: firstAxis(index.ints.map { AxisIndex.checked($0, axis: 0, firstLength) }, keepsAxis: true))
            }
        }
    }

    /// Written to, every element at which the mask is true: `a[a .< 0] = 0.0`.
    @_disfavoredOverload
    public subscript<Number: ArrayScalar>(mask: NDArray) -> Number {
        get { stop("a[mask] as a single number: use a[mask].item") }
        set { self[mask] = newValue.asArray.fitting(dtype) }
    }
}

// MARK: Reading

extension NDArray {
    private var firstLength: Int {
        guard ndim > 0 else { stop("a single number has no elements to index") }
        return dimensions[0]
    }

    private func row(_ i: Int) -> NDArray {
        let place = AxisIndex.checked(i, axis: 0, firstLength)
        let array = contiguous
        let rest = dimensions.without(axis: 0)
        return NDArray(sharing: array, offset: array.offset + place * rest.size, dimensions: rest)
    }

    private func rows(_ index: AxisIndex) -> NDArray {
        guard case .slice(let start, let end) = index else {
            return take(index.places(axis: 0, firstLength), [])
        }
        let bounds = AxisIndex.bounds(start, end, firstLength)
        let array = contiguous
        let rowSize = dimensions.without(axis: 0).size
        return NDArray(
            sharing: array, offset: array.offset + bounds.lowerBound * rowSize,
            dimensions: dimensions.with(bounds.count, axis: 0))
    }

    /// Rows by number; `outer` is the shape of the numbers, one axis when empty.
    func take(_ places: [Int], _ outer: [Int]) -> NDArray {
        let rest = Array(shape.dropFirst())
        let bytes = rest.reduce(1, *) * dtype.byteSize
        let source = contiguous
        let result = NDArray(undefined: (outer.isEmpty ? [places.count] : outer) + rest, dtype)
        let from = UnsafeRawPointer(source.storage.base + source.offset * dtype.byteSize)
        for (i, place) in places.enumerated() {
            (result.storage.base + i * bytes).copyMemory(from: from + place * bytes, byteCount: bytes)
        }
        withExtendedLifetime(source) {}
        return result
    }

    private func numbered(_ index: NDArray) -> NDArray {
        guard index.dtype == .int64 else { stop("arrays used as indices must hold whole numbers or truth values") }
        let places = index.ints.map { AxisIndex.checked($0, axis: 0, firstLength) }
        return index.ndim == 0 ? row(places[0]) : take(places, index.shape)
    }

    private func masked(_ mask: NDArray) -> NDArray {
        let (places, shape) = maskPlaces(mask)
        return ravel().take(places, []).reshape(shape)
    }

    private func block(_ rows: AxisIndex, _ columns: AxisIndex) -> NDArray {
        let (places, shape) = blockPlaces(rows, columns)
        return ravel().take(places, []).reshape(shape)
    }

    private func typedElement(_ k: Int) -> Double {
        let array = contiguous
        return NDArray(sharing: array, offset: array.offset + k, dimensions: ArrayShape()).item
    }
}

// MARK: Writing

extension NDArray {
    private func place(_ i: Int, _ j: Int) -> (Int, Int) {
        guard ndim == 2 else { stop("a[i, j]: needs a matrix; this array has shape \(shapeText(shape))") }
        return (AxisIndex.checked(i, axis: 0, dimensions[0]), AxisIndex.checked(j, axis: 1, dimensions[1]))
    }

    /// Places of whole rows in row-major order, and the shape that they have.
    private func firstAxis(_ rows: [Int], keepsAxis: Bool) -> (places: [Int], shape: [Int]) {
        let rest = Array(shape.dropFirst())
        let length = rest.reduce(1, *)
        return (rows.flatMap { $0 * length..<($0 + 1) * length }, (keepsAxis ? [rows.count] : []) + rest)
    }

    private func blockPlaces(_ rows: AxisIndex, _ columns: AxisIndex) -> (places: [Int], shape: [Int]) {
        guard ndim >= 2 else { stop("a[i, j]: needs a matrix; this array has shape \(shapeText(shape))") }
        let (r, c) = (rows.places(axis: 0, shape[0]), columns.places(axis: 1, shape[1]))
        let rest = Array(shape.dropFirst(2))
        let length = rest.reduce(1, *)
        let width = shape[1]
        func elements(_ i: Int, _ j: Int) -> Range<Int> {
            let first = (i * width + j) * length
            return first..<first + length
        }
        var lengths = rest
        if columns.keepsAxis { lengths.insert(c.count, at: 0) }
        if rows.keepsAxis { lengths.insert(r.count, at: 0) }
        if case (.places, .places) = (rows, columns) {
            guard r.count == c.count else {
                stop(
                    "a[rows, columns]: places are taken in pairs, but there are \(r.count) rows and \(c.count) columns")
            }
            return (zip(r, c).flatMap { elements($0, $1) }, [r.count] + rest)
        }
        return (r.flatMap { i in c.flatMap { j in elements(i, j) } }, lengths)
    }

    private func maskPlaces(_ mask: NDArray) -> (places: [Int], shape: [Int]) {
        guard mask.ndim <= ndim, Array(shape.prefix(mask.ndim)) == mask.shape else {
            stop(
                "boolean index of shape \(shapeText(mask.shape)) did not match indexed array of shape \(shapeText(shape))"
            )
        }
        let rest = Array(shape.dropFirst(mask.ndim))
        let length = rest.reduce(1, *)
        let hits = trueIndices(mask)
        return (hits.flatMap { $0 * length..<($0 + 1) * length }, [hits.count] + rest)
    }

    /// A number of an assignment as the array's own kind, where no part of it is lost.
    fileprivate func fitting(_ kind: DType) -> NDArray {
        let converted = astype(kind)
        guard kind == .float64 || converted.astype(.float64) == astype(.float64) else {
            stop("a \(kind) array cannot hold \(self); use astype(.float64) first")
        }
        return converted
    }

    private mutating func assign(_ value: NDArray, at target: (places: [Int], shape: [Int])) {
        guard broadcastShape(target.shape, value.shape) == target.shape else {
            stop(
                "could not broadcast input array from shape \(shapeText(value.shape)) into shape \(shapeText(target.shape))"
            )
        }
        let value = value.fitting(dtype).broadcast(to: target.shape).contiguous
        makeWritable()
        let size = dtype.byteSize
        let (to, from) = (storage.base + offset * size, UnsafeRawPointer(value.storage.base + value.offset * size))
        for (i, place) in target.places.enumerated() {
            (to + place * size).copyMemory(from: from + i * size, byteCount: size)
        }
        withExtendedLifetime(value) {}
    }

    private mutating func write(_ value: NDArray, at place: Int) {
        let size = dtype.byteSize
        (storage.base + (offset + place) * size).copyMemory(
            from: value.storage.base + value.offset * size, byteCount: size)
        withExtendedLifetime(value) {}
    }
}

/// Where a mask is true, in row-major order.
func trueIndices(_ mask: NDArray) -> [Int] {
    mask.read(as: Bool.self) { values in values.indices.filter { values[$0] } }
}
