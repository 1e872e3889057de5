/// Writes ``JSON`` as Python's `json.dumps(..., ensure_ascii=False)` does, so that files agree with those Jupyter wrote.
enum JSONWriter {
    /// One line, `", "` and `": "` between parts: `["a", {"b": 1}]`.
    static func line(_ value: JSON) -> String {
        var out = ""
        write(value, indent: nil, level: 0, to: &out)
        return out
    }

    /// One member a line, `indent` spaces a level; empty arrays and objects stay on one line.
    ///
    /// - Parameter level: how deep in a larger text the value stands.
    static func lines(_ value: JSON, indent: Int, level: Int = 0) -> String {
        var out = ""
        write(value, indent: indent, level: level, to: &out)
        return out
    }

    private static func write(_ value: JSON, indent: Int?, level: Int, to out: inout String) {
        switch value {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .number(let digits): out += digits
        case .string(let text): quote(text, to: &out)
        case .array(let elements):
            list(elements, "[", "]", indent: indent, level: level, to: &out) { element, out in
                write(element, indent: indent, level: level + 1, to: &out)
            }
        case .object(let object):
            list(object.members, "{", "}", indent: indent, level: level, to: &out) { member, out in
                quote(member.key, to: &out)
                out += ": "
                write(member.value, indent: indent, level: level + 1, to: &out)
            }
        }
    }

    private static func list<Element>(
        _ elements: [Element], _ open: String, _ close: String, indent: Int?, level: Int, to out: inout String,
        body: (Element, inout String) -> Void
    ) {
        out += open
        for (position, element) in elements.enumerated() {
            if position > 0 { out += indent == nil ? ", " : "," }
            breakLine(indent, level + 1, to: &out)
            body(element, &out)
        }
        if !elements.isEmpty { breakLine(indent, level, to: &out) }
        out += close
    }

    private static func breakLine(_ indent: Int?, _ level: Int, to out: inout String) {
        guard let indent else { return }
        out += "\n" + String(repeating: " ", count: indent * level)
    }

    /// Escapes what JSON requires and nothing else.
    private static func quote(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{8}": out += "\\b"
            case "\u{c}": out += "\\f"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

extension JSON {
    /// Reads JSON text; nil when it is none.
    public init?(text: String) {
        do {
            self = try JSONParser.parse(text)
        } catch {
            return nil
        }
    }

    /// On one line: `{"a": [1, 2]}`. Valid JSON whatever the strings hold.
    public var line: String { JSONWriter.line(self) }

    /// Over several lines, `indent` spaces a level.
    public func text(indent: Int) -> String { JSONWriter.lines(self, indent: indent) }
}
