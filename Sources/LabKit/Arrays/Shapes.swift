extension NDArray {
    /// The same elements row by row in another shape; one length may be -1 and is worked out.
    public func reshape(_ shape: Int...) -> NDArray { reshape(shape) }

    /// The same elements row by row in another shape; one length may be -1 and is worked out.
    public func reshape(_ wanted: [Int]) -> NDArray {
        var shape = wanted
        if let open = shape.firstIndex(of: -1) {
            let known = shape.enumerated().reduce(1) { $1.offset == open ? $0 : $0 &* $1.element }
            shape[open] = known > 0 ? size / known : 0
        }
        guard shape.allSatisfy({ $0 >= 0 }), product(shape) == size else {
            stop("reshape: cannot reshape array of size \(size) into shape \(shapeText(wanted))")
        }
        return NDArray(sharing: contiguous, shape: shape)
    }

    /// The product of lengths; nil where it is too large to be one.
    private func product(_ shape: [Int]) -> Int? {
        shape.reduce(1 as Int?) { count, length in
            count.flatMap { count in
                let (product, overflows) = count.multipliedReportingOverflow(by: length)
                return overflows ? nil : product
            }
        }
    }

    /// All elements row by row, shape (size).
    public func ravel() -> NDArray { NDArray(sharing: contiguous, shape: [size]) }

    /// All elements row by row, shape (size).
    public func flatten() -> NDArray { ravel() }

    /// The transposed matrix, (columns, rows); with three axes or more, the axes in reverse order. It shares memory.
    public var T: NDArray {
        if ndim < 2 { return self }
        if ndim > 2 { return transpose(Array((0..<ndim).reversed())) }
        var result = self
        result.dimensions = dimensions.reversed
        result.isTransposed.toggle()
        return result
    }

    /// The axes in reverse order, as ``T``.
    public func transpose() -> NDArray { T }

    /// The axes in another order: `a.transpose(2, 0, 1)`.
    public func transpose(_ first: Int, _ rest: Int...) -> NDArray { transpose([first] + rest) }

    /// The axes in another order; negative ones count from the end.
    public func transpose(_ axes: [Int]) -> NDArray {
        let named = axes
        let axes = axes.map { $0 < 0 ? $0 + ndim : $0 }
        guard axes.sorted() == Array(0..<ndim) else {
            stop("transpose: axes \(named) do not match array of shape \(shapeText(shape))")
        }
        if axes == Array(0..<ndim) { return self }
        if axes == [1, 0] { return T }
        let strides = rowMajorStrides(shape)
        let walk = Walk(shape: axes.map { shape[$0] }, strides: [axes.map { strides[$0] }])
        return contiguous.gathered(walk)
    }

    /// The same elements with a new axis of length 1 before axis `axis`.
    public func expand_dims(axis: Int) -> NDArray {
        let place = axis < 0 ? axis + ndim + 1 : axis
        guard 0...ndim ~= place else {
            stop("expand_dims: axis \(axis) is out of bounds for array of dimension \(ndim + 1)")
        }
        var shape = shape
        shape.insert(1, at: place)
        return reshape(shape)
    }

    /// The same elements without axes of length 1.
    public func squeeze() -> NDArray { reshape(shape.filter { $0 != 1 }) }

    /// The same elements without one axis, whose length must be 1.
    public func squeeze(axis: Int) -> NDArray {
        let place = axisIndex(axis, "squeeze")
        guard shape[place] == 1 else {
            stop("squeeze: axis \(axis) of shape \(shapeText(shape)) has length \(shape[place]), not 1")
        }
        var shape = shape
        shape.remove(at: place)
        return reshape(shape)
    }

    /// Two axes exchanged.
    public func swapaxes(_ a: Int, _ b: Int) -> NDArray {
        var axes = Array(0..<ndim)
        axes.swapAt(axisIndex(a, "swapaxes"), axisIndex(b, "swapaxes"))
        return transpose(axes)
    }

    /// Repeated along axes of length 1 to the given shape.
    public func broadcast(to shape: [Int]) -> NDArray {
        guard broadcastShape(self.shape, shape) == shape else {
            stop(
                "broadcast: could not broadcast array of shape \(shapeText(self.shape)) into shape \(shapeText(shape))")
        }
        if self.shape == shape { return self }
        return contiguous.gathered(Walk(shape: shape, strides: [broadcastStrides(self.shape, to: shape)]))
    }

    init(sharing array: NDArray, shape: [Int]) {
        self.init(sharing: array, offset: array.offset, dimensions: ArrayShape(shape))
    }

    /// The elements that a walk over this array's memory meets.
    func gathered(_ walk: Walk) -> NDArray {
        withTyped { gather($0, walk) }
    }

    private func gather<Typed: TypedElements>(_ source: Typed, _ walk: Walk) -> NDArray {
        let source = source.typed
        let inner = walk.innerStrides[0]
        return NDArray(shape: walk.shape) { (target: UnsafeMutableBufferPointer<Typed.Element>) in
            walk.forEachRun { run, starts in
                for i in 0..<walk.innerCount { target[run * walk.innerCount + i] = source[starts[0] + i * inner] }
            }
        }
    }

    /// An axis as counted from 0, where negative ones count from the end.
    func axisIndex(_ axis: Int, _ call: String) -> Int {
        let index = axis < 0 ? axis + ndim : axis
        guard 0..<ndim ~= index else {
            stop("\(call): axis \(axis) is out of bounds for array of dimension \(ndim)")
        }
        return index
    }
}

