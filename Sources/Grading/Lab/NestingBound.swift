/// A look at a text before the parser has it.
///
/// The parser tries out whether `[` begins a type, and again inside: twice as long for each level (26 ms at 12, seconds at 20). Nested
/// attributes and `<` cost the square of their number. Nobody who works at a lab comes near these bounds. A text that hides
/// brackets from this look is caught by the time that reading it takes.
struct NestingBound {
    static let maximumDepth = 64
    static let maximumSquareDepth = 10
    static let maximumAngles = 2000
    static let maximumConditions = 20

    private let bytes: [UInt8]
    private var index = 0
    private var (square, other, angles, conditions) = (0, 0, 0, 0)

    /// The line, from 1, at which `text` goes beyond; nil when it stays within.
    static func line(in text: String) -> Int? {
        var bound = NestingBound(text)
        while bound.index < bound.bytes.count {
            bound.step()
            guard bound.isExceeded else { continue }
            return bound.bytes.prefix(bound.index).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        }
        return nil
    }

    private init(_ text: String) { bytes = Array(text.utf8) }

    private var isExceeded: Bool {
        square > Self.maximumSquareDepth || other > Self.maximumDepth || angles > Self.maximumAngles
            || conditions > Self.maximumConditions
    }

    private mutating func step() {
        if has("//") {
            index = end(of: "\n", from: index)
        } else if has("/*") {
            index = end(of: "*/", from: index + 2)
        } else if has("\"\"\"") {
            string(to: end(of: "\"\"\"", from: index + 3))
        } else if has("\"") {
            let next = bytes[(index + 1)...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }
            string(to: (next ?? bytes.count - 1) + 1)
        } else {
            if has("#if") { conditions += 1 } else if has("#endif") { conditions -= 1 }
            count(bytes[index])
            index += 1
        }
    }

    /// A string without interpolations says nothing.
    private mutating func string(to end: Int) {
        let isPlain = !zip(bytes[index..<end], bytes[index..<end].dropFirst()).contains { $0 == 0x5C && $1 == 0x28 }
        if !isPlain { bytes[index..<end].forEach { count($0) } }
        index = end
    }

    private mutating func count(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "["): square += 1
        case UInt8(ascii: "]"): square = max(0, square - 1)
        case UInt8(ascii: "("), UInt8(ascii: "{"): other += 1
        case UInt8(ascii: ")"), UInt8(ascii: "}"): other = max(0, other - 1)
        case UInt8(ascii: "<"): angles += 1
        default: break
        }
    }

    private func end(of word: StaticString, from start: Int) -> Int {
        var index = start
        while index < bytes.count, !has(word, at: index) { index += 1 }
        return min(bytes.count, index + word.utf8CodeUnitCount)
    }

    private func has(_ word: StaticString) -> Bool { has(word, at: index) }

    private func has(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        return word.withUTF8Buffer { buffer in (0..<length).allSatisfy { bytes[index + $0] == buffer[$0] } }
    }
}
