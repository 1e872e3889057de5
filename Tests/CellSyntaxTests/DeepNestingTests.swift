import CellSyntax
import Testing

/// Which texts no parser gets. None of these tests parses anything.
@Suite struct DeepNestingTests {
    static let reasonable = [
        "let a = [[[[[1], [2]], [[3]]], [[[4]]]], [[[[5]]]]]\nprint(a[0][0][a[0][0].count - 1])",
        "var field: [[[[[Int]]]]] = []\nfield = [[[[[Int]]]]]()", "a[b[c[d[e[f[g[h[i[j[0]]]]]]]]]]",
        // The documents of a web service are dictionaries in dictionaries.
        "let json: [String: Any] = " + String(repeating: "[\"key\": ", count: 30) + "0"
            + String(repeating: "]", count: 30),
        "let list = " + String(repeating: "[1, ", count: 30) + "2" + String(repeating: "]", count: 30),
        String(repeating: "f { x in\n", count: 30) + "x" + String(repeating: "\n}", count: 30),
        String(repeating: "print(\"\\(x) lies in [0, \\(y))\")\n", count: 100),
        String(repeating: "print(\"[\", terminator: \"(\") // [0, 1)\n/* [ /* [ */ [ */", count: 100),
        String(repeating: "let s = #\"[\\(\"# + #\"\"\"#\nlet r = #/\\[(\\d+)/#\n", count: 100),
        String(repeating: "let s = \"\"\"\n    [ \" \\(a[0]) [\n    \"\"\"\n", count: 100),
        String(repeating: "let s = \"\\(a[0], \"[\\(b[\"[\"])\") [\"\n", count: 100),
        String(repeating: "func `takes [ and (`() {}\n", count: 100), "let hole = <#[[[[[[[[[[[[#>",
        String(repeating: "assert(a < b)\n", count: 1000),
        String(repeating: "if a < b { c() }\nlet d = e < f\n", count: 1000),
        String(repeating: "@MainActor func f<T>(_ x: Box<T>) -> Box<T> { x }\n", count: 1000),
        String(repeating: "#if os(Linux)\nlet a = 1\n#endif\n", count: 100),
        String(repeating: "if a {} else if b { if c {} else if d {} } else {}\n", count: 2000),
        "if a {}" + String(repeating: " else if b { if c {} else if d {} }\n", count: 1000) + " else {}",
        String(repeating: "let myelse = 1, elseif = x\n", count: 2000),
    ]

    @Test(arguments: reasonable) func codeThatPeopleWriteStaysWithinTheBounds(_ text: String) {
        #expect(DeepNesting.first(in: text) == nil)
    }

    @Test(arguments: [
        ("[", DeepNesting.Kind.types), ("([", .types), ("A<[", .types), ("[[], [", .types), ("@A<", .types),
        ("@A.B <", .types), ("@[", .types), ("@(", .types), ("[ /* [ */\n", .types), ("f([", .types),
        ("(", .brackets), ("{", .brackets), ("\"\\(", .brackets), ("\"\"\"\n\\(", .brackets), ("@a(", .brackets),
        ("[(", .types), ("{ f(", .brackets), ("a<", .angles), ("@A a ", .angles), ("#if a\n", .conditions),
    ])
    func whatTheParserWouldNotBeDoneWithGoesBeyondThem(_ piece: String, _ kind: DeepNesting.Kind) {
        #expect(DeepNesting.first(in: String(repeating: piece, count: 200))?.kind == kind)
    }

    @Test func theBoundsThemselvesAreAllowed() {
        for (piece, kind) in [
            ("[", DeepNesting.Kind.types), ("{", .brackets), ("a<", .angles), ("#if a\n", .conditions),
            ("else if a { b() }\n", .branches),
        ] {
            #expect(DeepNesting.first(in: String(repeating: piece, count: kind.bound)) == nil)
            #expect(DeepNesting.first(in: String(repeating: piece, count: kind.bound + 1))?.kind == kind)
        }
    }

    /// What looks like the beginning of a string or a comment, and does not go on to hide what follows.
    @Test(arguments: [
        "let s = \"never ended\n", "let s = \"\\(never ended\n", "let c = 'x\n", "// a \"\"\"\n", "/* \" */",
        "\"\\\\\"", "#\"\\\"#",
        "\"\\(\"a\")\"", "\"\"\"\n\\(\"\"\"\n\"\"\")\n\"\"\"", "`", "<#", "#/a\n", "#\"\"\"#", "\"\\({ ) \"",
    ])
    func bracketsBehindItAreSeen(_ before: String) {
        let nesting = DeepNesting.first(in: before + String(repeating: "[", count: 11))
        #expect(nesting?.kind == .types)
    }

    @Test func itIsFoundAtTheBracketThatGoesBeyond() {
        let brackets = String(repeating: "[", count: 20)
        #expect(DeepNesting.first(in: brackets) == DeepNesting(kind: .types, line: 1, column: 11))
        #expect(DeepNesting.first(in: "\n\nlet 값 = " + brackets) == DeepNesting(kind: .types, line: 3, column: 21))
        #expect(
            DeepNesting.first(in: String(repeating: "#if a\n", count: 30))
                == DeepNesting(kind: .conditions, line: 21, column: 1))
        let lines = String(repeating: "{\n", count: 100)
        #expect(DeepNesting.first(in: lines) == DeepNesting(kind: .brackets, line: 65, column: 1))
    }

    @Test func whatHasNoEndOfItsOwnEndsWithWhatIsAround() {
        let text = String(repeating: "f(a[b[c)\nif d { e[f[g( }\n", count: 100)
        #expect(DeepNesting.first(in: text) == nil)
    }

    @Test func nothingIsForbiddenAndNothingIsAParameterInIt() throws {
        let text = "let a = 1\n_cellResult(" + String(repeating: "[", count: 40)
        #expect(ForbiddenCode.all(in: text).isEmpty)
        #expect(throws: ParameterError.self) { try ParameterCell(text).varying(["a"]) }
    }
}
