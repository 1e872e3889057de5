import CellSyntax
import Testing

@Suite struct CodeColorsTests {
    @Test func wordsHaveTheirKinds() {
        let spans = codeSpans(of: "/// Doc\nlet x: Int = 4 // \"no\"\nprint(\"a \\(x + 1)\")\n#if DEBUG\n#endif")
        func texts(_ kind: CodeSpan.Kind) -> [String] {
            spans.filter { $0.kind == kind }.map { $0.text.filter { !$0.isWhitespace } }
        }
        #expect(texts(.keyword).contains("let"))
        #expect(texts(.type) == ["Int"])
        #expect(texts(.number) == ["4", "1"])
        #expect(texts(.comment).joined().contains("//\"no\""))
        #expect(texts(.string).contains { $0.hasPrefix("\"a") })
    }

    @Test(
        .timeLimit(.minutes(30)),
        arguments: [
            "", "\n", "let s = \"unterminated\nx", "}}}}((", "let 한글 = \"🎻\"\r\n", "\u{FEFF}let x = 1", "\u{0}\u{1}",
            "/* open",
            String(repeating: "(", count: 2000),
            "let a = 1 // 한글\r\n" + String(repeating: "[", count: 40) + "\n\"\\(a)\"", "\"\"\"\n a \\(\"b\")\n \"\"\"",
            "#\"raw \\#(x)\"#", "a\u{2028}b",
        ])
    func theSpansAreTheText(text: String) {
        #expect(codeSpans(of: text).map(\.text).joined() == text)
    }

    @Test(.timeLimit(.minutes(30))) func textThatIsNestedTooDeeplyIsPlain() {
        let text = "let a = " + String(repeating: "[", count: 40)
        let spans = codeSpans(of: text)
        #expect(spans.map(\.kind) == [.plain] && spans.map(\.text) == [text])
    }
}