/// How far apart neighbours along each axis lie in row-major order.
func rowMajorStrides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    return strides
}

/// The shape that two operands have in common, as ``ArrayShape/common(_:_:)``.
func broadcastShape(_ a: [Int], _ b: [Int]) -> [Int]? {
    if a == b { return a }
    let count = max(a.count, b.count)
    var shape = [Int](repeating: 1, count: count)
    for k in 1..<(count + 1) {
        let (x, y) = (k <= a.count ? a[a.count - k] : 1, k <= b.count ? b[b.count - k] : 1)
        guard x == y || x == 1 || y == 1 else { return nil }
        shape[count - k] = x == 1 ? y : x
    }
    return shape
}

/// The strides with which an operand of the given shape is read as if it had the common one.
func broadcastStrides(_ shape: [Int], to common: [Int]) -> [Int] {
    let own = rowMajorStrides(shape)
    var strides = [Int](repeating: 0, count: common.count)
    for k in 1..<(shape.count + 1) where shape[shape.count - k] != 1 {
        strides[common.count - k] = own[shape.count - k]
    }
    return strides
}

/// A walk over several operands at once in row-major order: runs along the last axis, as long as they can be made.
struct Walk {
    let shape: [Int]
    let innerCount: Int
    let innerStrides: [Int]
    private let outerShape: [Int]
    private let outerStrides: [[Int]]

    init(shape: [Int], strides: [[Int]]) {
        self.shape = shape
        var (lengths, steps) = (shape, strides)
        // Axes that all operands cross evenly are one axis.
        var axis = lengths.count - 1
        while axis > 0 {
            if steps.allSatisfy({ $0[axis - 1] == $0[axis] * lengths[axis] }) {
                lengths[axis - 1] *= lengths[axis]
                lengths.remove(at: axis)
                for k in steps.indices { steps[k].remove(at: axis - 1) }
            }
            axis -= 1
        }
        innerCount = lengths.last ?? 1
        innerStrides = steps.map { $0.last ?? 0 }
        outerShape = Array(lengths.dropLast())
        outerStrides = steps.map { Array($0.dropLast()) }
    }

    /// Calls the body with the number of each run and where it starts in each operand.
    func forEachRun(_ body: (Int, [Int]) -> Void) {
        let runs = outerShape.reduce(1, *)
        guard runs > 0, innerCount > 0 else { return }
        var index = [Int](repeating: 0, count: outerShape.count)
        var starts = [Int](repeating: 0, count: outerStrides.count)
        for run in 0..<runs {
            body(run, starts)
            var axis = outerShape.count - 1
            while axis >= 0 {
                index[axis] += 1
                for k in starts.indices { starts[k] += outerStrides[k][axis] }
                if index[axis] < outerShape[axis] { break }
                for k in starts.indices { starts[k] -= outerStrides[k][axis] * outerShape[axis] }
                index[axis] = 0
                axis -= 1
            }
        }
    }
}
