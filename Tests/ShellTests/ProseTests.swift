import Testing

@testable import Shell

@Suite struct ProseTests {
    @Test(arguments: [
        ("one two three four", "one two\nthree four"),
        ("one\ntwo three\n\nfour", "one two\nthree\n\nfour"),
        ("- one two three\n- four", "- one two\n  three\n- four"),
        ("12. one two\nthree", "12. one\n    two\n    three"),
        ("# a heading that is longer than that", "# a heading that is longer than that"),
        ("| a | b | c | d | e |\n|---|---|", "| a | b | c | d | e |\n|---|---|"),
        ("```\nlet x = 1 + 2 + 3\n```\nand so on and on", "```\nlet x = 1 + 2 + 3\n```\nand so on\nand on"),
        ("one  \ntwo", "one\ntwo"),
        ("so:\n\n    let x = 1 + 2\n    x\n\nand on and on", "so:\n\n    let x = 1 + 2\n    x\n\nand on and\non"),
        ("- one\n\n    two three\n", "- one\n\n    two\n    three\n"),
        ("ein-sehr-langes-wort da", "ein-sehr-langes-wort\nda"),
        ("평가 데이터 a", "평가\n데이터 a"),
        ("", ""),
    ])
    func paragraphsAreFilledAndAllElseStays(markdown: String, text: String) {
        #expect(Prose(columns: 10).text(markdown) == text)
    }
}
