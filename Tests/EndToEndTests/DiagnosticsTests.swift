import Foundation
import TestSupport
import Testing

/// What the compiler says, on the user's own lines.
@Suite struct DiagnosticsTests {
    /// No end of them is in sight with this text, neither of the parser nor of the compiler.
    @Test(.timeLimit(.minutes(30))) func aCellThatIsNestedTooDeeplyIsRefusedWithoutACompiler() throws {
        let brackets = String(repeating: "[", count: 40)
        try CacheBench.with { bench in
            let played = try bench.play("// %% one\nprint(1)\n// %% deep\nlet a = \(brackets)\n// %% three\nprint(3)\n")
            #expect(played.result.exitCode == 1 && played.result.out == "1\n")
            #expect(
                played.result.err == """
                    notebook.swift:4:19: error: brackets are nested more than 10 deep here, and the compiler would not come to an end: \
                    give the inner parts names and put those together
                    let a = \(brackets)
                                      ^
                    the session stands as after 'one'

                    """)
            // The first of the three cells alone; the third may be compiled ahead.
            #expect(played.starts.compiler <= 2)
        }
    }

    @Test(.timeLimit(.minutes(30))) func aPageOfACellThatIsNestedTooDeeplyHoldsItsText() throws {
        let brackets = String(repeating: "[", count: 40)
        try Fixture.with(["deep.swift": "// %% deep\nlet a = \(brackets)\n"]) { folder in
            let result = try Fixture.cellist("convert", "deep.swift", "deep.html", in: folder)
            #expect(result.exitCode == 0, "\(result.err)")
            let page = try String(contentsOfFile: folder + "/deep.html", encoding: .utf8)
            #expect(page.contains("let a = \(brackets)"))
        }
    }

    /// As `check` prints it, below the line of the cell.
    static let shown = [
        """
        ✗ A name that is not there
        compile-errors.swift:7:14: error: cannot find 'hidden' in scope
        print(shown, hidden)
                     ^~~~~~
        """,
        """
        ✗ A fix-it: the label is missing
        compile-errors.swift:10:18: error: missing argument label 'person:' in call
        let text = greet("Ann")
                         ^
                         person:
        """,
        """
        ✗ A note on an earlier line
        compile-errors.swift:14:1: error: cannot assign to value: 'fixed' is a 'let' constant
        fixed = 4
        ^~~~~
        compile-errors.swift:13:1: note: change 'let' to 'var' to make it mutable
        let fixed = 3
        ^~~
        var
        """,
        """
        ✗ In the last expression
        compile-errors.swift:17:27: error: binary operator '+' cannot be applied to operands of type '[Int]' and 'Int'
        ["a", "b"].map { $0 * 2 } + kept
        ~~~~~~~~~~~~~~~~~~~~~~~~~ ^ ~~~~
        """,
        """
        ✗ In an asynchronous cell
        compile-errors.swift:21:22: error: cannot convert value of type 'Int' to specified type 'String'
        let waited: String = await wait()
                             ^~~~~~~~~~~~
        """,
        """
        ✗ Two errors and a warning
        compile-errors.swift:25:19: error: cannot convert value of type 'String' to specified type 'Int'
        let number: Int = "text"
                          ^~~~~~
        compile-errors.swift:26:21: error: cannot convert value of type 'Int' to specified type 'String'
        let other: String = 2
                            ^
        """,
        """
        ✗ An overload that does not fit, with its candidates
        compile-errors.swift:31:1: error: no exact matches in call to global function 'pick'
        pick(1.5)
        ^
        compile-errors.swift:29:6: note: candidate expects value of type 'Int' for parameter #1 (got 'Double')
        func pick(_ number: Int) {}
             ^
        """,
        """
        ✗ An earlier cell's function is named in a note
        compile-errors.swift:34:27: error: extra argument 'age' in call
        greet(person: "Ann", age: 3)
             ~~~~~~~~~~~~~~~~~~~~~^~
        """,
        """
        ✗ Text with wide characters before the error
        compile-errors.swift:37:57: error: value of type 'String' has no member 'nothing'
        let 한글 = "값", emoji = "👩‍👩‍👧"; emoji.nothing()
        """,
    ]

    @Test func errorsStandOnTheUsersLines() throws {
        let result = try Fixture.cellist("check", "compile-errors.swift")
        let printed = Self.plain(result.out)
        for text in Self.shown { #expect(printed.contains(text), "\(text)\n\nnot in\n\n\(printed)") }
        #expect(result.out.contains("\n2 passed, 10 failed; "))
        #expect(result.exitCode == 1)
    }

    /// Without times, the report's own indent and spaces at the ends of lines.
    private static func plain(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let line = line.hasPrefix("    ") ? line.dropFirst(4) : line
            return String(line.replacing(#/ *([0-9.]+ s)?$/#, with: ""))
        }.joined(separator: "\n")
    }

    @Test(arguments: ["func f() {", "func f() async {\nawait f()", "let a = [1,", "let é = {"])
    func whatIsMissedAtACellsEndIsMissedInTheUsersText(_ text: String) throws {
        let lines = text.split(separator: "\n")
        let script = "// %% a\nlet before = 1\n// %% b\n\(text)\n\n// %% c\nprint(before)\n"
        let report = try Fixture.with(["script.swift": script]) { try Fixture.check("script.swift", in: $0) }
        let place = "script.swift:\(3 + lines.count):\((lines.last?.utf8.count ?? 0) + 1): CompileError: expected"
        let error = try #require(report.cells[1].error)
        #expect(error.hasPrefix(place), "\(error)")
        #expect(report.cells[2].status == "passed")
    }

    @Test func theErrorOfAReportHasItsPlace() throws {
        let report = try Fixture.check("compile-errors.swift")
        #expect(
            report["a-name-that-is-not-there"]?.error
                == "compile-errors.swift:7:14: CompileError: cannot find 'hidden' in scope")
        #expect(report.cells.last?.status == "passed")
    }

    @Test func aWarningIsShownAndStopsNothing() throws {
        let cells =
            "// %% a\nfunc f() -> Int { 1 }\nvar unchanged = f()\ndo { let unused = f() }\n\n// %% b\nunchanged\n"
        let result = try Fixture.with(["a.swift": cells]) { try Fixture.cellist("run", "a.swift", in: $0) }
        #expect(result.out == "Int = 1\n")
        #expect(
            result.err.hasPrefix("a.swift:4:10: warning: initialization of immutable value 'unused' was never used"))
        #expect(result.err.contains("\ndo { let unused = f() }\n"))
        #expect(!result.err.contains("CellKit"))
        #expect(result.exitCode == 0)
    }
}
