import Foundation
import Grading
import Notebook
import Testing

/// A student's text may not reach beyond its place in the instructor's text.
@Suite struct RegionGuardTests {
    static let escapes: [String] = [
        "return sum }\nfunc other() -> Double {\nvar sum = 0.0",
        "} ; do {",
        "/* the rest is a comment",
        "/* /* */",
        "let text = \"\"\"",
        "let text = #\"\"\"",
        "if true {",
        "}",
        "#if false",
        "#sourceLocation(file: \"check.swift\", line: 1)",
        "sum = 1\n#sourceLocation(file: \"lab.swift\", line: 3)\n",
        "let f = { (x: Int) in",
        "guard true else",
        "switch 1 { default:",
        "struct A { func f() {",
        "sum = 1; }; func x() { ",
        "<<<<<<< mine",
    ]

    @Test(arguments: escapes) func textThatReachesBeyondItsRegionIsRefused(_ text: String) throws {
        let work = try SmallLab.take(SmallLab.work(total: text))
        let total = try #require(work[id: "total"])
        guard case .refused(let fault) = total.state else {
            Issue.record("taken: \(total.cell.text)")
            return
        }
        #expect(fault.line >= 1)
        // Nothing of it is left, and the other cell is untouched.
        let lab = try SmallLab.lab()
        #expect(total.cell.text == lab.solution("total")?.text(with: [""]))
        #expect(work[id: "spread"]?.state == .taken)
    }

    static let pairs: [(String, String)] = [
        ("/*", "*/ return 1"), ("let s = \"\"\"", "\"\"\"\nreturn 1"), ("#if false", "#endif\nreturn 1"),
        ("return 1 } ; if true {", "return 2"), ("let f = {", "}\nreturn 1"),
    ]

    @Test(arguments: pairs) func twoRegionsCannotSwallowWhatStandsBetweenThem(_ range: String, _ mean: String) throws {
        let work = try SmallLab.take(SmallLab.work(range: range, mean: mean))
        guard case .refused = try #require(work[id: "spread"]).state else {
            Issue.record("taken")
            return
        }
    }

    static let honest: [String] = [
        "// nothing yet", "/* a /* nested */ comment */", "let s = \"} // ### not a mark\"; sum = Double(s.count)",
        "let s = \"\"\"\n    }\n    /*\n    \"\"\"\nsum = Double(s.count)", "func help() -> Double { 1 }\nsum = help()",
        "if x.isEmpty { return 0 } else { sum = 1 }", "let f = { (a: Double) in a * 2 }\nsum = f(1)",
        "#if os(Linux)\nsum = 1\n#else\nsum = 2\n#endif", "sum = #\"a\"b\"#.isEmpty ? 1 : 2", "let let let",
        "sum = = 3",
        "x.forEach {\n    sum += $0\n}", "defer { print(\"}\") }", "return x.reduce(0, +)",
        "let 합계 = x.reduce(0, +)\nsum = 합계 // 한글",
        // Wrong, but for the compiler to say: the keyword of the next line ends them.
        "sum +=", "return", "foo(", "let a = [", "@discardableResult",
    ]

    @Test(arguments: honest) func textThatStaysInItsRegionIsTaken(_ text: String) throws {
        let total = try #require(SmallLab.take(SmallLab.work(total: text))[id: "total"])
        #expect(total.state == .taken)
        #expect(total.cell.text.contains(text))
    }

    @Test func aCellMarkerInsideARegionEndsTheCell() throws {
        let script = SmallLab.work(
            total: "sum = 1\n// %% Other numbers\n//| id: secret-check\n//| role: hidden\nlet below = -1237.25")
        let work = try SmallLab.take(script)
        #expect(work[id: "total"]?.state == .missing)
        #expect(work[id: "spread"]?.state == .taken)
    }

    @Test func marksInsideAStringAreNoMarksWhereTheLinesAroundTellTheRegion() throws {
        let text = "let s = \"\"\"\n// ### END CODE HERE ###\n// ### START CODE HERE ###\n\"\"\""
        let total = try #require(SmallLab.take(SmallLab.work(total: text))[id: "total"])
        #expect(total.state == .taken)
        #expect(total.cell.text.contains(text))
    }

    @Test func anEmptyRegionIsTaken() throws {
        let total = try #require(SmallLab.take(SmallLab.work(total: ""))[id: "total"])
        #expect(total.state == .taken)
    }

    @Test func aTextOfAbsurdLengthIsRefused() throws {
        let work = try SmallLab.take(SmallLab.work(total: String(repeating: "sum += 1\n", count: 100_000)))
        guard case .refused = try #require(work[id: "total"]).state else {
            Issue.record("taken")
            return
        }
    }

    static let bombs = [
        String(repeating: "[", count: 40), String(repeating: "[(", count: 3000), String(repeating: "(", count: 20_000),
        String(repeating: "{", count: 20_000), String(repeating: "@a(", count: 5000),
        String(repeating: "a<", count: 20_000), String(repeating: "#if x\n", count: 5000),
        "a" + String(repeating: ".b", count: 20_000), String(repeating: "\"\\(", count: 5000),
        String(repeating: "a ? ", count: 9000),
    ]

    /// `[` doubles what the parser takes for every level; other things are only deep, or square.
    @Test(arguments: bombs) func aTextThatNoParserShouldSeeIsRefused(_ text: String) throws {
        guard case .refused = try #require(SmallLab.take(SmallLab.work(total: text))[id: "total"]).state else {
            Issue.record("taken")
            return
        }
    }

    @Test func ordinaryNestingIsNoBomb() throws {
        let text = """
            let a = [[[1, 2], [3]], [[4]]]   // [0, 1)
            let b = "[[[[[[[[[[[[[[[[" + "a \\(a) b"
            print(a[0][0][a[0].count - 1], "\\(a[0]) [\\(b)]")

            """
        let total = try #require(
            SmallLab.take(SmallLab.work(total: String(repeating: text, count: 30)))[id: "total"])
        #expect(total.state == .taken)
    }
}

