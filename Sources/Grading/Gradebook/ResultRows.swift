import Foundation
import GRDB

/// A grade as rows: one of the result, and one for each of its cells and checks.
enum ResultRows {
    static func insert(_ grade: SubmissionGrade, submission: Int64, run: Int64, _ db: Database) throws {
        let notes = String(decoding: try JSONEncoder().encode(grade.notes), as: UTF8.self)
        try db.execute(
            sql: """
                INSERT INTO result (submissionId, runId, status, notes, seconds, gradedAt) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                submission, run, grade.status.rawValue, notes, grade.seconds, Date().timeIntervalSince1970,
            ])
        let result = db.lastInsertedRowID
        for (position, cell) in grade.solutions.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO solution (resultId, position, cell, name, ran, message, output) VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [result, position, cell.cell, cell.name, cell.ran, cell.message, cell.output])
        }
        for (position, check) in grade.checks.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO "check" (resultId, position, cell, name, points, maxPoints, passed, message, isHidden, difference,
                        hint, seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    result, position, check.cell, check.name, check.points, check.maxPoints, check.passed,
                    check.message, check.isHidden, check.difference, check.hint, check.seconds,
                ])
        }
    }

    static func grade(_ result: Int64, student: String, _ db: Database) throws -> SubmissionGrade? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM result WHERE id = ?", arguments: [result]) else {
            return nil
        }
        let notes: String = row["notes"]
        let checks = try Row.fetchAll(
            db, sql: "SELECT * FROM \"check\" WHERE resultId = ? ORDER BY position", arguments: [result])
        let solutions = try Row.fetchAll(
            db, sql: "SELECT * FROM solution WHERE resultId = ? ORDER BY position", arguments: [result])
        return SubmissionGrade(
            student: student, status: SubmissionGrade.Status(rawValue: row["status"]) ?? .review,
            notes: try JSONDecoder().decode([String].self, from: Data(notes.utf8)), checks: checks.map(check),
            solutions: solutions.map(solution), seconds: row["seconds"])
    }

    private static func check(_ row: Row) -> CheckGrade {
        CheckGrade(
            cell: row["cell"], name: row["name"], points: row["points"], maxPoints: row["maxPoints"],
            passed: row["passed"], message: row["message"], isHidden: row["isHidden"], difference: row["difference"],
            hint: row["hint"], seconds: row["seconds"])
    }

    private static func solution(_ row: Row) -> SolutionResult {
        SolutionResult(
            cell: row["cell"], name: row["name"], ran: row["ran"], message: row["message"], output: row["output"])
    }
}
