/// A piece of a line of output: a number, or text that must stand as it is.
struct TextToken {
    enum Kind: Equatable {
        /// `plain` without point and exponent.
        case number(Double, plain: Bool)
        case word
        /// A bracket or comma: spaces around it mean nothing.
        case bracket
    }

    var kind: Kind
    /// Where it stands in the line's bytes.
    var range: Range<Int>
    /// Spaces and tabs before it.
    var spaces: Range<Int>

    var isNumber: Bool {
        if case .number = kind { true } else { false }
    }
}

/// Cuts one line of output into tokens.
///
/// A number is a whole word: `1.2.3`, `2024-10-07`, `0x1F`, `x5` and `007` are text. Letters of a unit may follow it (`0.25s`),
/// and `nan`, `inf` are numbers when they stand alone.
struct LineTokens: IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    /// A second token that was found with the first: the unit behind a number, or the full stop.
    private var pending: TextToken?
    /// Whether the last token was a word, after which a full stop ends the sentence and not the number.
    private var afterWord = false

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func next() -> TextToken? {
        if let token = pending {
            pending = nil
            return token
        }
        let start = index
        while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        guard index < bytes.endIndex else { return nil }
        let token = token(spaces: start..<index)
        if case .word = token.kind { afterWord = true } else { afterWord = false }
        return token
    }

    private mutating func token(spaces: Range<Int>) -> TextToken {
        let start = index
        switch Self.classes[Int(bytes[start])] {
        case .bracket:
            index += 1
            return TextToken(kind: .bracket, range: start..<index, spaces: spaces)
        case .chunk:
            while index < bytes.endIndex, Self.classes[Int(bytes[index])] == .chunk { index += 1 }
            return chunk(start..<index, spaces: spaces)
        case .other, .space:
            while index < bytes.endIndex, Self.classes[Int(bytes[index])] == .other { index += 1 }
            return TextToken(kind: .word, range: start..<index, spaces: spaces)
        }
    }

    /// A run of ASCII letters, digits, `_`, `.`, `+` and `-`: a number, a number with its unit, or a word.
    private mutating func chunk(_ range: Range<Int>, spaces: Range<Int>) -> TextToken {
        let scan = NumberScan(bytes[range])
        guard var end = scan.end, let kind = scan.kind else {
            return TextToken(kind: .word, range: range, spaces: spaces)
        }
        if afterWord, end == range.upperBound, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        if end < range.upperBound {
            pending = TextToken(kind: .word, range: end..<range.upperBound, spaces: end..<end)
        }
        return TextToken(kind: kind, range: range.lowerBound..<end, spaces: spaces)
    }

    private enum Class {
        case space, bracket, chunk, other
    }

    private static let classes: [Class] = (0...255).map { byte in
        switch UInt8(byte) {
        case 0x20, 0x09: .space
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","): .bracket
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            .chunk
        default: .other
        }
    }
}

/// The number at the start of a word, if the word is a number or a number with a unit.
private struct NumberScan {
    /// Where the number ends; nil when the word is none.
    private(set) var end: Int?
    private(set) var kind: TextToken.Kind?

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
        let negative = take(UInt8(ascii: "-"))
        if !negative { _ = take(UInt8(ascii: "+")) }
        if let value = special() {
            kind = .number(negative ? -value : value, plain: false)
            end = bytes.endIndex
        } else {
            digits()
        }
    }

    private func special() -> Double? {
        switch bytes.endIndex - index {
        case 3 where rest("nan") || rest("NaN"): .nan
        case 3 where rest("inf") || rest("Inf"), 8 where rest("infinity") || rest("Infinity"): .infinity
        default: nil
        }
    }

    private mutating func digits() {
        let first = index
        let whole = skipDigits()
        var plain = true
        var fraction = 0
        if whole > 1, bytes[first] == UInt8(ascii: "0") { return }
        if take(UInt8(ascii: ".")) {
            fraction = skipDigits()
            plain = false
        }
        guard whole + fraction > 0 else { return }
        if exponent() { plain = false }
        // What follows may be a unit of letters or a full stop, and nothing else.
        let tail = bytes[index...]
        guard tail.allSatisfy(isLetter) || tail.allSatisfy({ $0 == UInt8(ascii: ".") }) else { return }
        guard let value = Double(String(decoding: bytes[bytes.startIndex..<index], as: UTF8.self)) else { return }
        kind = .number(value, plain: plain)
        end = index
    }

    private mutating func exponent() -> Bool {
        let start = index
        guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return false }
        if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
        if skipDigits() > 0 { return true }
        index = start
        return false
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while index < bytes.endIndex, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
        return index - start
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.endIndex, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private func rest(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { $0.elementsEqual(bytes[index...]) }
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }
}
