import Foundation
import GRDB
import Notebook

extension Gradebook {
    /// What is graded, and how.
    public struct RunRequest: Sendable {
        public var course: String
        public var lab: Lab
        /// Runs submissions again that have not changed since they were graded with this lab.
        public var isRegrade: Bool
        public var isSandboxed: Bool

        /// - Parameter course: a gradebook may hold several; the usual one has no name.
        public init(lab: Lab, course: String = "", isRegrade: Bool = false, isSandboxed: Bool = true) {
            self.lab = lab
            self.course = course
            self.isRegrade = isRegrade
            self.isSandboxed = isSandboxed
        }
    }

    /// Begins a run, or takes up the one that was killed.
    ///
    /// - Throws: ``NotebookError`` when another process grades into this gradebook, or it cannot be written.
    public func begin(_ request: RunRequest) throws -> GradebookRun {
        let lock = try GradingLock(path)
        return try write { db in
            let assignment = try Self.assignment(request, db)
            let unfinished = try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM run WHERE assignmentId = ? AND labHash = ? AND isRegrade = ? AND isSandboxed = ?
                        AND finishedAt IS NULL ORDER BY id DESC
                    """,
                arguments: [assignment, request.lab.hash, request.isRegrade, request.isSandboxed])
            if let unfinished {
                return GradebookRun(
                    gradebook: self, lock: lock, id: unfinished, assignment: assignment, request: request)
            }
            try db.execute(
                sql: """
                    INSERT INTO run (assignmentId, labHash, isRegrade, isSandboxed, startedAt) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    assignment, request.lab.hash, request.isRegrade, request.isSandboxed, Date().timeIntervalSince1970,
                ])
            return GradebookRun(
                gradebook: self, lock: lock, id: db.lastInsertedRowID, assignment: assignment, request: request)
        }
    }

    /// The assignment's row, made or brought up to date, with its cells.
    private static func assignment(_ request: RunRequest, _ db: Database) throws -> Int64 {
        try db.execute(sql: "INSERT INTO course (name) VALUES (?) ON CONFLICT DO NOTHING", arguments: [request.course])
        try db.execute(
            sql: """
                INSERT INTO assignment (courseId, name, labHash) SELECT id, ?, ? FROM course WHERE name = ?
                ON CONFLICT DO UPDATE SET labHash = excluded.labHash
                """,
            arguments: [request.lab.name, request.lab.hash, request.course])
        let id = try Int64.fetchOne(
            db,
            sql: """
                SELECT assignment.id FROM assignment JOIN course ON course.id = courseId
                WHERE assignment.name = ? AND course.name = ?
                """,
            arguments: [request.lab.name, request.course])
        guard let id else { throw DatabaseError(message: "the assignment has no row") }
        try db.execute(sql: "DELETE FROM cell WHERE assignmentId = ?", arguments: [id])
        for (position, cell) in request.lab.notebook.cells.filter({ $0.kind == .code }).enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO cell (assignmentId, name, title, role, position, points) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, cell.id, cell.label, (cell.options.role ?? .setup).rawValue, position,
                    cell.isGraded ? cell.options.points ?? 0 : 0,
                ])
        }
        return id
    }
}

/// One grading of an assignment's submissions. While it lives no other process grades into the gradebook. Safe from any thread.
public final class GradebookRun: Sendable {
    let gradebook: Gradebook
    private let lock: GradingLock
    let id: Int64
    let assignment: Int64
    private let request: Gradebook.RunRequest

    init(gradebook: Gradebook, lock: GradingLock, id: Int64, assignment: Int64, request: Gradebook.RunRequest) {
        self.gradebook = gradebook
        self.lock = lock
        self.id = id
        self.assignment = assignment
        self.request = request
    }

