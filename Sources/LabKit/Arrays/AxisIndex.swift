/// What of one axis is meant: one place, a slice of places, or places one by one.
public enum AxisIndex: Sendable {
    /// One place, whose axis drops out of the result; -1 is the last.
    case place(Int)
    /// From the first up to, not including, the second; nil is the end of the axis. Negative places count from the end.
    case slice(Int?, Int?)
    /// These places, in this order; -1 is the last.
    case places([Int])
}

/// What may stand between the brackets of an array for one axis: `Int`, ranges, strides, `[Int]`.
public protocol AxisIndexing {
    /// What of the axis is meant.
    var axisIndex: AxisIndex { get }
}

extension Int: AxisIndexing {
    public var axisIndex: AxisIndex { .place(self) }
}
extension Range: AxisIndexing where Bound == Int {
    public var axisIndex: AxisIndex { .slice(lowerBound, upperBound) }
}
extension ClosedRange: AxisIndexing where Bound == Int {
    public var axisIndex: AxisIndex { .slice(lowerBound, upperBound + 1) }
}
extension PartialRangeFrom: AxisIndexing where Bound == Int {
    public var axisIndex: AxisIndex { .slice(lowerBound, nil) }
}
extension PartialRangeUpTo: AxisIndexing where Bound == Int {
    public var axisIndex: AxisIndex { .slice(nil, upperBound) }
}
extension PartialRangeThrough: AxisIndexing where Bound == Int {
    public var axisIndex: AxisIndex { .slice(nil, upperBound == -1 ? nil : upperBound + 1) }
}
extension StrideTo: AxisIndexing where Element == Int {
    public var axisIndex: AxisIndex { .places(Array(self)) }
}
extension StrideThrough: AxisIndexing where Element == Int {
    public var axisIndex: AxisIndex { .places(Array(self)) }
}
extension Array: AxisIndexing where Element == Int {
    public var axisIndex: AxisIndex { .places(self) }
}

extension AxisIndex {
    /// The slice as places of an axis of the given length, cut off at its ends as in Python.
    static func bounds(_ start: Int?, _ end: Int?, _ length: Int) -> Range<Int> {
        func place(_ index: Int) -> Int { min(max(index < 0 ? index + length : index, 0), length) }
        let (low, high) = (place(start ?? 0), end.map(place) ?? length)
        return low..<max(low, high)
    }

    /// One place counted from 0.
    static func checked(_ index: Int, axis: Int, _ length: Int) -> Int {
        let place = index < 0 ? index + length : index
        guard 0..<length ~= place else {
            stop("index \(index) is out of bounds for axis \(axis) with size \(length)")
        }
        return place
    }

    /// All places meant, counted from 0.
    func places(axis: Int, _ length: Int) -> [Int] {
        switch self {
        case .place(let index): [Self.checked(index, axis: axis, length)]
        case .slice(let start, let end): Array(Self.bounds(start, end, length))
        case .places(let indices): indices.map { Self.checked($0, axis: axis, length) }
        }
    }

    var keepsAxis: Bool {
        if case .place = self { false } else { true }
    }
}
