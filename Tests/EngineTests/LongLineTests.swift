import Testing

@testable import Engine

/// What the compiler says of a line that is longer than anybody reads.
@Suite struct LongLineTests {
    static let numbers = (0..<5000).map { "\($0)" }.joined(separator: ", ")

    @Test func aMistakeInAVeryLongLineIsShownWithWhatIsAroundIt() throws {
        let session = try Session(configuration: SessionConfiguration(cache: .off))
        let text = "let list = [\(Self.numbers), missing, \(Self.numbers)]"
        let error = try #require(try session.run(CellSource(text: text)).diagnostics.first)
        #expect(error.message == "cannot find 'missing' in scope")
        let rows = error.rendered.split(separator: "\n")
        try #require(rows.count == 3)
        #expect(rows[1].hasPrefix("…") && rows[1].hasSuffix("…") && rows[1].count < 250)
        let caret = try #require(rows[2].firstIndex(of: "^").map { rows[2].distance(from: rows[2].startIndex, to: $0) })
        #expect(rows[1].dropFirst(caret).hasPrefix("missing, 0, 1"))
        // Where it is stays true of the user's own text.
        #expect(error.column == text.utf8.count - Self.numbers.utf8.count - 9)
    }

    @Test(arguments: [1, 800]) func theLineIsCutOnlyWhereSomethingIsLeftOut(_ column: Int) {
        let before = String(repeating: ".", count: column - 1)
        let source = before + "marked" + String(repeating: ".", count: 800 - column)
        let cut = LongLine.cut([source, before.map { _ in " " } + "^"], column: column)
        #expect(cut[0].hasPrefix("…") == (column > 1))
        #expect(cut[0].hasSuffix("…") == (column == 1))
        #expect(cut[0].dropFirst(cut[1].count - 1).hasPrefix("marked"))
    }

    @Test func aLineThatCanBeReadIsShownWhole() {
        let rows = [String(repeating: "x", count: LongLine.longest), "^"]
        #expect(LongLine.cut(rows, column: 1) == rows)
        #expect(LongLine.cut([], column: 1).isEmpty)
    }

    /// A column counts bytes.
    @Test func wideCharactersAreNotCutInTwo() {
        let source = String(repeating: "값", count: 600) + "x"
        let cut = LongLine.cut([source], column: 1801)
        #expect(cut[0] == "…" + String(repeating: "값", count: 100) + "x")
    }
}