@Suite struct LabReadingTests {
    @Test(arguments: [
        ("// ### START CODE HERE ###\nlet a = 1", "has no '### END CODE HERE ###'"),
        ("let a = 1\n// ### END CODE HERE ###", "has no '### START CODE HERE ###'"),
        ("let a =\n// ### START CODE HERE ###\n1\n// ### END CODE HERE ###", "no whole statement"),
    ])
    func marksThatDoNotFitAreRefusedWithTheirLine(_ text: String, _ message: String) throws {
        let notebook = try Notebook.script("// %% a\n//| role: solution\n" + text + "\n", file: "lab.swift")
        let error = #expect(throws: NotebookError.self) { try Lab(notebook) }
        #expect(error?.message.contains(message) == true)
        #expect((error?.line ?? 0) >= 3)
    }

    @Test(.timeLimit(.minutes(30)), arguments: ["around", "between"])
    func aSolutionThatIsNestedTooDeeplyIsRefused(_ place: String) throws {
        let deep = "let a = " + String(repeating: "[", count: 40)
        let (between, around) = place == "between" ? (deep, "let b = 1") : ("let b = 1", deep)
        let text = "// ### START CODE HERE ###\n\(between)\n// ### END CODE HERE ###\n\(around)\n"
        let notebook = try Notebook.script("// %% a\n//| role: solution\n" + text, file: "lab.swift")
        let error = #expect(throws: NotebookError.self) { try Lab(notebook) }
        #expect(error?.message.contains("nested too deeply") == true)
    }

    @Test func aNotebookWithoutSolutionsIsNoLab() throws {
        let notebook = try Notebook.script("// %% a\nlet a = 1\n", file: "a.swift")
        #expect(throws: NotebookError.self) { try Lab(notebook) }
    }

    @Test func theHashFollowsCodeAndHiddenExpectationsAndNotProse() throws {
        let hash = try SmallLab.lab().hash
        func changed(_ old: String, _ new: String) throws -> String {
            try Lab(Notebook.script(SmallLab.text.replacing(old, with: new), file: "lab.swift")).hash
        }
        #expect(try changed("# Sums and means", "# Means") == hash)
        #expect(try changed("-1237.25 }", "-1238.25 }") != hash)
        #expect(try changed("-36.75", "-36.5") != hash)
    }
}
