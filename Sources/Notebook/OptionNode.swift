/// A piece of a cell's options as the user wrote it, with the line it stands on.
struct OptionNode {
    indirect enum Value {
        case null
        case bool(Bool)
        case integer(Int)
        case number(Double)
        case text(String)
        case list([OptionNode])
        case map([Entry])
    }

    struct Entry {
        var key: String
        var line: Int?
        var value: OptionNode
    }

    var value: Value
    /// In the user's file, from 1.
    var line: Int?
    /// A scalar as it stands in the file, before it was taken for a number or a truth value.
    var written: String?

    init(_ value: Value, line: Int?, written: String? = nil) {
        self.value = value
        self.line = line
        self.written = written
    }

    /// What stands here, for an error message.
    var kind: String {
        switch value {
        case .null: "nothing"
        case .bool, .integer, .number: written.map { "'\($0)'" } ?? "a number"
        case .text(let text): text.count > 30 || text.contains("\n") ? "text" : "'\(text)'"
        case .list: "a list"
        case .map: "keys and values"
        }
    }

    /// Text as YAML's core schema reads it when it stands without quotes.
    ///
    /// Unlike YAML 1.1, `yes` and `on` stay text and `1e-9` is a number: https://yaml.org/spec/1.2.2/#103-core-schema
    static func resolve(plain text: String) -> Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".nan", ".NaN", ".NAN": return .number(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
        default: break
        }
        guard text.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else {
            return .text(text)
        }
        if text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16) { return .integer(value) }
        if text.hasPrefix("0o"), let value = Int(text.dropFirst(2), radix: 8) { return .integer(value) }
        if let value = Int(text) { return .integer(value) }
        let digits = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        if digits, let value = Double(text.hasSuffix(".") ? text + "0" : text) { return .number(value) }
        return .text(text)
    }
}

extension OptionNode {
    /// Options that an `.ipynb` keeps as JSON. Text such as `.nan` is the number that YAML reads from it.
    init(_ json: JSON) {
        switch json {
        case .null: self.init(.null, line: nil)
        case .bool(let flag): self.init(.bool(flag), line: nil, written: flag ? "true" : "false")
        case .number(let digits): self.init(Self.resolve(plain: digits), line: nil, written: digits)
        case .string(let text):
            if case .number(let special) = Self.resolve(plain: text), !special.isFinite {
                self.init(.number(special), line: nil, written: text)
            } else {
                self.init(.text(text), line: nil)
            }
        case .array(let elements): self.init(.list(elements.map { OptionNode($0) }), line: nil)
        case .object(let object):
            self.init(
                .map(object.members.map { Entry(key: $0.key, line: nil, value: OptionNode($0.value)) }), line: nil)
        }
    }

    /// The same tree as JSON, for formats that keep options so.
    var json: JSON {
        switch value {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): writtenNumber ?? .int(number)
        case .number(let number): writtenNumber ?? .double(number)
        case .text(let text): .string(text)
        case .list(let elements): .array(elements.map(\.json))
        case .map(let entries): .object(JSONObject(entries.map { .init($0.key, $0.value.json) }))
        }
    }

    /// The digits as they stand in the file, where JSON can hold them so.
    private var writtenNumber: JSON? {
        guard let written, let (value, length) = JSONParser.prefix(of: written[...]), length == written.utf8.count,
            case .number = value
        else { return nil }
        return value
    }
}
