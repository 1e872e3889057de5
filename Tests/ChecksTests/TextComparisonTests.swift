import Foundation
import Notebook
import Testing

@testable import Checks

@Suite struct TextComparisonTests {
    @Test(arguments: [
        ("same", "same"), ("", ""), ("", "\n\n"), ("a\n", "a"), ("a  \nb\t\n", "a\nb"), ("a\nb", "a\r\nb\r\n"),
        ("[ 7.67  8.1]", "[7.67 8.1]"), ("[[ 4  5]\n [18 19]]", "[[4 5]\n[18 19]]"), ("[8 9]]", " [ 8  9]]"),
        ("[1, 2, 3]", "[1,2, 3]"), ("loss: 0.34510000", "loss: 0.3451000001"), ("1e5", "100000.0"), ("1e5", "100000"),
        ("-0.0", "0.0"), ("[-0.  0.]", "[0. 0.]"), ("[1. 2.]", "[1 2]"), ("0", "-0"), ("+3", "3"),
        ("inf -inf", "Infinity -inf"),
        ("Epoch:  100, loss: 0.5", "Epoch: 100, loss: 0.5"), ("x=-0.5", "x=-0.50000"), ("(1, 2)", "( 1, 2 )"),
        ("took 0.25s", "took 0.2500001s"), ("정확도는 0.9667이다", "정확도는 0.96670000이다"), ("손실0.5", "손실0.500000001"),
        ("is 3.5.", "is 3.50."), ("96.67%", "96.670001%"), ("1/3", "1/3"), ("caf\u{E9}", "cafe\u{301}"),
        ("\u{D55C}\u{AD6D}", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"), ("0..<10", "0..<10"),
        ("9007199254740993", "9007199254740993"), ("1.0e-9", "0.000000001"), (".5", "0.5"), ("3.", "3.0"),
    ])
    func theseAreEqual(expected: String, got: String) {
        #expect(complaint(got, expected: expected) == nil)
    }

    @Test(arguments: [
        ("a", "b"), ("a", ""), ("", "a"), ("a b", "a  b"), ("a b", "ab"), ("a\nb", "a b"), ("a\n\nb", "a\nb"),
        ("\na", "a"),
        ("  a", "a"), ("100000", "100001"), ("0.5", "0.6"), ("0.5", "0.50001"), ("nan", "nan"),
        ("[1.0 nan]", "[1.0 nan]"),
        ("inf", "-inf"), ("inf", "1e308"), ("1.2.3", "1.2.4"), ("1.2.30", "1.2.3"), ("2024-10-07", "2024-10-7"),
        ("0x1F", "0x1f"), ("007", "7"), ("12:30:05", "12:30:5"), ("x5", "x6"), ("5 km", "5km"), ("5km", "5 km"),
        ("5km", "5m"),
        ("f(1)", "f (1)"), ("[1 2]", "[1, 2]"), ("[1 2]", "(1 2)"), ("is 3.", "is 3"), ("is 3.", "is 3!"),
        ("9007199254740993", "9007199254740992"), ("10-20", "10-21"), ("3", "three"), ("three", "3"), ("a1", "a 1"),
        ("1 2", "12"), ("12", "1 2"), ("sha-256", "sha-257"), ("-5", "5"), ("3 - 4", "3 -4"), ("loss 1", "Loss 1"),
    ])
    func theseDiffer(expected: String, got: String) {
        #expect(complaint(got, expected: expected) != nil)
    }

    @Test func aToleranceIsPartOfTheExpectation() {
        #expect(complaint("1.05", expected: "1.0", tolerance: Tolerance(rtol: 0.1)) == nil)
        #expect(complaint("1.0001", expected: "1.0", tolerance: Tolerance(rtol: 0, atol: 0.001)) == nil)
        #expect(complaint("nan", expected: "nan", tolerance: Tolerance(equalNaN: true)) == nil)
        #expect(complaint("nan", expected: "1.0", tolerance: Tolerance(equalNaN: true)) != nil)
        #expect(complaint("101", expected: "100", tolerance: Tolerance(rtol: 0.1)) != nil)
        #expect(complaint("101", expected: "100", tolerance: Tolerance(rtol: 0.1, integers: true)) == nil)
    }

    @Test func theBoundIsRelativeToTheExpectedNumber() {
        let tolerance = Tolerance(rtol: 0.1, atol: 0)
        #expect(complaint("11.0", expected: "10.0", tolerance: tolerance) == nil)
        #expect(complaint("10.0", expected: "11.2", tolerance: tolerance) != nil)
    }

    @Test func theHandoutsTablesAreRead() {
        let expected = """
            For sgd:
            [ 7.67789007  8.16882972 10.34203348 -3.22934657]
            True
            """
        #expect(
            complaint("For sgd:\n[7.6778900712 8.168829718 10.3420334799 -3.229346571]\nTrue\n", expected: expected)
                == nil)
        #expect(
            complaint("For sgd:\n[7.67789007 8.16892972 10.34203348 -3.22934657]\nTrue\n", expected: expected) != nil)
    }

    @Test func theFirstDifferenceIsShownSideBySide() {
        let message = complaint(
            "For sgd:\n[ 7.67789007  8.16900000]\nTrue\n", expected: "For sgd:\n[ 7.67789007  8.16882972]\nTrue\n")
        #expect(
            message == """
                stdout differs at line 2: expected 8.16882972, got 8.16900000: |diff| 0.0001703 > allowed 8.17e-05
                    expected                  | got
                  1 For sgd:                  | For sgd:
                > 2 [ 7.67789007  8.16882972] | [ 7.67789007  8.16900000]
                                  ^           |               ^
                  3 True                      | True
                """)
    }

    @Test func koreanColumnsLineUp() {
        let message = complaint("손실: 0.6", expected: "손실: 0.5")
        #expect(
            message == """
                stdout differs: expected 0.5, got 0.6: |diff| 0.1 > allowed 5.01e-06
                    expected  | got
                > 1 손실: 0.5 | 손실: 0.6
                          ^   |       ^
                """)
    }

    @Test func aMissingLineIsNamed() {
        let message = complaint("a\n", expected: "a\nb\nc\n")
        #expect(message?.hasPrefix("stdout differs at line 2: the text ends here; 2 more lines expected") == true)
        #expect(complaint("a\nb\n", expected: "a\n")?.contains("the text should end here; 1 more line printed") == true)
    }

    @Test func furtherDifferencesAreCounted() {
        #expect(complaint("1\nx\n3\ny\n", expected: "1\n2\n3\n4\n")?.hasSuffix("and 1 more line differs") == true)
    }

    @Test func aLongLineIsCutAroundTheDifference() throws {
        let line = (0..<100).map { "word\($0)" }.joined(separator: " ")
        let message = try #require(complaint(line.replacingOccurrences(of: "word50", with: "WORD50"), expected: line))
        #expect(message.contains("word50") && message.contains("WORD50") && message.contains("…"))
        let rows = message.split(separator: "\n")
        #expect(rows.dropFirst().allSatisfy { $0.count < 130 })
        let columns = try #require(rows.last).enumerated().filter { $0.element == "^" }.map(\.offset)
        let shown = Array(try #require(rows.first { $0.hasPrefix("> 1") }))
        #expect(columns.map { shown[$0] } == ["w", "W"])
    }

    @Test func controlCharactersAreMadeVisible() {
        #expect(complaint("\u{1B}[31mred", expected: "red")?.contains("\\u{1B}[31mred") == true)
        #expect(complaint("\u{1B}[31mred", expected: "red")?.contains("\u{1B}") == false)
    }

    @Test func bytesThatAreNotTextDoNotStopTheComparison() throws {
        let outcome = printedBytes([0x61, 0xFF, 0x00, 0x0A])
        #expect(try verdict("expect: { stdout: a }", outcome).status == .failed)
    }

    /// No time is measured; a comparison that were not linear would not end.
    @Test func tenMegabytesAreComparedInOnePass() {
        let text = (0..<200_000).map { "Epoch: \($0), loss: 0.123456789012345 and some words\n" }.joined()
        #expect(text.utf8.count > 10_000_000)
        #expect(complaint(text, expected: text) == nil)
        #expect(complaint(text + "more", expected: text) != nil)
    }

    @Test func differencesInEveryLineAreCountedInOnePass() {
        let text = String(repeating: "loss: 0.5 and words\n", count: 20_000)
        let other = String(repeating: "loss: 0.6 but words\n", count: 20_000)
        #expect(complaint(other, expected: text + "nan")?.contains("at line 1: expected 0.5, got 0.6") == true)
        #expect(complaint(other, expected: text)?.hasSuffix("and 19999 more lines differ") == true)
    }

    @Test func aLongLineIsReadInOnePass() {
        #expect(
            complaint(String(repeating: "1.5 ", count: 500_000), expected: String(repeating: "1.50 ", count: 500_000))
                == nil)
    }
}
