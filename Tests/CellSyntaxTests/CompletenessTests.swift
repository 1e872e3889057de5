import CellSyntax
import Testing

/// When Enter ends a cell, and when it begins another line.
@Suite struct CompletenessTests {
    @Test(arguments: [
        "let x = 1 +", "func f() {", "struct S {\n    var x = 1", "let t = \"\"\"\nabc", "guard let x = y else",
        "#if DEBUG",
        "#if DEBUG\nlet a = 1", "print(1,", "let a = [1, 2,", "if x {\n} else {", "/* a\ncomment", "let x =",
        "switch x {",
        "a.map {", "func f(", "@MainActor", "let f = { x in",
    ])
    func waitsForMore(_ text: String) { #expect(!Completeness.isComplete(text)) }

    @Test(arguments: [
        "1 + 1", "func f() {}", "let t = \"\"\"\n    abc\n    \"\"\"", "guard let x = y else { fatalError() }",
        "#if DEBUG\nlet a = 1\n#endif", "let t = \"abc", "", "/* a /* nested */ comment */ 1", "// a comment", "x)",
        "}",
        "let 한글 = \"값\"", "let x = 1 +\n\n\n",
    ])
    func isWhole(_ text: String) { #expect(Completeness.isComplete(text)) }

    /// The session says what is wrong with it.
    @Test(.timeLimit(.minutes(30)), arguments: ["let a = ", "f(", ""])
    func isWholeAndWrongWhereItIsNestedTooDeeply(_ before: String) {
        let text = before + String(repeating: "[", count: 40)
        #expect(Completeness.isComplete(text))
        #expect(!Completeness.isValid(text))
    }

    @Test func aNewLineIsMovedInAfterABrace() {
        #expect(Indentation.following("func f() {") == "    ")
        #expect(Indentation.following("    if x {") == "        ")
        #expect(Indentation.following("    let x = 1") == "    ")
        #expect(Indentation.following("a.map { x in") == "    ")
        #expect(Indentation.outdent(before: "f {\n    ") == 4)
        #expect(Indentation.outdent(before: "f {\n    x") == 0)
    }

    @Test func aTextThatIsWrongIsNotValid() {
        #expect(Completeness.isValid("let x = 1"))
        #expect(!Completeness.isValid("let 1 = )"))
    }
}
