/// Reads JSON text into ``JSON``, keeping order and digits.
///
/// Accepts the `NaN`, `Infinity` and `-Infinity` that Python writes, since notebooks hold them.
struct JSONParser {
    struct Failure: Error {
        var message: String
        /// From 1.
        var line: Int
    }

    /// Deeper nesting than any notebook has; a guard for the stack.
    static let maximumDepth = 500

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// - Throws: ``Failure`` with the line where reading stopped.
    static func parse(_ text: String) throws -> JSON {
        var parser = JSONParser(text)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.index == parser.bytes.count else { throw parser.failure("text after the end of the value") }
        return value
    }

    /// The value at the start of `text` and how many UTF-8 bytes it takes; nil when there is none.
    static func prefix(of text: Substring) -> (value: JSON, length: Int)? {
        var parser = JSONParser(String(text))
        do {
            return (try parser.value(), parser.index)
        } catch {
            return nil
        }
    }

    private mutating func value() throws -> JSON {
        skipSpace()
        guard let byte = peek else { throw failure("the text ends where a value should stand") }
        switch byte {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t") where take("true"): return .bool(true)
        case UInt8(ascii: "f") where take("false"): return .bool(false)
        case UInt8(ascii: "n") where take("null"): return .null
        case UInt8(ascii: "N") where take("NaN"): return .number("NaN")
        case UInt8(ascii: "I") where take("Infinity"): return .number("Infinity")
        case UInt8(ascii: "-") where take("-Infinity"): return .number("-Infinity")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw failure("'\(Character(Unicode.Scalar(byte)))' cannot begin a value")
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws -> JSON) throws -> JSON {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw failure("nested more than \(Self.maximumDepth) levels deep") }
        index += 1
        return try body(&self)
    }

    private mutating func object() throws -> JSON {
        var members: [JSONObject.Member] = []
        var positions: [String: Int] = [:]
        skipSpace()
        if take("}") { return .object(JSONObject()) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw failure("a key in quotes should stand here") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw failure("':' is missing after the key '\(key)'") }
            let member = JSONObject.Member(key, try value())
            // Of a key that stands twice the last one counts, as in Python.
            if let position = positions[key] {
                members[position] = member
            } else {
                positions[key] = members.count
                members.append(member)
            }
            skipSpace()
            if take(",") { continue }
            guard take("}") else {
                throw failure(peek == nil ? "the text ends inside an object" : "',' or '}' is missing")
            }
            return .object(JSONObject(members))
        }
    }

    private mutating func array() throws -> JSON {
        var elements: [JSON] = []
        skipSpace()
        if take("]") { return .array([]) }
        while true {
            elements.append(try value())
            skipSpace()
            if take(",") { continue }
            guard take("]") else {
                throw failure(peek == nil ? "the text ends inside an array" : "',' or ']' is missing")
            }
            return .array(elements)
        }
    }

    private mutating func number() throws -> String {
        let start = index
        _ = take("-")
        let leading = digits()
        guard leading > 0, leading == 1 || bytes[index - leading] != UInt8(ascii: "0") else {
            throw failure("not a number")
        }
        if take(".") {
            guard digits() > 0 else { throw failure("a digit is missing after the point") }
        }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw failure("a digit is missing in the exponent") }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        return index - start
    }

    private mutating func string() throws -> String {
        index += 1
        var units: [UInt8] = []
        var hasEscapes = false
        while true {
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\"),
                bytes[index] >= 0x20
            {
                index += 1
            }
            units.append(contentsOf: bytes[start..<index])
            guard let byte = peek else { throw failure("the text ends inside a string") }
            guard byte >= 0x20 else { throw failure("a line break or control character stands inside a string") }
            index += 1
            if byte == UInt8(ascii: "\"") {
                let text = String(decoding: units, as: UTF8.self)
                // Marks that are written as numbers were not seen by who looked at the file's text.
                return hasEscapes ? StreamSafeText.text(text) : text
            }
            hasEscapes = true
            units.append(contentsOf: String(try escape()).utf8)
        }
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let byte = peek else { throw failure("the text ends inside a string") }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("'\\\(Character(Unicode.Scalar(byte)))' is not an escape of JSON")
        }
    }

    /// A lone surrogate, which Python writes for broken text, becomes U+FFFD.
    private mutating func unicodeEscape() throws -> Unicode.Scalar {
        let first = try hexUnit()
        if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        {
            let mark = index
            index += 2
            let second = try hexUnit()
            if (0xDC00..<0xE000).contains(second) {
                return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
            }
            index = mark
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func hexUnit() throws -> UInt32 {
        guard index + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits should follow '\\u'") }
        index += 4
        return unit
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { buffer in
            for offset in 0..<length where bytes[index + offset] != buffer[offset] { return false }
            return true
        }
        if matches { index += length }
        return matches
    }

    private func failure(_ message: String) -> Failure {
        Failure(message: message, line: 1 + bytes[..<index].count { $0 == 0x0A })
    }
}
