import CellKit
import Engine
import Foundation
import Notebook
import Testing

@testable import Checks

@Suite struct JudgeTests {
    @Test func aCellThatRanWithoutExpectationsPasses() throws {
        #expect(try verdict("points: 2", printed("x")) == Verdict(status: .passed, points: 2, maxPoints: 2))
    }

    @Test func whatDidNotRunIsNotPassed() throws {
        let verdict = try verdict("points: 2\nexpect: { stdout: x }", nil)
        #expect(verdict.status == .skipped)
        #expect(verdict.points == 0)
        #expect(verdict.checks.map(\.passed) == [false])
        #expect(verdict.checks.map(\.message) == ["the cell did not run"])
    }

    @Test func allChecksOfACellThatFailedFail() throws {
        var outcome = failed()
        outcome.stdout = Data("x".utf8)
        outcome.values = ["a": .int(1)]
        let verdict = try verdict("points: 2\nexpect: { stdout: x, values: { a: 1 } }", outcome)
        #expect(verdict.status == .error)
        #expect(verdict.checks.map(\.name) == ["stdout", "values a"])
        #expect(verdict.checks.allSatisfy { !$0.passed })
        #expect(verdict.checks[0].message == "the cell failed (line 3): Fatal error: Index out of range")
        #expect(verdict.points == 0)
    }

    @Test func aTimeoutIsItsOwnStatus() throws {
        let outcome = Outcome(status: .timeout, error: CellError(kind: .timeout, name: "Timeout", message: "10 s"))
        #expect(try verdict("expect: { stdout: x }", outcome).status == .timeout)
        #expect(try verdict("expect: { error: true }", outcome).status == .timeout)
        #expect(try verdict("expect: { error: true }", outcome).checks.map(\.passed) == [false])
    }

    @Test(arguments: [CellError.Kind.interrupt, .lost, .timeout])
    func whatStopsACellFromOutsideIsNotTheErrorExpected(kind: CellError.Kind) throws {
        #expect(try verdict("expect: { error: true }", failed(kind: kind)).status == .error)
    }

    @Test(arguments: ["true", "out of range", "Fatal error", "'Fatal error: Index'", "{ regex: 'Index.*range$' }"])
    func aCellThatMustFailPassesWhenItDoesSo(error: String) throws {
        #expect(try verdict("expect: { error: \(error) }", failed()).status == .passed)
    }

    @Test(arguments: ["division", "{ regex: '^Index' }", "out of Range"])
    func anotherErrorIsNotTheExpectedOne(error: String) throws {
        let verdict = try verdict("expect: { error: \(error) }", failed())
        #expect(verdict.status == .failed)
        #expect(verdict.checks[0].message.contains("Fatal error: Index out of range"))
    }

    @Test func aCellThatShouldHaveFailedAndDidNotIsFailed() throws {
        let verdict = try verdict("expect: { error: out of range }", printed("fine"))
        #expect(verdict.status == .failed)
        #expect(verdict.checks[0].message == "the cell should have failed with \"out of range\", and it ran to its end")
    }

    @Test func aCellTaggedSoMayFailOrNot() throws {
        #expect(try verdict("tags: raises-exception", failed()).status == .passed)
        #expect(try verdict("tags: raises-exception", printed("fine")).status == .passed)
        #expect(try verdict("tags: raises-exception", failed(kind: .lost)).status == .error)
    }

    @Test func aRunAsksOnlyWhetherTheCellRan() throws {
        let wrong = try cell("expect: { stdout: x }")
        #expect(judgeRun(printed("y"), of: wrong) == Verdict(status: .passed))
        #expect(judgeRun(failed(), of: wrong).status == .error)
        #expect(judgeRun(nil, of: wrong).status == .skipped)
        #expect(judgeRun(failed(), of: try cell("expect: { error: out of range }")).status == .passed)
        #expect(judgeRun(failed(), of: try cell("expect: { error: division }")).status == .error)
    }

