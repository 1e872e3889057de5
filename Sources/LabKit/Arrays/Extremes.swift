extension NDArray {
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
        guard view.count > 0 || view.dimensions.size == 0 else {
            stop("\(call): the axis is empty; the array has shape \(shapeText(shape))")
        }
        if dtype != .float64 {
            let whole = lanes(view) { (lane: [Int]) in (kernel == .maximum ? lane.max() : lane.min()) ?? 0 }
            return whole.astype(dtype)
        }
        let loop = kernel == .maximum ? lab_largest : lab_smallest
        return read(as: Double.self) { source in
            NDArray(dimensions: view.dimensions) { (result: UnsafeMutableBufferPointer<Double>) in
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
    }

    /// Where the largest element is, counted row by row; the first of several, a NaN before all.
    public func argmax() -> Int { Int(ravel().argmax(axis: 0)) }

    /// Where the smallest element is, counted row by row; the first of several, a NaN before all.
    public func argmin() -> Int { Int(ravel().argmin(axis: 0)) }

    /// Where the largest elements along an axis are.
    public func argmax(axis: Int, keepdims: Bool = false) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: keepdims, "argmax")
        if dtype != .float64 { return places("argmax", view) { (x: Int, y: Int) in x > y } }
        return places("argmax", view) { (x: Double, y: Double) in x > y }
    }

    /// Where the smallest elements along an axis are.
    public func argmin(axis: Int, keepdims: Bool = false) -> NDArray {
        let view = AxisView(self, axis: axis, keepdims: keepdims, "argmin")
        if dtype != .float64 { return places("argmin", view) { (x: Int, y: Int) in x < y } }
        return places("argmin", view) { (x: Double, y: Double) in x < y }
    }

    private func places<Element: ArrayElement>(
        _ call: String, _ view: AxisView, _ wins: (Element, Element) -> Bool
    ) -> NDArray {
        guard view.count > 0 || view.dimensions.size == 0 else {
            stop("\(call): the axis is empty; the array has shape \(shapeText(shape))")
        }
        return lanes(view) { (lane: [Element]) in
            var place = 0
            // Only a NaN is unequal to itself.
            for i in lane.indices.dropFirst() where lane[place] == lane[place] {
                if wins(lane[i], lane[place]) || lane[i] != lane[i] { place = i }
            }
            return place
        }
    }

    // MARK: Truth

    /// Whether all elements are true (or not 0).
    public func all() -> Bool { read(as: Bool.self) { $0.allSatisfy { $0 } } }

    /// Whether an element is true (or not 0).
    public func any() -> Bool { read(as: Bool.self) { $0.contains(true) } }

    /// Whether all elements along an axis are true (or not 0).
    public func all(axis: Int, keepdims: Bool = false) -> NDArray {
        lanes(AxisView(self, axis: axis, keepdims: keepdims, "all")) { (lane: [Bool]) in lane.allSatisfy { $0 } }
    }

    /// Whether an element along an axis is true (or not 0).
    public func any(axis: Int, keepdims: Bool = false) -> NDArray {
        lanes(AxisView(self, axis: axis, keepdims: keepdims, "any")) { (lane: [Bool]) in lane.contains(true) }
    }
}
