/// An array as a reduction along one axis sees it: `outer` blocks of `count` rows of `inner` elements each.
struct AxisView {
    let outer: Int
    let count: Int
    let inner: Int
    /// The result's shape.
    let dimensions: ArrayShape

    init(_ array: NDArray, axis: Int, keepdims: Bool, _ call: String) {
        let axis = array.axisIndex(axis, call)
        let all = array.dimensions
        outer = all.product(0..<axis)
        count = all[axis]
        inner = all.product((axis + 1)..<all.count)
        dimensions = keepdims ? all.with(1, axis: axis) : all.without(axis: axis)
    }

    /// The elements that belong to result `k`, gathered.
    func lane<Element>(_ k: Int, _ source: UnsafeMutableBufferPointer<Element>) -> [Element] {
        let first = k / inner * count * inner + k % inner
        return (0..<count).map { source[first + $0 * inner] }
    }
}

extension NDArray {
    /// One number from each lane of elements along an axis.
    func lanes<Element: ArrayElement, Value: ArrayElement>(
        _ view: AxisView, _ rule: ([Element]) -> Value
    ) -> NDArray {
        read(as: Element.self) { source in
            NDArray(dimensions: view.dimensions) { (result: UnsafeMutableBufferPointer<Value>) in
                for k in result.indices { result[k] = rule(view.lane(k, source)) }
            }
        }
    }
}
