/// The text that the compiler gets for a cell, and the way back from its positions to the user's.
///
/// Whatever the cell needs (imports of earlier cells' names) stands on one line before `#sourceLocation`, so that every
/// line and file in diagnostics, backtraces and `#line` is the user's own. What must stand inside the user's lines is kept
/// as a list of insertions, and is taken out again of what the compiler says.
struct CellText: Sendable {
    /// A piece put into the user's text, at a UTF-8 offset of it.
    struct Insertion: Sendable {
        var offset: Int
        var text: String
    }

    /// Of our own, before the user's first.
    static let linesBefore = 2

    let userText: String
    let insertions: [Insertion]
    let compiled: String
    let firstLine: Int

    init(
        _ userText: String, analysis: CellAnalysis, imports: [String], file: String, firstLine: Int, showsResult: Bool,
        replaced: Set<Int> = [], prelude: String = ""
    ) {
        var insertions = analysis.storedVariables.map { Insertion(offset: $0, text: "nonisolated(unsafe) ") }
        insertions += analysis.guardInsertions
        insertions += replaced.map { Insertion(offset: $0, text: "@_disfavoredOverload ") }
        if showsResult, let expression = analysis.resultExpression {
            insertions.append(Insertion(offset: expression.lowerBound, text: "CellKit._cellResult("))
            insertions.append(Insertion(offset: expression.upperBound, text: ")"))
        }
        insertions.sort { $0.offset < $1.offset }

        var bytes: [UInt8] = []
        let user = Array(userText.utf8)
        var position = 0
        for insertion in insertions {
            bytes += user[position..<insertion.offset]
            bytes += Array(insertion.text.utf8)
            position = insertion.offset
        }
        bytes += user[position...]
        let beginning = analysis.isAsynchronous ? ["CellKit._cellBegan()"] : []
        let own = prelude.isEmpty ? [] : [prelude]
        let head = (["import CellKit"] + imports + own + beginning).joined(separator: "; ")
        let location = "#sourceLocation(file: \(Self.quoted(file)), line: \(firstLine))"
        var text = "\(head)\n\(location)\n" + String(decoding: bytes, as: UTF8.self)
        if analysis.isAsynchronous { text += "\n#sourceLocation()\nawait CellKit._cellFinished()\n" }
        if !text.hasSuffix("\n") { text += "\n" }

        self.userText = userText
        self.insertions = insertions
        self.compiled = text
        self.firstLine = firstLine
    }

    /// The cell's own `print`, which stands before Swift's.
    static let printTeller =
        #"func print(_ i: Any..., separator: String = " ", terminator: String = "\n") { CellKit._cellPrint(i, separator, terminator) }; "#
        + #"func print<T: TextOutputStream>(_ i: Any..., separator: String = " ", terminator: String = "\n", to output: inout T) "#
        + "{ output.write(CellKit._cellText(i, separator, terminator)) }"

    private static func quoted(_ file: String) -> String {
        "\"" + file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// The user's line with this number in their file, if it is one of this cell's.
    func userLine(_ number: Int) -> Substring? {
        let lines = userText.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number - firstLine) ? lines[number - firstLine] : nil
    }

    /// Behind the last thing that the user wrote: the line in their file, and the column in UTF-8 bytes, from 1.
    var end: (line: Int, column: Int) {
        let written = userText.utf8.lastIndex { !" \t\r\n".utf8.contains($0) }.map { userText.utf8[...$0] }
        let lines = written?.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) ?? []
        return (firstLine + max(lines.count - 1, 0), (lines.last?.count ?? 0) + 1)
    }

    /// What was put into a line: for each piece the column in the user's line (from 0) and its length, in UTF-8 bytes.
    func insertions(onLine number: Int) -> [(column: Int, length: Int)] {
        guard !insertions.isEmpty else { return [] }
        var start = 0
        var line = firstLine
        let user = Array(userText.utf8)
        for (offset, byte) in user.enumerated() where line < number && byte == UInt8(ascii: "\n") {
            line += 1
            start = offset + 1
        }
        guard line == number else { return [] }
        let end = user[start...].firstIndex(of: UInt8(ascii: "\n")) ?? user.count
        return insertions.filter { (start...end).contains($0.offset) }
            .map { (column: $0.offset - start, length: $0.text.utf8.count) }
    }

    /// The user's column (from 1) for one of the compiled text.
    func userColumn(_ column: Int, onLine line: Int) -> Int {
        var column = column
        for insertion in insertions(onLine: line) where column - 1 > insertion.column {
            column = max(insertion.column + 1, column - insertion.length)
        }
        return column
    }
}
