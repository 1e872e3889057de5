extension CellValue {
    /// Reads any Swift value: numbers, text, collections and stored properties by their structure, types that are
    /// ``CellValueConvertible`` by their own account, and what is left as its description.
    public init(reflecting value: Any) {
        self = CellValue.read(value, depth: 0)
    }

    /// Deeper than this a value is described instead of read: object graphs may be circular.
    private static let deepest = 32

    private static func read(_ value: Any, depth: Int) -> CellValue {
        switch value {
        // Swift's own types first: no conformance that a cell gives them changes how they are read.
        case let value as Bool: return .bool(value)
        case let value as Double: return .double(value)
        case let value as Int: return .int(value)
        case let value as String: return .string(value)
        case let value as [Double]: return .tensor(shape: [value.count], elements: value)
        case let value as [Int]: return .array(value.map { .int($0) })
        case let value as [String]: return .array(value.map { .string($0) })
        case let value as [Bool]: return .array(value.map { .bool($0) })
        case let value as any CellValueConvertible: return value.cellValue
        case let value as any BinaryInteger: return Int(exactly: value).map { .int($0) } ?? .double(Double(value))
        case let value as any BinaryFloatingPoint: return .double(Double(value))
        case let value as Character: return .string(String(value))
        case let value as Substring: return .string(String(value))
        case let value as any OptionalValue: return value.wrappedAny.map { read($0, depth: depth) } ?? .null
        default: return structure(value, depth: depth)
        }
    }

    private static func structure(_ value: Any, depth: Int) -> CellValue {
        let mirror = Mirror(reflecting: value)
        guard depth < deepest else { return described(value) }
        switch mirror.displayStyle {
        case .collection, .set: return .array(mirror.children.map { read($0.value, depth: depth + 1) })
        case .tuple:
            return .array(mirror.children.map { read($0.value, depth: depth + 1) })
        case .dictionary:
            var members: [String: CellValue] = [:]
            for child in mirror.children {
                let pair = Array(Mirror(reflecting: child.value).children)
                guard pair.count == 2 else { return described(value) }
                members[String(describing: pair[0].value)] = read(pair[1].value, depth: depth + 1)
            }
            return .object(members)
        case .struct where !(value is any CustomStringConvertible):
            var members: [String: CellValue] = [:]
            for child in mirror.children { members[child.label ?? ""] = read(child.value, depth: depth + 1) }
            return .object(members)
        default: return described(value)
        }
    }

    private static func described(_ value: Any) -> CellValue {
        .opaque(type: TypeName.readable(Swift.type(of: value)), description: String(describing: value))
    }
}