    /// The grade that a submission has already: from this run, or, unless it grades again, from an earlier one with the same lab and no
    /// less safety. nil when it has to be run. Asking also says that this is the student's submission now.
    public func grade(of student: String, contentHash: String) throws -> SubmissionGrade? {
        try gradebook.write { db in
            let result = try Row.fetchOne(
                db,
                sql: """
                    SELECT result.id, submission.id AS submission FROM result
                    JOIN submission ON submission.id = submissionId JOIN run ON run.id = runId
                    WHERE submission.assignmentId = ? AND student = ? AND contentHash = ?
                        AND (runId = ? OR (NOT ? AND run.labHash = ? AND run.isSandboxed >= ?))
                    ORDER BY runId DESC
                    """,
                arguments: [
                    assignment, student, contentHash, id, request.isRegrade, request.lab.hash, request.isSandboxed,
                ])
            guard let result else { return nil }
            let submission: Int64 = result["submission"]
            try db.execute(
                sql: "UPDATE submission SET seenInRun = ? WHERE id = ?", arguments: [id, submission])
            return try ResultRows.grade(result["id"], student: student, db)
        }
    }

    public func isGraded(_ student: String, contentHash: String) throws -> Bool {
        try grade(of: student, contentHash: contentHash) != nil
    }

    /// Writes what a submission earned, in one transaction.
    ///
    /// - Parameter path: where the submission lies.
    public func record(_ grade: SubmissionGrade, contentHash: String, path: String, submittedAt: Date?) throws {
        try gradebook.write { db in
            try db.execute(
                sql: """
                    INSERT INTO submission (assignmentId, student, contentHash, path, submittedAt, seenInRun)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET path = excluded.path, submittedAt = excluded.submittedAt, seenInRun = excluded.seenInRun
                    """,
                arguments: [assignment, grade.student, contentHash, path, submittedAt?.timeIntervalSince1970, id])
            let submission = try Int64.fetchOne(
                db, sql: "SELECT id FROM submission WHERE assignmentId = ? AND student = ? AND contentHash = ?",
                arguments: [assignment, grade.student, contentHash])
            guard let submission else { throw DatabaseError(message: "the submission has no row") }
            try db.execute(
                sql: "DELETE FROM result WHERE submissionId = ? AND runId = ?", arguments: [submission, id])
            try ResultRows.insert(grade, submission: submission, run: id, db)
        }
    }

    /// Says that all submissions were graded. A run that found nothing to do leaves no trace: so a grading that was killed after its
    /// last result, and taken up, leaves what an undisturbed one does.
    public func finish() throws {
        try gradebook.write { db in
            if let previous = try runBefore(db), try hasNothingNew(since: previous, db) {
                try db.execute(
                    sql: "UPDATE submission SET seenInRun = ? WHERE seenInRun = ?", arguments: [previous, id])
                try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id])
                return
            }
            try db.execute(
                sql: "UPDATE run SET finishedAt = ? WHERE id = ?", arguments: [Date().timeIntervalSince1970, id])
        }
    }

    /// The run before this one, if it was finished and of the same kind.
    private func runBefore(_ db: Database) throws -> Int64? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM run WHERE assignmentId = ? AND id < ? ORDER BY id DESC",
            arguments: [assignment, id])
        guard let row, row["finishedAt"] as Double? != nil, row["labHash"] == request.lab.hash,
            row["isSandboxed"] == request.isSandboxed
        else { return nil }
        return row["id"]
    }

    /// No results, and no student whose submission is another one than in the run before.
    private func hasNothingNew(since previous: Int64, _ db: Database) throws -> Bool {
        let news = try Int.fetchOne(
            db,
            sql: """
                SELECT (SELECT count(*) FROM result WHERE runId = ?) + (
                    SELECT count(*) FROM submission AS own JOIN submission AS other
                        ON other.assignmentId = own.assignmentId AND other.student = own.student AND other.id != own.id
                    WHERE own.seenInRun = ? AND other.seenInRun = ?)
                """, arguments: [id, id, previous])
        return news == 0
    }
}
