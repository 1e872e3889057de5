/// A shape as an array holds it: up to two lengths lie in the array itself. A copy of a matrix then has one reference to count,
/// and a result asks for no memory to write its shape down.
struct ArrayShape: Equatable {
    /// The number of axes.
    let count: Int
    private let first, second: Int
    /// All lengths, where there are more than two.
    private let others: [Int]?

    private init(count: Int, _ first: Int, _ second: Int, _ others: [Int]? = nil) {
        self.count = count
        self.first = first
        self.second = second
        self.others = others
    }

    /// A single number's.
    init() { self.init(count: 0, 1, 1) }

    /// A vector's.
    init(_ length: Int) { self.init(count: 1, length, 1) }

    /// A matrix's.
    init(_ rows: Int, _ columns: Int) { self.init(count: 2, rows, columns) }

    init(_ lengths: [Int]) {
        switch lengths.count {
        case 0: self.init()
        case 1: self.init(lengths[0])
        case 2: self.init(lengths[0], lengths[1])
        default: self.init(count: lengths.count, lengths[0], lengths[1], lengths)
        }
    }

    /// The length of each axis.
    var lengths: [Int] {
        switch count {
        case 0: []
        case 1: [first]
        case 2: [first, second]
        default: others ?? []
        }
    }

    /// The length of an axis, which must be there.
    subscript(axis: Int) -> Int {
        precondition(0..<count ~= axis)
        return axis == 0 ? first : axis == 1 ? second : others?[axis] ?? 1
    }

    /// The number of elements.
    var size: Int { others?.reduce(1, *) ?? first * second }

    /// The number of elements where two lengths at most say it, and it is a number; nil otherwise.
    var sizeAtOnce: Int? {
        guard others == nil else { return nil }
        let (size, overflows) = first.multipliedReportingOverflow(by: second)
        return overflows ? nil : size
    }

    static func == (a: ArrayShape, b: ArrayShape) -> Bool {
        a.count == b.count && a.first == b.first && a.second == b.second && (a.count <= 2 || a.others == b.others)
    }

    /// The axes in reverse order.
    var reversed: ArrayShape {
        count <= 2 ? (count == 2 ? ArrayShape(second, first) : self) : ArrayShape(lengths.reversed())
    }

    /// The product of the lengths from one axis up to, not including, another.
    func product(_ axes: Range<Int>) -> Int { axes.reduce(1) { $0 * self[$1] } }

    /// The shape with another length of one axis.
    func with(_ length: Int, axis: Int) -> ArrayShape {
        switch (count, axis) {
        case (1, 0): return ArrayShape(length)
        case (2, 0): return ArrayShape(length, second)
        case (2, 1): return ArrayShape(first, length)
        default:
            var lengths = lengths
            lengths[axis] = length
            return ArrayShape(lengths)
        }
    }

    /// The shape without one axis.
    func without(axis: Int) -> ArrayShape {
        switch (count, axis) {
        case (1, 0): return ArrayShape()
        case (2, 0): return ArrayShape(second)
        case (2, 1): return ArrayShape(first)
        default:
            var lengths = lengths
            lengths.remove(at: axis)
            return ArrayShape(lengths)
        }
    }

    /// The shape that two operands have in common, by NumPy's rule: counted from the last axis, lengths agree or one is 1. Nil
    /// where they do not.
    static func common(_ a: ArrayShape, _ b: ArrayShape) -> ArrayShape? {
        if a == b { return a }
        guard a.count <= 2, b.count <= 2 else { return broadcastShape(a.lengths, b.lengths).map { ArrayShape($0) } }
        guard let columns = common(a.columns, b.columns), let rows = common(a.rows, b.rows) else { return nil }
        switch max(a.count, b.count) {
        case 0: return ArrayShape()
        case 1: return ArrayShape(columns)
        default: return ArrayShape(rows, columns)
        }
    }

    /// The last axis, and the one before, of a shape of two axes at most; 1 where there is none.
    private var columns: Int { count == 2 ? second : first }
    private var rows: Int { count == 2 ? first : 1 }

    private static func common(_ x: Int, _ y: Int) -> Int? { x == 1 ? y : y == 1 || x == y ? x : nil }
}
