import CellKit
import Notebook

extension CellValue {
    /// A tensor without dimensions is the number in it.
    var scalar: CellValue {
        if case .tensor(shape: [], let elements) = self, let element = elements.first { .double(element) } else { self }
    }

    var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// As NumPy has it; nil when the value is no array or is ragged.
    var shape: [Int]? {
        switch self {
        case .tensor(let shape, _): shape
        case .array(let elements): rectangular(elements.map(\.innerShape))
        default: nil
        }
    }

    private var innerShape: [Int]? {
        switch self {
        case .array, .tensor: shape
        default: []
        }
    }

    /// All numbers in the value, in row-major order; nil when something else is in it.
    var numbers: [Double]? {
        switch self {
        case .int, .double: return number.map { [$0] }
        case .tensor(_, let elements): return elements
        case .array(let elements):
            var all: [Double] = []
            for element in elements {
                guard let numbers = element.numbers else { return nil }
                all += numbers
            }
            return all
        default: return nil
        }
    }

    /// The value's text, for a regular expression.
    var text: String {
        switch self {
        case .null: "nil"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
        case .tensor(_, let elements): "\(elements)"
        case .object(let members):
            "[" + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "]"
        case .opaque(_, let description): description
        }
    }

    /// The value in a few words, for a message.
    var summary: String {
        switch self {
        case .string(let text): quoted(text.count > 80 ? text.prefix(80) + "…" : text)
        case .tensor(let shape, let elements):
            elements.count > 12 ? "an array of shape \(shape)" : "\(elements) of shape \(shape)"
        case .array(let elements) where elements.count > 12: "a list of \(elements.count)"
        case .opaque(let type, let description): "\(description) (\(type))"
        default: text
        }
    }
}

extension ExpectedValue {
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    var shape: [Int]? {
        guard case .list(let elements) = self else { return nil }
        return rectangular(elements.map { if case .list = $0 { $0.shape } else { [] } })
    }

    var numbers: [Double]? {
        guard case .list(let elements) = self else { return number.map { [$0] } }
        var all: [Double] = []
        for element in elements {
            guard let numbers = element.numbers else { return nil }
            all += numbers
        }
        return all
    }

    var summary: String {
        switch self {
        case .null: "nil"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .text(let text): quoted(text)
        case .list(let elements):
            elements.count > 12
                ? "a list of \(elements.count)" : "[" + elements.map(\.summary).joined(separator: ", ") + "]"
        case .object(let members): "keys \(members.keys.sorted())"
        }
    }
}

/// The shape of a list whose elements have these shapes; nil when they differ.
private func rectangular(_ inner: [[Int]?]) -> [Int]? {
    guard let first = inner.first else { return [0] }
    guard let shape = first, inner.allSatisfy({ $0 == shape }) else { return nil }
    return [inner.count] + shape
}
