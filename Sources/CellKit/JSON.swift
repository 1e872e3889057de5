/// Writes JSON. Foundation would do it too, but every session would then load Foundation and its ICU, which a cell that
/// prints a number never needs (Foundation's share of a start was 25 ms of 40).
enum JSON {
    static func string(_ text: String) -> String {
        var result = "\""
        result.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    static func array(_ elements: some Sequence<String>) -> String { "[" + elements.joined(separator: ",") + "]" }

    /// A number that reads back to the same bits; JSON has no word for infinities and NaN, so they are strings.
    static func number(_ value: Double) -> String {
        value.isFinite ? "\(value)" : "\"\(value)\""
    }

    /// A value with its case spelled, so that 1 and 1.0 and "1" stay apart: `{"int":"1"}`, `{"double":1.0}`.
    static func value(_ value: CellValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .int(let int): object([("int", string("\(int)"))])
        case .double(let double): object([("double", number(double))])
        case .string(let text): string(text)
        case .array(let elements): array(elements.map(Self.value))
        case .tensor(let shape, let elements):
            object([("shape", array(shape.map(String.init))), ("elements", array(elements.map(number)))])
        case .object(let members):
            object([("object", object(members.sorted { $0.key < $1.key }.map { ($0.key, Self.value($0.value)) }))])
        case .opaque(let type, let description):
            object([("opaque", string(type)), ("description", string(description))])
        }
    }
}
