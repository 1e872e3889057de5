import Checks
import Engine
import Foundation
import Notebook
import Testing

@testable import Reports

private func cell(_ id: String, title: String? = nil, points: Double? = nil, tags: [String] = []) -> Cell {
    Cell(id: id, heading: title, text: "", options: CellOptions(points: points, tags: tags))
}

private let passed = CellReport(
    cell: cell("sum", title: "합계 of numbers", points: 10), outcome: Outcome(stdout: Data("55\n".utf8), seconds: 0.42),
    verdict: Verdict(status: .passed, checks: [CheckResult(name: "stdout", passed: true)], points: 10, maxPoints: 10))

private let failed = CellReport(
    cell: cell("table", points: 5), outcome: Outcome(stdout: Data([0x61, 0xFF, 0x00, 0x22, 0x1B]), seconds: 12.34),
    verdict: Verdict(
        status: .failed,
        checks: [
            CheckResult(name: "stdout", passed: true),
            CheckResult(name: "values x", passed: false, message: "x: expected 1, got 2\n> 1 a\n    ^ | ^"),
        ], points: 2.5, maxPoints: 5))

private let crashed = CellReport(
    cell: cell("crash"),
    outcome: Outcome(
        status: .error,
        error: CellError(
            kind: .trap, name: "Fatal error", message: "Index out of range", file: "nb/03.swift", line: 3, column: 5,
            backtrace: ["f() at nb/03.swift:3"]), seconds: 0.001),
    verdict: Verdict(status: .error, checks: [CheckResult(name: "stdout", passed: false, message: "the cell failed")]))

private let skipped = CellReport(cell: cell("later"), outcome: nil, verdict: Verdict(status: .skipped))

private let all = NotebookReport(notebook: "nb", cells: [passed, failed, crashed, skipped], seconds: 75.5)

@Suite struct JSONReportTests {
    @Test func theObjectHasItsKeysInOrder() {
        let report = NotebookReport(notebook: "lab \"3\"", cells: [passed], seconds: 0.42)
        #expect(
            report.json.line == """
                {"notebook": "lab \\"3\\"", "passed": 1, "failed": 0, "points": 10, "maxPoints": 10, "seconds": 0.42, \
                "cells": [{"id": "sum", "status": "passed", "seconds": 0.42, \
                "checks": [{"name": "stdout", "passed": true, "message": ""}], "stdout": "55\\n", "error": null}]}
                """)
    }

    @Test func itIsValidWhateverWasPrinted() throws {
        let data = Data(all.json.line.utf8)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let cells = try #require(object["cells"] as? [[String: Any]])
        #expect(cells.map { $0["status"] as? String } == ["passed", "failed", "error", "skipped"])
        #expect(cells[1]["stdout"] as? String == "a\u{FFFD}\0\"\u{1B}")
        #expect(cells[2]["error"] as? String == "nb/03.swift:3:5: Fatal error: Index out of range")
        #expect(object["failed"] as? Int == 2)
        #expect(object["points"] as? Double == 12.5)
    }

    @Test func checksThatWereNeverMadeAreFailures() {
        let verdict = Verdict(status: .skipped, checks: [CheckResult(name: "stdout", passed: false)])
        #expect(CellReport(cell: cell("a"), outcome: nil, verdict: verdict).isFailure)
        #expect(!CellReport(cell: cell("a", tags: ["skip-execution"]), outcome: nil, verdict: verdict).isFailure)
        #expect(!skipped.isFailure)
    }
}

@Suite struct TextReportTests {
    private let text = TextReport(cells: all.cells.map(\.cell), isColored: false)

    @Test func aCellIsALine() {
        #expect(text.text(passed) == "✓ 합계 of numbers     0.42 s    10/10")
        #expect(text.text(skipped) == "○ later              not run")
    }

    @Test func whatFailedStandsUnderIt() {
        #expect(
            text.text(failed) == """
                ✗ table               12.3 s   2.50/5
                    values x
                      x: expected 1, got 2
                      > 1 a
                          ^ | ^
                """)
        #expect(
            text.text(crashed) == """
                ✗ crash               0.00 s
                    nb/03.swift:3:5: Fatal error: Index out of range
                      at f() at nb/03.swift:3
                """)
    }

    @Test func aCompileErrorIsShownAsTheCompilerSaidIt() {
        var report = crashed
        report.outcome?.error = CellError(kind: .compile, name: "CompileError", message: "cannot find 'x'")
        report.outcome?.diagnostics = [
            Diagnostic(
                severity: .error, message: "cannot find 'x'", file: "a", line: 1, column: 1,
                rendered: "a:1:1: error: cannot find 'x'\n1 | x\n  | `- error"),
            Diagnostic(severity: .note, message: "n", file: "a", line: 1, column: 1, rendered: "a:1:1: note: or 'y'?"),
            Diagnostic(severity: .warning, message: "w", file: "a", line: 2, column: 1, rendered: "a warning"),
            Diagnostic(severity: .note, message: "n", file: "a", line: 2, column: 1, rendered: "about the warning"),
        ]
        #expect(text.text(report).contains("\n    a:1:1: error: cannot find 'x'\n    1 | x\n"))
        #expect(text.text(report).hasSuffix("`- error\n    a:1:1: note: or 'y'?"))
        #expect(!text.text(report).contains("warning"))
    }

    @Test func theSummaryCounts() {
        #expect(text.summary(all) == "1 passed, 2 failed, 1 skipped; 12.50 of 15 points; 75.5 s")
        #expect(
            text.summary(NotebookReport(notebook: "", cells: [passed], seconds: 125))
                == "1 passed, 0 failed; 10 of 10 points; 2 min 05 s")
    }

    @Test func whatACellSaysCannotMoveTheCursor() {
        var report = crashed
        report.outcome?.error?.message = "\u{1B}[2Jgone"
        #expect(!text.text(report).contains("\u{1B}"))
    }

    @Test func coloursAreAddedOnlyWhenAsked() {
        let colored = TextReport(cells: all.cells.map(\.cell), isColored: true)
        #expect(colored.text(passed).hasPrefix("\u{1B}[32m✓\u{1B}[0m"))
        #expect(!text.text(failed).contains("\u{1B}"))
    }

    @Test(
        arguments: [
            (ColorChoice.auto, [:], true, true), (.auto, [:], false, false), (.auto, ["NO_COLOR": "1"], true, false),
            (.auto, ["NO_COLOR": ""], true, true), (.auto, ["CLICOLOR_FORCE": "1"], false, true),
            (.auto, ["CLICOLOR_FORCE": "0"], false, false),
            (.auto, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], true, false),
            (.always, ["NO_COLOR": "1"], false, true), (.never, ["CLICOLOR_FORCE": "1"], true, false),
            (.auto, ["TERM": "dumb"], true, false),
        ] as [(ColorChoice, [String: String], Bool, Bool)])
    func colourObeysTheEnvironment(choice: ColorChoice, environment: [String: String], isTerminal: Bool, isOn: Bool) {
        #expect(choice.isOn(environment: environment, isTerminal: isTerminal) == isOn)
    }
}
