/// An array as a reduction along one axis sees it: `outer` blocks of `count` rows of `inner` elements each.
private struct AxisView {
    let outer: Int
    let count: Int
    let inner: Int
    /// The result's shape.
    let shape: [Int]

    init(_ array: NDArray, axis: Int, keepdims: Bool, _ call: String) {
        let axis = array.axisIndex(axis, call)
        outer = array.shape[..<axis].reduce(1, *)
        count = array.shape[axis]
        inner = array.shape[(axis + 1)...].reduce(1, *)
        var shape = array.shape
        if keepdims { shape[axis] = 1 } else { shape.remove(at: axis) }
        self.shape = shape
    }

    /// The elements that belong to result `k`, gathered.
    func lane<Element>(_ k: Int, _ source: UnsafeMutableBufferPointer<Element>) -> [Element] {
        let first = k / inner * count * inner + k % inner
        return (0..<count).map { source[first + $0 * inner] }
    }
}

extension NDArray {
    // MARK: Sums

    /// The sum of all elements, added up in NumPy's order.
    public func sum() -> Double { total.item }

    /// Sums along an axis.
    public func sum(axis: Int, keepdims: Bool = false) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: keepdims, "sum")
        return dtype == .float64 ? summed(view) : summedWhole(view)
    }

    /// The sum as an array of shape [], which keeps whole numbers whole.
    private var total: NDArray {
        if dtype != .float64 { return NDArray(read(as: Int.self) { $0.reduce(0, &+) }) }
        return withDoubles { values in
            guard let start = values.baseAddress, !values.isEmpty else { return NDArray(0.0) }
            return NDArray(lab_sum(start, values.count))
        }
    }

    private func summed(_ view: AxisView) -> NDArray {
        read(as: Double.self) { source in
            NDArray(shape: view.shape) { (result: UnsafeMutableBufferPointer<Double>) in
                guard let from = source.baseAddress, let to = result.baseAddress, !source.isEmpty else {
                    return result.initialize(repeating: 0)
                }
                for block in 0..<view.outer {
                    let start = from + block * view.count * view.inner
                    if view.inner == 1 {
                        to[block] = lab_sum(start, view.count)
                    } else {
                        (to + block * view.inner).update(from: start, count: view.inner)
                        lab_sum_rows(start + view.inner, view.count - 1, view.inner, to + block * view.inner)
                    }
                }
            }
        }
    }

    private func summedWhole(_ view: AxisView) -> NDArray {
        lanes(view) { (lane: [Int]) in lane.reduce(0, &+) }
    }

    /// The product of all elements.
    public func prod() -> Double { doubles.reduce(1, *) }

    /// Running sums over all elements, shape (size).
    public func cumsum() -> NDArray { ravel().cumsum(axis: 0) }

    /// Running sums along an axis, in the array's shape.
    public func cumsum(axis: Int) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: true, "cumsum")
        if dtype != .float64 { return running(view) { (x: Int, y: Int) in x &+ y } }
        return running(view) { (x: Double, y: Double) in x + y }
    }

    private func running<Element: ArrayElement>(_ view: AxisView, _ next: (Element, Element) -> Element) -> NDArray {
        read(as: Element.self) { source in
            NDArray(shape: shape) { (result: UnsafeMutableBufferPointer<Element>) in
                for k in source.indices {
                    let isFirst = k / view.inner % view.count == 0
                    result[k] = isFirst ? source[k] : next(result[k - view.inner], source[k])
                }
            }
        }
    }

    // MARK: Moments

    /// The mean of all elements; NaN of none.
    public func mean() -> Double { sum() / Double(size) }

    /// Means along an axis.
    public func mean(axis: Int, keepdims: Bool = false) -> NDArray {
        sum(axis: axis, keepdims: keepdims) / Double(shape[axisIndex(axis, "mean")])
    }

    /// The variance of all elements: squares of the distances from the mean, added up and divided by size - ddof.
    public func `var`(ddof: Int = 0) -> Double {
        square(self - mean()).sum() / Double(Swift.max(0, size - ddof))
    }

    /// Variances along an axis, divided by its length - ddof.
    public func `var`(axis: Int, ddof: Int = 0, keepdims: Bool = false) -> NDArray {
        let distances = self - mean(axis: axis, keepdims: true)
        return square(distances).sum(axis: axis, keepdims: keepdims)
            / Double(Swift.max(0, shape[axisIndex(axis, "var")] - ddof))
    }

    /// The standard deviation of all elements, the root of ``var(ddof:)``.
    public func std(ddof: Int = 0) -> Double { `var`(ddof: ddof).squareRoot() }

    /// Standard deviations along an axis.
    public func std(axis: Int, ddof: Int = 0, keepdims: Bool = false) -> NDArray {
        sqrt(`var`(axis: axis, ddof: ddof, keepdims: keepdims))
    }

    /// The middle of all elements in order; between two, their mean.
    public func median() -> Double {
        let sorted = doubles.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    // MARK: Extremes

    /// The largest element; NaN if there is one.
    public func max() -> Double { extreme("max", lab_largest) }

    /// The smallest element; NaN if there is one.
    public func min() -> Double { extreme("min", lab_smallest) }

    /// The largest elements along an axis.
    public func max(axis: Int, keepdims: Bool = false) -> NDArray {
        extremes(AxisView(self, axis: axis, keepdims: keepdims, "max"), "max", .maximum)
    }

    /// The smallest elements along an axis.
    public func min(axis: Int, keepdims: Bool = false) -> NDArray {
        extremes(AxisView(self, axis: axis, keepdims: keepdims, "min"), "min", .minimum)
    }

    private func extreme(_ call: String, _ loop: (UnsafePointer<Double>, Int) -> Double) -> Double {
        withDoubles { values in
            guard let start = values.baseAddress, !values.isEmpty else { stop("\(call): the array is empty") }
            return loop(start, values.count)
        }
    }

    private func extremes(_ view: AxisView, _ call: String, _ kernel: BinaryKernel) -> NDArray {
        guard view.count > 0 || view.shape.contains(0) else { stop("\(call): the axis is empty") }
        let loop = kernel == .maximum ? lab_largest : lab_smallest
        let result = read(as: Double.self) { source in
            NDArray(shape: view.shape) { (result: UnsafeMutableBufferPointer<Double>) in
                guard let from = source.baseAddress, let to = result.baseAddress else { return }
                for block in 0..<view.outer {
                    let start = from + block * view.count * view.inner
                    if view.inner == 1 {
                        to[block] = loop(start, view.count)
                        continue
                    }
                    let target = to + block * view.inner
                    target.update(from: start, count: view.inner)
                    for row in 1..<Swift.max(1, view.count) {
                        lab_binary(kernel.rawValue, target, 1, start + row * view.inner, 1, target, view.inner)
                    }
                }
            }
        }
        return result.astype(dtype)
    }

    /// Where the largest element is, counted row by row; the first of several, a NaN before all.
    public func argmax() -> Int { argextreme("argmax", ravel(), >) }

    /// Where the smallest element is, counted row by row; the first of several, a NaN before all.
    public func argmin() -> Int { argextreme("argmin", ravel(), <) }

    /// Where the largest elements along an axis are.
    public func argmax(axis: Int, keepdims: Bool = false) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: keepdims, "argmax")
        return lanes(view) { (lane: [Double]) in place("argmax", lane, >) }
    }

    /// Where the smallest elements along an axis are.
    public func argmin(axis: Int, keepdims: Bool = false) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: keepdims, "argmin")
        return lanes(view) { (lane: [Double]) in place("argmin", lane, <) }
    }

    private func argextreme(_ call: String, _ a: NDArray, _ wins: (Double, Double) -> Bool) -> Int {
        place(call, a.doubles, wins)
    }

    private func place(_ call: String, _ values: [Double], _ wins: (Double, Double) -> Bool) -> Int {
        guard var best = values.first else { stop("\(call): the array is empty") }
        var place = 0
        for (i, value) in values.enumerated() where !best.isNaN && (wins(value, best) || value.isNaN) {
            (place, best) = (i, value)
        }
        return place
    }

    // MARK: Truth

    /// Whether all elements are true (or not 0).
    public func all() -> Bool { read(as: Bool.self) { $0.allSatisfy { $0 } } }

    /// Whether an element is true (or not 0).
    public func any() -> Bool { read(as: Bool.self) { $0.contains(true) } }

    public func all(axis: Int, keepdims: Bool = false) -> NDArray {
        lanes(AxisView(self, axis: axis, keepdims: keepdims, "all")) { (lane: [Bool]) in lane.allSatisfy { $0 } }
    }

    public func any(axis: Int, keepdims: Bool = false) -> NDArray {
        lanes(AxisView(self, axis: axis, keepdims: keepdims, "any")) { (lane: [Bool]) in lane.contains(true) }
    }

    /// One number from each lane of elements along an axis.
    private func lanes<Element: ArrayElement, Value: ArrayElement>(
        _ view: AxisView, _ rule: ([Element]) -> Value
    ) -> NDArray {
        read(as: Element.self) { source in
            NDArray(shape: view.shape) { (result: UnsafeMutableBufferPointer<Value>) in
                for k in result.indices { result[k] = rule(view.lane(k, source)) }
            }
        }
    }
}