    @Test func whatItPrintedBeforeFailingIsJudgedToo() throws {
        var outcome = failed()
        outcome.stdout = Data("before\n".utf8)
        #expect(try verdict("expect: { error: true, stdout: before }", outcome).status == .passed)
        #expect(try verdict("expect: { error: true, stdout: after }", outcome).status == .failed)
    }

    @Test(arguments: [
        ("42", true), ("Int = 42", true), ("43", false), ("String = 42", false), ("[42]", false),
    ])
    func aResultIsComparedAsText(expected: String, passes: Bool) throws {
        let outcome = Outcome(result: CellResult(type: "Int", bundle: ["text/plain": "42"]))
        #expect(try verdict("expect: { result: '\(expected)' }", outcome).passed == passes)
        #expect(try verdict("expect: { result: 42 }", printed("42")).passed == false)
    }

    @Test func aListResultNeedsNoQuotes() throws {
        let outcome = Outcome(result: CellResult(type: "[Double]", bundle: ["text/plain": "[1.0, 2.5]"]))
        #expect(try verdict("expect:\n  result: [1, 2.5]", outcome).passed)
    }

    @Test(arguments: [("epoch \\d+", true), ("^done$", true), ("\\Aepoch", true), ("nothing", false)])
    func aRegexMustBeFound(pattern: String, passes: Bool) throws {
        #expect(try verdict("expect: { regex: '\(pattern)' }", printed("epoch 100\ndone\n")).passed == passes)
    }

    @Test func standardErrorCanBeExpectedToo() throws {
        let outcome = Outcome(stderr: Data("warning: 3 left\n".utf8))
        #expect(try verdict("expect: { stderr: 'warning: 3 left' }", outcome).passed)
        #expect(try verdict("expect: { stderr: { regex: '\\d left' } }", outcome).passed)
        #expect(try verdict("expect: { stderr: nothing }", outcome).passed == false)
    }

    @Test func pointsAreSharedAmongTheChecks() throws {
        let yaml = "points: 10\nexpect: { values: { a: 1, b: 2, c: 3 } }"
        #expect(try verdict(yaml, Outcome(values: ["a": .int(1), "b": .int(2), "c": .int(3)])).points == 10)
        let partly = try verdict(yaml, Outcome(values: ["a": .int(1), "b": .int(2), "c": .int(4)]))
        #expect(abs(partly.points - 20.0 / 3) < 1e-12)
        #expect(partly.maxPoints == 10)
        #expect(partly.status == .failed)
    }

    @Test func aCheckMayNameItsOwnPoints() throws {
        let yaml = "points: 10\nexpect: { stdout: x, values: { a: { value: 1, points: 8 } } }"
        #expect(try verdict(yaml, printed("x")).points == 2)
        #expect(try verdict(yaml, Outcome(values: ["a": .int(1)])).points == 8)
        #expect(
            try verdict("expect: { values: { a: { value: 1, points: 3 } } }", Outcome(values: ["a": .int(1)])).maxPoints
                == 3)
    }

    @Test func aFigureIsFoundLineForLine() throws {
        let yaml = "expect:\n  figure: |2\n      0 1\n    0 # .\n    1 . #"
        let picture = "  0 1\n0 # .\n1 . #\n"
        #expect(try verdict(yaml, printed(picture)).passed)
        #expect(
            try verdict(
                yaml, printed("before\n  " + picture.replacingOccurrences(of: "\n", with: "   \n  ") + "after\n")
            ).passed)
        #expect(try verdict(yaml, Outcome(displays: [["text/plain": picture]])).passed)
        #expect(try verdict(yaml, printed(picture.replacingOccurrences(of: "#", with: "@"))).passed == false)
        #expect(try verdict(yaml, printed(picture.replacingOccurrences(of: "  0 1", with: " 0 1"))).passed == false)
        #expect(try verdict(yaml, printed("")).checks[0].message == "the cell showed no picture")
    }
}
