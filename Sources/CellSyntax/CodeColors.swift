internal import SwiftIDEUtils
internal import SwiftSyntax

/// A stretch of Swift text that is shown in one colour.
public struct CodeSpan: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case keyword, type, string, number, comment, attribute
        /// Names, operators, punctuation, white space.
        case plain
    }

    public var kind: Kind
    public var text: String
}

/// Cuts Swift text into the stretches that an editor would colour. Joined again they are the text, byte for byte.
///
/// Text that does not parse is cut as far as it can be read; nothing is lost. Text that is nested too deeply for the parser is all plain.
public func codeSpans(of text: String) -> [CodeSpan] {
    guard let tree = syntaxTree(of: text) else { return [CodeSpan(kind: .plain, text: text)] }
    let bytes = Array(text.utf8)
    var spans: [CodeSpan] = []
    for part in tree.classifications {
        let range = part.range.lowerBound.utf8Offset..<part.range.upperBound.utf8Offset
        let text = String(decoding: bytes[range], as: UTF8.self)
        let kind = CodeSpan.Kind(part.kind)
        if spans.last?.kind == kind {
            spans[spans.count - 1].text += text
        } else {
            spans.append(.init(kind: kind, text: text))
        }
    }
    return spans
}

extension CodeSpan.Kind {
    fileprivate init(_ kind: SyntaxClassification) {
        switch kind {
        case .keyword, .ifConfigDirective: self = .keyword
        case .type: self = .type
        case .stringLiteral, .regexLiteral: self = .string
        case .integerLiteral, .floatLiteral: self = .number
        case .lineComment, .blockComment, .docLineComment, .docBlockComment: self = .comment
        case .attribute: self = .attribute
        default: self = .plain
        }
    }
}
