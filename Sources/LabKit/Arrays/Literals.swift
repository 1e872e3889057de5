/// A number, or a row of them, as written in an array literal.
public indirect enum ArrayLiteral: Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A number with decimals.
    case double(Double)
    /// A row of elements, which may be rows themselves.
    case row([ArrayLiteral])

    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: ArrayLiteral...) { self = .row(elements) }

    /// The opposite number; of a row, of each of its elements.
    public static prefix func - (literal: ArrayLiteral) -> ArrayLiteral {
        switch literal {
        case .bool(let value): .int(value ? -1 : 0)
        case .int(let value): .int(-value)
        case .double(let value): .double(-value)
        case .row(let elements): .row(elements.map { -$0 })
        }
    }

    fileprivate var shape: [Int] {
        guard case .row(let elements) = self else { return [] }
        return [elements.count] + (elements.first?.shape ?? [])
    }

    fileprivate var dtype: DType {
        switch self {
        case .bool: .bool
        case .int: .int64
        case .double: .float64
        case .row(let elements): elements.map(\.dtype).max() ?? .float64
        }
    }

    fileprivate func collect<Element>(into values: inout [Element], _ read: (ArrayLiteral) -> Element) {
        guard case .row(let elements) = self else { return values.append(read(self)) }
        for element in elements { element.collect(into: &values, read) }
    }

    fileprivate func check(_ shape: ArraySlice<Int>) {
        guard case .row(let elements) = self else {
            if !shape.isEmpty { stop("array literal: its rows are not of the same length") }
            return
        }
        guard elements.count == shape.first else { stop("array literal: its rows are not of the same length") }
        for element in elements { element.check(shape.dropFirst()) }
    }

    fileprivate var double: Double {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .double(let value): value
        case .row: 0
        }
    }

    fileprivate var int: Int {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): value
        case .double, .row: 0
        }
    }
}

extension NDArray: ExpressibleByArrayLiteral {
    /// `let a: Matrix = [[1, 2], [3, 4]]`; whole numbers make an array of whole numbers, as in NumPy.
    public init(arrayLiteral elements: ArrayLiteral...) {
        let literal = ArrayLiteral.row(elements)
        let shape = literal.shape
        literal.check(shape[...])
        switch literal.dtype {
        case .float64: self.init(Self.collected(literal) { $0.double }, shape: shape)
        case .int64: self.init(Self.collected(literal) { $0.int }, shape: shape)
        case .bool: self.init(Self.collected(literal) { $0.int != 0 }, shape: shape)
        }
    }

    private static func collected<Element>(_ literal: ArrayLiteral, _ read: (ArrayLiteral) -> Element) -> [Element] {
        var values: [Element] = []
        literal.collect(into: &values, read)
        return values
    }
}
