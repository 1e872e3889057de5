import CellSyntax
internal import SwiftSyntax

/// Cuts what comes without a terminal into cells: a cell ends with an expression whose value is worth showing, before a magic,
/// and at a `// %%` line.
enum ScriptPieces {
    struct Piece: Equatable {
        var text: String
        /// From 1, in the whole input.
        var line: Int
    }

    static func cut(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var chunk: [Substring] = []
        var start = 1
        func flush() {
            pieces += cells(chunk.joined(separator: "\n"), line: start)
            chunk = []
        }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let isMagic = MagicLine(line) != nil
            if isMagic || line.hasPrefix("// %%"), isBetweenCells(chunk) {
                flush()
                if isMagic { pieces.append(Piece(text: String(line), line: index + 1)) }
                start = index + 2
                continue
            }
            if chunk.isEmpty { start = index + 1 }
            chunk.append(line)
        }
        flush()
        return pieces
    }

    /// A `%` inside a string of several lines is no magic.
    private static func isBetweenCells(_ chunk: [Substring]) -> Bool {
        chunk.isEmpty || Completeness.isComplete(chunk.joined(separator: "\n"))
    }

    private static func cells(_ text: String, line: Int) -> [Piece] {
        var pieces: [Piece] = []
        var start = text.utf8.startIndex
        func add(upTo end: String.Index) {
            let blanks = text[start..<end].prefix { $0.isWhitespace }
            let lines = text[..<start].utf8.count { $0 == 10 } + blanks.utf8.count { $0 == 10 }
            let body = text[start..<end].dropFirst(blanks.count)
            let trimmed = String(body.reversed().drop { $0.isWhitespace }.reversed())
            if !trimmed.isEmpty { pieces.append(Piece(text: trimmed, line: line + lines)) }
            start = end
        }
        for statement in syntaxTree(of: text)?.statements ?? [] where isShown(statement) {
            add(upTo: text.utf8.index(text.startIndex, offsetBy: statement.endPosition.utf8Offset))
        }
        add(upTo: text.endIndex)
        return pieces
    }

    private static func isShown(_ statement: CodeBlockItemSyntax) -> Bool {
        guard case .expr(let expression) = statement.item, statement.semicolon == nil else { return false }
        if let call = expression.as(FunctionCallExprSyntax.self) {
            return call.calledExpression.trimmedDescription != "print"
        }
        guard let sequence = expression.as(SequenceExprSyntax.self) else {
            return !expression.is(IfExprSyntax.self) && !expression.is(SwitchExprSyntax.self)
        }
        return !sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
    }
}
