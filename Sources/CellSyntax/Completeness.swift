internal import SwiftSyntax

/// Whether a text is a whole piece of Swift, or waits for more lines.
public enum Completeness {
    /// Text that is wrong rather than unfinished counts as complete: the compiler says best what is wrong with it. So does text that is
    /// nested too deeply for it.
    public static func isComplete(_ text: String) -> Bool {
        // Two blank lines end a cell whatever the parser expects, so that nobody is caught in one.
        if text.hasSuffix("\n\n\n") { return true }
        guard let tree = syntaxTree(of: text) else { return true }
        return !isInsideComment(tree) && !expectsMore(tree)
    }

    /// Whether the parser has nothing to object to.
    public static func isValid(_ text: String) -> Bool { syntaxTree(of: text).map { !$0.hasError } ?? false }

    /// Something is missing at the very end: a brace, an operand, `else`, the end of a string or of `#if`.
    private static func expectsMore(_ tree: SourceFileSyntax) -> Bool {
        let end = lastText(tree)
        return tree.tokens(viewMode: .fixedUp).contains { token in
            guard token.presence == .missing, token.position >= end else { return false }
            return !isUnendedLine(token)
        }
    }

    /// A string of one line that has no end stays so, whatever the next line says.
    private static func isUnendedLine(_ token: TokenSyntax) -> Bool {
        token.tokenKind == .stringQuote || token.tokenKind == .singleQuote || token.tokenKind == .regexSlash
    }

    /// Where the last thing that was written ends.
    private static func lastText(_ tree: SourceFileSyntax) -> AbsolutePosition {
        var end = AbsolutePosition(utf8Offset: 0)
        for token in tree.tokens(viewMode: .sourceAccurate) where token.tokenKind != .endOfFile {
            end = max(end, token.endPositionBeforeTrailingTrivia)
        }
        return end
    }

    /// `/* …` without its end swallows what follows.
    private static func isInsideComment(_ tree: SourceFileSyntax) -> Bool {
        let pieces = [tree.endOfFileToken.leadingTrivia, tree.lastToken(viewMode: .sourceAccurate)?.trailingTrivia]
        return pieces.compactMap(\.self).flatMap(\.pieces).contains { piece in
            switch piece {
            case .blockComment(let text), .docBlockComment(let text): depth(of: text) > 0
            default: false
            }
        }
    }

    private static func depth(of comment: String) -> Int {
        var depth = 0
        var rest = comment[...]
        while rest.count > 1 {
            if rest.hasPrefix("/*") {
                depth += 1
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("*/") {
                depth -= 1
                rest = rest.dropFirst(2)
            } else {
                rest = rest.dropFirst()
            }
        }
        return depth
    }
}
