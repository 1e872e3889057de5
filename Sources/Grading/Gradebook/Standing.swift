import Foundation
import GRDB
import Notebook

/// A correction by hand.
public struct Adjustment: Sendable, Hashable {
    /// The check that it is about; nil for the whole submission.
    public var cell: String?
    /// Added to the points; negative to take away.
    public var points: Double
    public var comment: String

    public init(cell: String? = nil, points: Double, comment: String) {
        self.cell = cell
        self.points = points
        self.comment = comment
    }
}

/// Where a student stands in an assignment.
public struct Standing: Sendable, Hashable {
    /// What the last run gave.
    public var grade: SubmissionGrade
    public var submittedAt: Date?
    public var daysLate: Int
    /// Points taken for being late, from 0.
    public var penalty: Double
    public var adjustments: [Adjustment]
    /// Graded without a sandbox: what the submission says of itself cannot be trusted.
    public var isSandboxed: Bool

    public init(
        grade: SubmissionGrade, submittedAt: Date? = nil, daysLate: Int = 0, penalty: Double = 0,
        adjustments: [Adjustment] = [], isSandboxed: Bool = true
    ) {
        self.grade = grade
        self.submittedAt = submittedAt
        self.daysLate = daysLate
        self.penalty = penalty
        self.adjustments = adjustments
        self.isSandboxed = isSandboxed
    }

    public var student: String { grade.student }
    public var adjustment: Double { adjustments.reduce(0) { $0 + $1.points } }
    /// What is earned, less what lateness takes, and then the adjustments, as they were typed; never below 0.
    public var points: Double { max(0, grade.points - penalty + adjustment) }
}

/// An assignment in a gradebook.
public struct Assignment: Sendable, Hashable {
    let id: Int64
    public var course: String
    public var name: String
    public var lateRule: LateRule?
}

extension Gradebook {
    public func assignments() throws -> [Assignment] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT assignment.*, course.name AS course FROM assignment JOIN course ON course.id = courseId
                    ORDER BY course.name, assignment.name
                    """
            ).map { row in
                let rule: String? = row["lateRule"]
                return Assignment(
                    id: row["id"], course: row["course"], name: row["name"],
                    lateRule: try rule.map { try JSONDecoder().decode(LateRule.self, from: Data($0.utf8)) })
            }
        }
    }

    /// The assignment of this name; without a name the only one.
    ///
    /// - Throws: ``NotebookError`` that lists them where it is not clear.
    public func assignment(_ name: String?) throws -> Assignment {
        let all = try assignments()
        let fitting = name.map { name in all.filter { $0.name == name } } ?? all
        if fitting.count == 1 { return fitting[0] }
        let names = all.map { "'\($0.name)'" }.joined(separator: ", ")
        throw NotebookError(
            all.isEmpty
                ? "nothing has been graded yet" : name.map { "there is no assignment '\($0)'" } ?? "which assignment?",
            file: path, advice: all.isEmpty ? nil : "there are \(names): choose with --assignment")
    }

    /// Every student's standing, by name.
    public func standings(_ assignment: Assignment) throws -> [Standing] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT submission.student, submission.submittedAt, submissionTime.time,
                        (SELECT max(result.runId) FROM result WHERE submissionId = submission.id) AS run, submission.id
                    FROM submission LEFT JOIN submissionTime
                        ON submissionTime.assignmentId = submission.assignmentId AND submissionTime.student = submission.student
                    WHERE submission.assignmentId = ? AND seenInRun = (
                        SELECT max(seenInRun) FROM submission AS other
                        WHERE other.assignmentId = submission.assignmentId AND other.student = submission.student)
                    ORDER BY submission.student, submission.id
                    """, arguments: [assignment.id])
            return try rows.compactMap { try Self.standing($0, assignment, db) }
        }
    }

    private static func standing(_ row: Row, _ assignment: Assignment, _ db: Database) throws -> Standing? {
        let student: String = row["student"]
        let result = try Row.fetchOne(
            db,
            sql: """
                SELECT result.id, isSandboxed FROM result JOIN run ON run.id = runId WHERE submissionId = ? AND runId = ?
                """, arguments: [row["id"] as Int64, row["run"] as Int64?])
        guard let result, let grade = try ResultRows.grade(result["id"], student: student, db) else { return nil }
        let seconds = row["time"] as Double? ?? row["submittedAt"] as Double?
        let time = seconds.map(Date.init(timeIntervalSince1970:))
        let rule = assignment.lateRule
        return Standing(
            grade: grade, submittedAt: time, daysLate: time.flatMap { rule?.daysLate($0) } ?? 0,
            penalty: time.flatMap { rule?.penalty($0) }.map { $0 * grade.points } ?? 0,
            adjustments: try adjustments(assignment, student, db), isSandboxed: result["isSandboxed"])
    }

    private static func adjustments(_ assignment: Assignment, _ student: String, _ db: Database) throws -> [Adjustment]
    {
        try Row.fetchAll(
            db, sql: "SELECT * FROM adjustment WHERE assignmentId = ? AND student = ? ORDER BY id",
            arguments: [assignment.id, student]
        ).map { Adjustment(cell: $0["cell"], points: $0["points"], comment: $0["comment"]) }
    }
}
