import Testing

@testable import Notebook

@Suite struct OptionsTests {
    @Test func allOptionsAreTyped() throws {
        let options = try options(
            """
            id: my_optimizer-table
            title: Five solvers
            role: check
            points: 10
            timeout: 500ms
            hints: [look at gamma, "then at the sign"]
            tags: slow
            replay: never
            vary: seed
            parameters: true
            """)
        #expect(options.id == "my_optimizer-table")
        #expect(options.title == "Five solvers")
        #expect(options.role == .check)
        #expect(options.points == 10)
        #expect(options.timeout == 0.5)
        #expect(options.hints == ["look at gamma", "then at the sign"])
        #expect(options.tags == ["slow", "parameters"])
        #expect(options.replay == .never)
        #expect(options.vary == ["seed"])
        #expect(options.fields.members.map(\.key).first == "id")
    }

    @Test(arguments: [("10s", 10), ("500ms", 0.5), ("2m", 120), ("1h", 3600), ("3", 3), ("0.25", 0.25), ("1.5s", 1.5)])
    func aTimeHasAUnit(text: String, seconds: Double) throws {
        #expect(try options("timeout: \(text)").timeout == seconds)
    }

    @Test(arguments: [
        "timeout: soon", "timeout: -1", "timeout: 0", "timeout: [1]", "points: ten", "points: -1", "role: boss",
        "id: 'two words'", "id: \(String(repeating: "x", count: 65))", "tags: {a: b}", "replay: sometimes",
        "points: .inf",
        "expect: 3", "expect:", "expect: {}", "parameters: 1",
    ])
    func aWrongTypeIsAnErrorOnItsLine(yaml: String) {
        let error = optionsError("title: x\n\(yaml)")
        #expect(error?.line == 3)
        #expect(error?.exitCode == 65)
    }

    @Test(arguments: [
        ("pionts: 3", "did you mean 'points'?"), ("hint: x", "did you mean 'hints'?"),
        ("Title: x", "did you mean 'title'?"),
    ])
    func anUnknownKeySuggestsTheNearest(yaml: String, advice: String) {
        #expect(optionsError(yaml)?.advice == advice)
    }

    @Test func anUnknownKeyFarFromAllListsThem() {
        #expect(optionsError("zebra: 1")?.advice?.hasPrefix("known are expect, hints, id") == true)
    }

    @Test func anErrorInsideExpectStandsOnItsOwnLine() {
        let error = optionsError("expect:\n  stdout: |\n    one\n    two\n  tolerence: { rtol: 1 }")
        #expect(error?.line == 6)
        #expect(error?.message == "unknown key of 'expect' 'tolerence'")
        #expect(error?.advice == "did you mean 'tolerance'?")
    }

    @Test(arguments: [
        ("a: [1", 2), ("title: a: b", 2), ("\ttitle: x", 2), ("title: 'x", 2), ("title: x\ntitle: y", 2), ("- a", 2),
    ])
    func badYAMLIsAnErrorOnItsLine(yaml: String, line: Int) {
        #expect(optionsError(yaml)?.line == line)
    }

    @Test func yesIsTextAndNumbersMayBeTitles() throws {
        #expect(try options("title: yes").title == "yes")
        #expect(try options("title: 3.10").title == "3.10")
        #expect(try options("title: 2024-10-07").title == "2024-10-07")
    }

    @Test func aColonInAListOfTextsIsText() throws {
        #expect(
            try options("hints:\n  - once more: it needs the slope\n  - 3").hints == [
                "once more: it needs the slope", "3",
            ])
        let error = optionsError("hints:\n  - fine\n  - [no]")
        #expect(error?.line == 4)
        #expect(error?.message == "'hints' should be a list of texts, found a list")
    }

    @Test func commentsAloneAreNoOptions() throws {
        #expect(try options("# nothing yet") == CellOptions())
    }

    @Test func optionsBelowTheTopAreAnError() {
        let error = #expect(throws: NotebookError.self) { try script("// %%\nlet x = 1\n//| points: 3\n") }
        #expect(error?.line == 3)
    }

    @Test func aTableInACommentIsNoOption() throws {
        #expect(try script("// %%\nlet x = 1\n//| a | b |\n").cells.count == 1)
    }

    @Test func optionsInsideAStringAreText() throws {
        #expect(try script("// %%\nlet x = \"\"\"\n//| points: 3\n\"\"\"\n").cells[0].options.points == nil)
    }

    @Test func markdownCellsMayHaveOptions() throws {
        let cell = try #require(try script("// %% [markdown]\n//| id: intro\n// # Hello\n").cells.first)
        #expect(cell.id == "intro")
        #expect(cell.text == "# Hello")
        #expect(cell.firstLine == 3)
    }

    @Test func anAliasThatMultipliesIsStopped() {
        var yaml = "tags: &a [x,x,x,x,x,x,x,x,x]\n"
        for (name, previous) in zip("bcdefgh", "abcdefg") {
            yaml +=
                "title\(name): &\(name) [" + Array(repeating: "*\(previous)", count: 9).joined(separator: ",") + "]\n"
        }
        #expect(optionsError(yaml)?.message == "the options of this cell are too large")
    }
}

