import CellSyntax
internal import SwiftIDEUtils
internal import SwiftSyntax

/// How a piece of text is shown.
enum Style {
    case plain, keyword, text, number, comment, type

    var start: String {
        switch self {
        case .plain: ""
        case .keyword: "\u{1B}[35m"
        case .text: "\u{1B}[32m"
        case .number: "\u{1B}[36m"
        case .comment: "\u{1B}[2m"
        case .type: "\u{1B}[33m"
        }
    }

    var end: String { self == .plain ? "" : "\u{1B}[0m" }
}

/// Text in pieces, each with its style; together they are the whole text.
struct StyledText {
    var pieces: [(text: Substring, style: Style)]

    init(plain text: String) { pieces = [(text[...], .plain)] }

    /// Swift in colours. A text that is too long or too deep to be read by the parser at each key stays plain.
    init(swift text: String) {
        guard text.utf8.count < 20_000, !text.hasPrefix("%"), !text.hasPrefix("!"),
            let tree = syntaxTree(of: text)
        else {
            pieces = [(text[...], .plain)]
            return
        }
        pieces = []
        var start = text.startIndex
        for classified in tree.classifications {
            let style = Self.style(classified.kind)
            let lower = text.utf8.index(text.startIndex, offsetBy: classified.range.lowerBound.utf8Offset)
            let upper = text.utf8.index(text.startIndex, offsetBy: classified.range.upperBound.utf8Offset)
            guard style != .plain, lower >= start else { continue }
            if start < lower { pieces.append((text[start..<lower], .plain)) }
            pieces.append((text[lower..<upper], style))
            start = upper
        }
        if start < text.endIndex { pieces.append((text[start...], .plain)) }
    }

    private static func style(_ kind: SyntaxClassification) -> Style {
        switch kind {
        case .keyword, .ifConfigDirective: .keyword
        case .stringLiteral, .regexLiteral: .text
        case .integerLiteral, .floatLiteral: .number
        case .lineComment, .blockComment, .docLineComment, .docBlockComment: .comment
        case .type, .attribute: .type
        default: .plain
        }
    }
}
