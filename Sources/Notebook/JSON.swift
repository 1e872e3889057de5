/// A JSON value that keeps what a file says: the order of keys and the digits of numbers.
public indirect enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number as it is written: `1`, `1.0` and `1e0` stay three different texts.
    case number(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    public static func int(_ value: Int) -> JSON { .number(String(value)) }

    /// The shortest digits that read back as `value`; text for what JSON has no number for, as YAML writes it (`.nan`, `-.inf`).
    public static func double(_ value: Double) -> JSON {
        if value.isNaN { return .string(".nan") }
        if value.isInfinite { return .string(value < 0 ? "-.inf" : ".inf") }
        return .number(String(describing: value))
    }

    /// Like ``double(_:)``, with whole numbers as integers: `10`, `2.5`.
    public static func decimal(_ value: Double) -> JSON {
        value == value.rounded() && abs(value) < 1e15 ? .int(Int(value)) : .double(value)
    }

    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
    public var array: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }
    public var object: JSONObject? {
        if case .object(let members) = self { members } else { nil }
    }
    public var int: Int? {
        if case .number(let digits) = self { Int(digits) } else { nil }
    }
}

/// The members of a JSON object, in the order of the file.
public struct JSONObject: Sendable, Hashable {
    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSON

        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    public var members: [Member]

    public init(_ members: [Member] = []) {
        self.members = members
    }

    public var isEmpty: Bool { members.isEmpty }

    /// Setting a new key appends it; setting nil removes the key.
    public subscript(key: String) -> JSON? {
        get { members.last { $0.key == key }?.value }
        set {
            guard let newValue else {
                members.removeAll { $0.key == key }
                return
            }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append(Member(key, newValue))
            }
        }
    }
}

extension JSON {
    /// With the keys of all objects in the order of their code points, as Python sorts them.
    var sorted: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let object):
            .object(
                JSONObject(
                    object.members
                        .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                        .map { .init($0.key, $0.value.sorted) }))
        default: self
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) {
        members = elements.map { Member($0.0, $0.1) }
    }
}

extension JSON: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements.map { .init($0.0, $0.1) }))
    }
}
