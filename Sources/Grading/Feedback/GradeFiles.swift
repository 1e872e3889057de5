import Foundation
import Notebook
import Pages
import Reports

/// Grades as a JUnit file: a test suite for each student, a test case for each check.
public struct GradeJUnit {
    private let standings: [Standing]
    private let lab: String

    public init(_ standings: [Standing], lab: String) {
        self.standings = standings
        self.lab = lab
    }

    public var xml: String {
        let checks = standings.flatMap(\.grade.checks)
        let suites = standings.map(suite).joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="\(XML.attribute(lab))" tests="\(checks.count)" failures="\(checks.count { !$0.passed })">
            \(suites)</testsuites>

            """
    }

    private func suite(_ standing: Standing) -> String {
        let checks = standing.grade.checks
        let cases = checks.map { testCase($0, of: standing.student) }.joined()
        let messages = standing.grade.solutions.filter { !$0.message.isEmpty }.map { "\($0.name): \($0.message)" }
        let text = XML.text(FeedbackText.bounded(messages.joined(separator: "\n")))
        let output = text.isEmpty ? "" : "<system-out>\(text)</system-out>\n"
        return """
            <testsuite name="\(XML.attribute(standing.student))" tests="\(checks.count)" \
            failures="\(checks.count { !$0.passed })" time="\(String(format: "%.3f", standing.grade.seconds))">
            \(cases)\(output)</testsuite>

            """
    }

    private func testCase(_ check: CheckGrade, of student: String) -> String {
        let head =
            "<testcase classname=\"\(XML.attribute(student))\" name=\"\(XML.attribute(check.name))\" "
            + "time=\"\(String(format: "%.3f", check.seconds))\""
        guard !check.passed else { return head + "/>\n" }
        let feedback = CheckFeedback(check)
        let message = feedback.message ?? feedback.hint ?? "failed"
        let text = [feedback.message, feedback.difference, feedback.hint].compactMap(\.self).joined(separator: "\n")
        return head + "><failure message=\"\(XML.attribute(FeedbackText.bounded(message)))\">"
            + XML.text(FeedbackText.bounded(text)) + "</failure></testcase>\n"
    }
}

/// A grade as Gradescope's `results.json`: https://gradescope-autograders.readthedocs.io/en/latest/specs/
public struct GradescopeResults {
    private let standing: Standing

    public init(_ standing: Standing) { self.standing = standing }

    public var json: JSON {
        let grade = standing.grade
        let output =
            (standing.sums + grade.notes
            + grade.solutions.compactMap { cell in
                cell.message.isEmpty ? nil : "\(cell.name): \(cell.message)"
            }).map(FeedbackText.bounded).joined(separator: "\n")
        return [
            "score": .decimal(standing.points), "execution_time": .decimal((grade.seconds * 1000).rounded() / 1000),
            "output": .string(output), "output_format": .string("text"), "stdout_visibility": .string("hidden"),
            "tests": .array(grade.checks.enumerated().map { test($1, number: $0 + 1) }),
        ]
    }

    private func test(_ check: CheckGrade, number: Int) -> JSON {
        let feedback = CheckFeedback(check)
        let output = [feedback.message, feedback.difference, feedback.hint.map { "Hint: " + $0 }].compactMap(\.self)
        return [
            "number": .string("\(number)"), "name": .string(check.name), "name_format": .string("text"),
            "score": .decimal(check.points), "max_score": .decimal(check.maxPoints),
            "status": .string(check.passed ? "passed" : "failed"), "visibility": .string("visible"),
            "output": .string(FeedbackText.bounded(output.joined(separator: "\n"))), "output_format": .string("text"),
        ]
    }

    /// Writes the file, whole or not at all.
    public func write(to path: String) throws { try WholeFile.write(json.line + "\n", to: path) }
}

/// Grades as comma-separated values.
public struct GradeCSV {
    private let standings: [Standing]

    public init(_ standings: [Standing]) { self.standings = standings }

    /// A row a student: points, where they come from, and each check's points.
    public var text: String {
        var cells: [String] = []
        for check in standings.flatMap(\.grade.checks) where !cells.contains(check.cell) { cells.append(check.cell) }
        let head = ["student", "points", "max_points", "earned", "late_penalty", "adjustment", "status", "notes"]
        let rows = standings.map { standing in
            [standing.student]
                + [
                    standing.points, standing.grade.maxPoints, standing.grade.points, standing.penalty,
                    standing.adjustment,
                ]
                .map(FeedbackText.points)
                + [standing.grade.status.rawValue, standing.grade.notes.joined(separator: "; ")]
                + cells.map { cell in
                    standing.grade.checks.first { $0.cell == cell }.map { FeedbackText.points($0.points) } ?? ""
                }
        }
        return ([head + cells] + rows).map { CSV.line($0) + "\r\n" }.joined()
    }
}
