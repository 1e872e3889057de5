import Foundation
import GRDB
import Notebook

extension Gradebook {
    /// Adds a correction by hand.
    ///
    /// - Throws: ``NotebookError`` for a student or a check that the assignment does not have.
    public func adjust(_ student: String, in assignment: Assignment, by adjustment: Adjustment) throws {
        let standings = try standings(assignment)
        guard let standing = standings.first(where: { $0.student == student }) else {
            throw NotebookError(
                "'\(assignment.name)' has no student '\(student)'", file: path,
                advice: "'cellist gradebook list' shows their names")
        }
        if let cell = adjustment.cell, !standing.grade.checks.contains(where: { $0.cell == cell }) {
            let names = standing.grade.checks.map(\.cell).joined(separator: ", ")
            throw NotebookError("there is no check '\(cell)'", file: path, advice: "there are \(names)")
        }
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO adjustment (assignmentId, student, cell, points, comment, madeAt) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    assignment.id, student, adjustment.cell, adjustment.points, adjustment.comment,
                    Date().timeIntervalSince1970,
                ])
        }
    }

    /// Sets what lateness costs; nil for nothing.
    public func setLateRule(_ rule: LateRule?, of assignment: Assignment) throws {
        let text = try rule.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try write { db in
            try db.execute(
                sql: "UPDATE assignment SET lateRule = ? WHERE id = ?", arguments: [text, assignment.id])
        }
    }

    /// Says when students handed in, in place of the times of their files.
    public func setTimes(_ times: [String: Date], of assignment: Assignment) throws {
        try write { db in
            for (student, time) in times.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: """
                        INSERT INTO submissionTime (assignmentId, student, time) VALUES (?, ?, ?)
                        ON CONFLICT DO UPDATE SET time = excluded.time
                        """,
                    arguments: [assignment.id, student, time.timeIntervalSince1970])
            }
        }
    }
}
