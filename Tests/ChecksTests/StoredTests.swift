import Engine
import Foundation
import Notebook
import Testing

@testable import Checks

private func stream(_ text: String, _ name: String = "stdout") -> JSON {
    ["output_type": .string("stream"), "name": .string(name), "text": .string(text)]
}

private func result(_ bundle: JSON) -> JSON {
    ["output_type": .string("execute_result"), "data": bundle, "metadata": [:], "execution_count": .int(1)]
}

private func failure(_ name: String, _ value: String) -> JSON {
    ["output_type": .string("error"), "ename": .string(name), "evalue": .string(value), "traceback": .array([])]
}

/// What is wrong with `got`, where `stored` was expected.
private func complaints(
    _ stored: [JSON], _ got: [JSON], tags: [String] = [], _ comparison: StoredComparison = StoredComparison(),
    outcome: Outcome = Outcome()
) -> [String] {
    var cell = Cell(id: "a", text: "", options: CellOptions(tags: tags))
    cell.outputs = stored
    cell.executionCount = 1
    return judge(outcome, of: cell, outputs: got, stored: comparison).checks.filter { !$0.passed }.map {
        "\($0.name): \($0.message)"
    }
}

@Suite struct StoredTests {
    @Test(
        arguments: [
            ([stream("a\nb\n")], [stream("a\n"), stream("b\n")]),
            ([stream("loss 0.123456789")], [stream("loss 0.123456788")]),
            (
                [result(["text/plain": .string("Double = 1.0")])],
                [result(["text/plain": .string("Double = 1.0000001")])]
            ),
            (
                [result(["text/plain": .string("*-*"), "image/svg+xml": .string("<svg a/>")])],
                [
                    result(["text/plain": .string("*-*"), "image/svg+xml": .string("<svg b/>")])
                ]
            ), ([], []), ([stream("e", "stderr"), stream("o")], [stream("o"), stream("e", "stderr")]),
        ] as [([JSON], [JSON])])
    func theseAreTheSame(stored: [JSON], got: [JSON]) {
        #expect(complaints(stored, got).isEmpty)
    }

    @Test(
        arguments: [
            ([stream("a")], [stream("b")], "stored stdout: stored stdout differs"),
            ([stream("count 10")], [stream("count 11")], "expected 10"),
            ([stream("a")], [], "now there is none"), ([], [stream("a")], "the notebook holds no stdout"),
            (
                [result(["text/plain": .string("Int = 1")])], [result(["text/plain": .string("Int = 2")])],
                "stored result"
            ),
            ([result(["image/png": .string("AAAA")])], [result(["image/png": .string("AAAB")])], "stored result"),
            ([failure("E", "one")], [failure("E", "two")], "stored error"),
            ([failure("E", "one")], [], "now there is none"),
        ] as [([JSON], [JSON], String)])
    func theseAreNot(stored: [JSON], got: [JSON], part: String) {
        #expect(complaints(stored, got).joined().contains(part))
    }

    @Test func aStoredErrorIsExpectedToComeAgain() {
        let trap = CellError(kind: .trap, name: "E", message: "one")
        let outcome = Outcome(status: .error, error: trap)
        #expect(complaints([failure("E", "one")], [failure("E", "one")], outcome: outcome).isEmpty)
        var cell = Cell(id: "a", text: "")
        cell.executionCount = 1
        #expect(judge(outcome, of: cell, outputs: [failure("E", "one")], stored: StoredComparison()).status == .error)
    }

    @Test func tagsAndCellsThatNeverRanExpectNothing() {
        #expect(complaints([stream("a")], [stream("b")], tags: ["nbval-ignore-output"]).isEmpty)
        let cell = Cell(id: "a", text: "")
        #expect(
            judge(Outcome(), of: cell, outputs: [stream("a")], stored: StoredComparison()) == Verdict(status: .passed))
        #expect(Cell(id: "a", text: "", options: CellOptions(tags: ["nbval-skip"])).isLeftOut)
    }

    @Test func whatCameLateIsNotCompared() {
        let late: JSON = [
            "output_type": .string("display_data"), "data": ["text/plain": .string("x")],
            "metadata": StoredComparison.lateMark,
        ]
        #expect(complaints([stream("a"), late], [stream("a")]).isEmpty)
    }

    @Test func rulesAreAppliedToBothSides() {
        let rules = [
            Sanitizer(pattern: #"\d+:\d+"#, replacement: "TIME"),
            Sanitizer(pattern: #"/(\w+)/\w+"#, replacement: #"\1/X"#),
        ]
        let comparison = StoredComparison(sanitizers: rules)
        #expect(complaints([stream("at 10:30 in /tmp/a")], [stream("at 11:59 in /tmp/b")], comparison).isEmpty)
        #expect(!complaints([stream("in /tmp/a")], [stream("in /var/a")], comparison).isEmpty)
    }

    @Test(
        arguments: [
            ("[a]\nregex: x+\nreplace: y\n", nil), ("# no\n\n[a]\nregex = x\n[b]\nregex: y", nil), ("", nil),
            ("[a]\nregex: (", 2),
            ("regex: x", 1), ("[a]\nreplace: x\n", 1), ("[a]\nregexp: x", 2),
        ] as [(String, Int?)])
    func aFileOfRulesIsReadOrItsLineIsNamed(text: String, line: Int?) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            let rules = try Sanitizer.read(file.path)
            #expect(line == nil && rules.count == text.components(separatedBy: "regex").count - 1)
        } catch let error as NotebookError {
            #expect(error.line == line && error.exitCode == 65)
        }
    }
}