@Suite struct ExpectationTests {
    private func expectation(_ yaml: String) throws -> CellExpectation {
        let indented = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(
            separator: "\n")
        return try #require(try options("expect:\n" + indented).expect)
    }

    @Test func everyKindOfExpectationIsRead() throws {
        let expectation = try expectation(
            """
            stdout: |
              For sgd:
              [ 7.67 8.1 ]
            stderr: warning
            result: [1, 2.50, [x]]
            regex: ['epoch \\d+', done]
            figure: |
              ##
               #
            tolerance: { rtol: 1e-3, atol: 0, equal_nan: true }
            """)
        #expect(expectation.stdout == "For sgd:\n[ 7.67 8.1 ]\n")
        #expect(expectation.stderr == "warning")
        #expect(expectation.result == "[1, 2.50, [x]]")
        #expect(expectation.regex == ["epoch \\d+", "done"])
        #expect(expectation.figure == "##\n #\n")
        #expect(expectation.tolerance == Tolerance(rtol: 1e-3, atol: 0, equalNaN: true))
    }

    @Test func valuesKeepTheirOrderAndTypes() throws {
        let expectation = try expectation(
            """
            values:
              zeta: 3
              losses.last: { range: [0, 1e-3], points: 2 }
              W.shape: [80, 64]
              W: { shape: [80, 64], finite: true }
              name: adam
              flag: true
              none: ~
              special: [.nan, .inf, -.inf, 1e-9, 1., -.5]
              close: { value: 0.5, rtol: 1e-9 }
              table: { value: { a: 1 } }
              low: { min: 0.9 }
              text: { regex: '^a' }
            """)
        #expect(expectation.valueNames.prefix(4) == ["zeta", "losses.last", "W.shape", "W"])
        #expect(expectation.values[0].value == .integer(3))
        #expect(expectation.values[1] == NamedExpectation("losses.last", minimum: 0, maximum: 1e-3, points: 2))
        #expect(expectation.values[2].value == .list([.integer(80), .integer(64)]))
        #expect(expectation.values[3] == NamedExpectation("W", shape: [80, 64], finite: true))
        #expect(expectation.values[4].value == .text("adam"))
        #expect(expectation.values[5].value == .bool(true))
        #expect(expectation.values[6].value == .null)
        guard case .list(let special) = expectation.values[7].value, case .number(let nan) = special[0] else {
            Issue.record("not a list")
            return
        }
        #expect(nan.isNaN)
        #expect(
            special.dropFirst() == [.number(.infinity), .number(-.infinity), .number(1e-9), .number(1), .number(-0.5)])
        #expect(expectation.values[8].tolerance == Tolerance(rtol: 1e-9))
        #expect(expectation.values[9].value == .object(["a": .integer(1)]))
        #expect(expectation.values[10].minimum == 0.9)
        #expect(expectation.values[11].regex == "^a")
    }

    @Test(arguments: [
        ("error: true", ExpectedError.any), ("error: out of range", .text("out of range")),
        ("error: { regex: 'Index .*' }", .regex("Index .*")),
    ])
    func anErrorMayBeExpected(yaml: String, error: ExpectedError) throws {
        #expect(try expectation(yaml).error == error)
    }

    @Test(arguments: [
        "error: false", "error: true\nresult: 3", "regex: '('", "values: [1]", "values:\n  x: { shpe: [1] }",
        "values:\n  x: { points: 1 }", "values:\n  x: { range: [1, 0] }", "values:\n  x: { range: 3 }",
        "values:\n  x: { shape: [-1] }", "tolerance: { rtol: -1 }", "stdout: [1]", "result: { a: 1 }",
        "stderr: { a: 1 }",
        "tolerance: 3", "tolerance: { rtol: 1 }", "values: {}", "regex: []",
    ])
    func whatCannotBeExpectedIsAnError(yaml: String) {
        #expect(throws: NotebookError.self) { try expectation(yaml) }
    }

    @Test func aLiteralWhoseFirstLineIsIndentedSaysHowToWriteIt() {
        let error = optionsError("expect:\n  figure: |\n       0 1\n    0 ##")
        #expect(error?.advice?.contains("'|2'") == true)
    }
}
