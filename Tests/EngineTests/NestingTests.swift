import TestSupport
import Testing

@testable import Engine

/// Cells that are nested more deeply than the parser and the compiler read in good time.
///
/// The limit cuts a hang; what waits for the tests before it is counted, too.
@Suite(.timeLimit(.minutes(30))) struct NestingTests {
    private static let text = "let a = 1\n\tlet b = f(" + String(repeating: "[", count: 40)

    @Test func aCellThatIsNestedTooDeeplyIsRefusedOnTheUsersOwnLine() throws {
        let session = try Session(configuration: SessionConfiguration(cache: .off))
        try session.play("var kept = 41")
        let cell = CellSource(text: Self.text, file: "nb.swift", firstLine: 7)
        let outcome = try session.run(cell, upcoming: [CellSource(text: "kept += 1")])
        #expect(outcome.status == .error && outcome.error?.kind == .compile && outcome.standing == "cell 1")
        let error = try #require(outcome.diagnostics.first)
        #expect(outcome.diagnostics.count == 1 && error.severity == .error)
        #expect(error.file == "nb.swift" && error.line == 8 && error.column == 22)
        #expect(
            error.rendered == """
                nb.swift:8:22: error: brackets are nested more than 10 deep here, and the compiler would not come to an end: \
                give the inner parts names and put those together
                \tlet b = f([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
                \t                    ^
                """)
        #expect(try session.play("kept += 1\nprint(kept)") == "42")
    }

    @Test func aLineWithWideCharactersIsShownWithoutACaret() throws {
        let session = try Session(configuration: SessionConfiguration(cache: .off))
        let line = "let 값 = " + String(repeating: "[", count: 40)
        let error = try #require(try session.run(CellSource(text: line)).diagnostics.first)
        #expect(error.column == 21 && error.rendered.hasSuffix("\n" + line))
    }

    @Test func aCellThatIsNestedTooDeeplyMayWaitAmongThoseCompiledAhead() throws {
        let session = try Session(configuration: SessionConfiguration(cache: .off))
        let cells = ["let a = 20", Self.text, "print(a * 2)"].map { CellSource(text: $0) }
        let outcomes = try cells.indices.map { try session.run(cells[$0], upcoming: Array(cells[($0 + 1)...])) }
        #expect(outcomes.map(\.status) == [.ok, .error, .ok])
        #expect(String(decoding: outcomes[2].stdout, as: UTF8.self) == "40\n")
    }

    @Test func aValueThatIsNestedTooDeeplyIsNotThere() throws {
        let session = try Session(configuration: SessionConfiguration(cache: .off))
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(try session.values(of: ["1 + 1", deep]).keys.sorted() == ["1 + 1"])
    }

    @Test func nothingIsFoundInACellThatIsNestedTooDeeply() {
        let outline = CellOutline(of: "let first = second\n" + Self.text)
        #expect(outline.names.isEmpty && outline.uses.isEmpty && outline.mentions.isEmpty)
    }
}
