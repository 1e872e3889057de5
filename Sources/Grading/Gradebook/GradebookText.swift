import Checks
import Foundation
import Notebook

/// A gradebook's assignment as a table for a terminal, and as JSON.
public struct GradebookText {
    private let assignment: Assignment
    private let all: [Standing]

    public init(_ assignment: Assignment, _ standings: [Standing]) {
        self.assignment = assignment
        all = standings
    }

    public var standings: String {
        let rows = all.map { standing in
            [
                standing.student, FeedbackText.points(standing.points), FeedbackText.points(standing.grade.maxPoints),
                standing.penalty > 0 ? "−" + FeedbackText.points(standing.penalty) : "",
                standing.adjustments.isEmpty ? "" : FeedbackText.points(standing.adjustment),
                standing.grade.status.rawValue + (standing.isSandboxed ? "" : ", no sandbox"),
                standing.grade.notes.joined(separator: "; "),
            ]
        }
        return Self.table(
            ["student", "points", "of", "late", "adjusted", "status", "notes"], rows, numbers: [1, 2, 3, 4])
    }

    public var standingsJSON: JSON {
        [
            "assignment": .string(assignment.name),
            "students": .array(
                all.map { standing in
                    [
                        "student": .string(standing.student), "points": .decimal(standing.points),
                        "maxPoints": .decimal(standing.grade.maxPoints), "earned": .decimal(standing.grade.points),
                        "latePenalty": .decimal(standing.penalty), "daysLate": .int(standing.daysLate),
                        "status": .string(standing.grade.status.rawValue), "sandbox": .bool(standing.isSandboxed),
                        "adjustments": .array(
                            standing.adjustments.map { adjustment in
                                [
                                    "cell": adjustment.cell.map(JSON.string) ?? .null,
                                    "points": .decimal(adjustment.points),
                                    "comment": .string(adjustment.comment),
                                ]
                            }), "notes": .array(standing.grade.notes.map(JSON.string)),
                    ]
                }),
        ]
    }

    /// Those that most fail first.
    private var checks: [CheckStatistics] {
        CheckStatistics.all(all).enumerated()
            .sorted { ($0.element.passing, $0.offset) < ($1.element.passing, $1.offset) }.map(\.element)
    }

    public var statistics: String {
        let rows = checks.map { check in
            [
                check.name, check.isHidden ? "hidden" : "", "\(check.count)",
                "\(FeedbackText.points(check.mean)) of \(FeedbackText.points(check.maxPoints))",
                String(format: "%.0f %%", check.passing * 100),
                check.discrimination.map { String(format: "%.2f", $0) } ?? "",
                check.count > 0 && check.passing == 0 ? "everyone fails it" : "",
            ]
        }
        return Self.table(
            ["check", "", "students", "mean", "passing", "discrimination", ""], rows, numbers: [2, 3, 4, 5])
    }

    public var statisticsJSON: JSON {
        [
            "assignment": .string(assignment.name),
            "checks": .array(
                checks.map { check in
                    [
                        "cell": .string(check.cell), "name": .string(check.name), "hidden": .bool(check.isHidden),
                        "students": .int(check.count), "mean": .decimal(check.mean),
                        "maxPoints": .decimal(check.maxPoints),
                        "passing": .decimal(check.passing),
                        "discrimination": check.discrimination.map(JSON.decimal) ?? .null,
                    ]
                }),
        ]
    }

    /// Columns side by side; whatever would move the cursor is made visible.
    static func table(_ head: [String], _ rows: [[String]], numbers: Set<Int>) -> String {
        let rows = ([head] + rows).map { $0.map(DisplayText.visible) }
        let widths = head.indices.map { column in rows.map { DisplayText.width($0[column]) }.max() ?? 0 }
        let lines = rows.map { row in
            row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - DisplayText.width(text))
                return numbers.contains(column) ? space + text : text + space
            }.joined(separator: "  ").replacing(#/ +$/#, with: "")
        }
        return lines.joined(separator: "\n")
    }
}
