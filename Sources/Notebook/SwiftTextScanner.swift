/// Knows, line by line, whether Swift text stands inside a string or a comment that spans lines.
///
/// It reads just enough of Swift's lexical structure for that: strings with their `#` delimiters and interpolations,
/// nested block comments, and line comments.
struct SwiftTextScanner {
    private enum Context {
        case comment
        case string(multiline: Bool, pounds: Int)
        /// Inside `\(…)`, with as many parentheses open.
        case interpolation(parentheses: Int)
    }

    private var contexts: [Context] = []

    /// Whether the next line begins inside a string or a comment.
    var isInsideText: Bool { !contexts.isEmpty }

    mutating func scan(line: Substring) {
        let bytes = Array(line.utf8)
        var index = 0
        while index < bytes.count {
            switch contexts.last {
            case .comment: scanComment(bytes, &index)
            case .string(let multiline, let pounds): scanString(bytes, &index, multiline: multiline, pounds: pounds)
            case .interpolation, nil: scanCode(bytes, &index)
            }
        }
        endLine()
    }

    /// A string in single quotes marks ends with its line, closed or not.
    private mutating func endLine() {
        let start = contexts.firstIndex { context in
            if case .string(multiline: false, _) = context { true } else { false }
        }
        if let start { contexts.removeSubrange(start...) }
    }

    private mutating func scanComment(_ bytes: [UInt8], _ index: inout Int) {
        if bytes.has("*/", at: index) {
            contexts.removeLast()
            index += 2
        } else if bytes.has("/*", at: index) {
            contexts.append(.comment)
            index += 2
        } else {
            index += 1
        }
    }

    private mutating func scanString(_ bytes: [UInt8], _ index: inout Int, multiline: Bool, pounds: Int) {
        if bytes[index] == UInt8(ascii: "\\"), bytes.pounds(at: index + 1) >= pounds {
            index += 1 + pounds
            if bytes.has("(", at: index) { contexts.append(.interpolation(parentheses: 0)) }
            index += 1
        } else if bytes.has(multiline ? "\"\"\"" : "\"", at: index) {
            let length = multiline ? 3 : 1
            if bytes.pounds(at: index + length) >= pounds {
                contexts.removeLast()
                index += length + pounds
            } else {
                index += 1
            }
        } else {
            index += 1
        }
    }

    private mutating func scanCode(_ bytes: [UInt8], _ index: inout Int) {
        if bytes.has("//", at: index) {
            index = bytes.count
        } else if bytes.has("/*", at: index) {
            contexts.append(.comment)
            index += 2
        } else if bytes.has("\"", at: index) || bytes.has("#", at: index) {
            openString(bytes, &index)
        } else {
            countParenthesis(bytes[index])
            index += 1
        }
    }

    private mutating func openString(_ bytes: [UInt8], _ index: inout Int) {
        let pounds = bytes.pounds(at: index)
        index += pounds
        guard bytes.has("\"", at: index) else { return }
        var quotes = 1
        while bytes.has("\"", at: index + quotes) { quotes += 1 }
        let closesAtOnce = pounds > 0 && quotes > 1 && bytes.pounds(at: index + quotes) >= pounds
        if closesAtOnce {
            // `#"""#` is a string of one quotation mark.
            index += quotes + pounds
        } else if quotes >= 3 {
            contexts.append(.string(multiline: true, pounds: pounds))
            index += 3
        } else {
            contexts.append(.string(multiline: false, pounds: pounds))
            index += 1
        }
    }

    private mutating func countParenthesis(_ byte: UInt8) {
        guard case .interpolation(let open)? = contexts.last else { return }
        if byte == UInt8(ascii: "(") {
            contexts[contexts.count - 1] = .interpolation(parentheses: open + 1)
        } else if byte == UInt8(ascii: ")") {
            if open == 0 {
                contexts.removeLast()
            } else {
                contexts[contexts.count - 1] = .interpolation(parentheses: open - 1)
            }
        }
    }
}

extension [UInt8] {
    fileprivate func has(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= count else { return false }
        return word.withUTF8Buffer { buffer in
            (0..<length).allSatisfy { self[index + $0] == buffer[$0] }
        }
    }

    fileprivate func pounds(at index: Int) -> Int {
        var end = index
        while end < count, self[end] == UInt8(ascii: "#") { end += 1 }
        return end - index
    }
}
