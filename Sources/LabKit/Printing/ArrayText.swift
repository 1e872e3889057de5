/// An array as Python prints it: NumPy's `array2string` with its default options.
struct ArrayText {
    private static let lineWidth = 75
    private static let threshold = 1000
    private static let edge = 3

    private let array: NDArray
    private let strides: [Int]
    private let isSummarised: Bool
    private let element: (Int) -> String

    init(_ array: NDArray) {
        self.array = array.contiguous
        strides = rowMajorStrides(array.shape)
        isSummarised = array.size > Self.threshold
        element = Self.formatter(self.array, isSummarised)
    }

    var text: String {
        if array.ndim == 0 { return Self.single(array) }
        return array.size == 0 ? "[]" : block(axis: 0, start: 0, indent: " ", width: Self.lineWidth)
    }

    private static func single(_ array: NDArray) -> String {
        switch array.dtype {
        case .float64: pythonText(array.item)
        case .int64: String(Int(array))
        case .bool: array.item != 0 ? "True" : "False"
        }
    }

    // MARK: Elements

    /// The text of the element at a place in row-major order. Widths come from those that will be seen.
    private static func formatter(_ array: NDArray, _ isSummarised: Bool) -> (Int) -> String {
        let seen = isSummarised ? edges(array) : Array(0..<array.size)
        switch array.dtype {
        case .float64:
            let values = array.doubles
            let format = FloatFormat(seen.map { values[$0] })
            return { format.text(values[$0]) }
        case .int64:
            let values = array.ints
            let width = seen.map { String(values[$0]).utf8.count }.max() ?? 0
            return { padded(String(values[$0]), width) }
        case .bool:
            let values = array.bools
            return { values[$0] ? " True" : "False" }
        }
    }

    private static func edges(_ array: NDArray) -> [Int] {
        let strides = rowMajorStrides(array.shape)
        var places = [0]
        for (axis, length) in array.shape.enumerated() {
            let kept = length > 2 * edge ? Array(0..<edge) + Array(length - edge..<length) : Array(0..<length)
            places = places.flatMap { place in kept.map { place + $0 * strides[axis] } }
        }
        return places
    }

    // MARK: Layout

    private func block(axis: Int, start: Int, indent: String, width: Int) -> String {
        let length = array.shape[axis]
        let isCut = isSummarised && 2 * Self.edge < length
        let head = isCut ? Array(0..<Self.edge) : []
        let tail = Array((isCut ? length - Self.edge : 0)..<length)
        let places = { (index: Int) in start + index * strides[axis] }
        let body =
            axis == array.ndim - 1
            ? line(head.map(places), tail.map(places), isCut, indent: indent, width: width - 1)
            : rows(axis, head.map(places), tail.map(places), isCut, indent: indent, width: width)
        return "[" + body.dropFirst(indent.utf8.count) + "]"
    }

    /// Elements side by side, on as many lines as they need.
    private func line(_ head: [Int], _ tail: [Int], _ isCut: Bool, indent: String, width: Int) -> String {
        var text = ""
        var line = indent
        func add(_ word: String) {
            if line.utf8.count + word.utf8.count > width, line.utf8.count > indent.utf8.count {
                while line.last == " " { line.removeLast() }
                text += line + "\n"
                line = indent
            }
            line += word
        }
        for place in head {
            add(element(place))
            line += " "
        }
        if isCut {
            add("...")
            line += " "
        }
        for place in tail {
            add(element(place))
            if place != tail.last { line += " " }
        }
        return text + line
    }

    private func rows(_ axis: Int, _ head: [Int], _ tail: [Int], _ isCut: Bool, indent: String, width: Int) -> String {
        let newline = String(repeating: "\n", count: array.ndim - axis - 1)
        func row(_ place: Int) -> String {
            indent + block(axis: axis + 1, start: place, indent: indent + " ", width: width - 1)
        }
        return (head.map(row) + (isCut ? [indent + "..."] : []) + tail.map(row)).joined(separator: newline)
    }
}

extension NDArray: CustomStringConvertible {
    /// What Python's `print` writes for the same array.
    public var description: String { ArrayText(self).text }
}
