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
            return NDArray(0 + lab_sum(start, values.count))  // as NumPy, which starts from 0: -0.0 becomes 0.0
        }
    }

    private func summed(_ view: AxisView) -> NDArray {
        read(as: Double.self) { source in
            NDArray(dimensions: view.dimensions) { (result: UnsafeMutableBufferPointer<Double>) in
                guard let from = source.baseAddress, let to = result.baseAddress, !source.isEmpty else {
                    return result.initialize(repeating: 0)
                }
                for block in 0..<view.outer {
                    let start = from + block * view.count * view.inner
                    if view.inner == 1 {
                        to[block] = 0 + lab_sum(start, view.count)
                    } else {
                        (to + block * view.inner).update(repeating: 0, count: view.inner)
                        lab_sum_rows(start, view.count, view.inner, to + block * view.inner)
                    }
                }
            }
        }
    }

    private func summedWhole(_ view: AxisView) -> NDArray {
        lanes(view) { (lane: [Int]) in lane.reduce(0, &+) }
    }

    /// The product of all elements; whole numbers wrap around, as NumPy's do.
    public func prod() -> Double {
        dtype == .float64 ? doubles.reduce(1, *) : Double(ints.reduce(1, &*))
    }

    /// Products along an axis.
    public func prod(axis: Int, keepdims: Bool = false) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: keepdims, "prod")
        if dtype != .float64 { return lanes(view) { (lane: [Int]) in lane.reduce(1, &*) } }
        return lanes(view) { (lane: [Double]) in lane.reduce(1, *) }
    }

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
    public func mean() -> Double { astype(.float64).sum() / Double(size) }

    /// Means along an axis.
    public func mean(axis: Int, keepdims: Bool = false) -> NDArray {
        // As decimals first: the sum of whole numbers may leave their range.
        astype(.float64).sum(axis: axis, keepdims: keepdims) / Double(shape[axisIndex(axis, "mean")])
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

    /// The middle of all elements in order; between two, their mean; NaN of none, or if one is NaN.
    public func median() -> Double {
        middle(doubles)
    }

    /// The middle of the elements along an axis.
    public func median(axis: Int, keepdims: Bool = false) -> NDArray {
        lanes(AxisView(self, axis: axis, keepdims: keepdims, "median")) { (lane: [Double]) in middle(lane) }
    }

    private func middle(_ values: [Double]) -> Double {
        if values.isEmpty || values.contains(where: \.isNaN) { return .nan }
        let sorted = values.sorted()
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? 0 + sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}
