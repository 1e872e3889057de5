import Foundation
import Testing

@testable import Grading

/// Submissions that mean harm get at most what an honest wrong answer gets, and leave the next one alone.
@Suite struct AttackTests {
    private func expectNothingGained(_ attack: Attack) throws {
        let lab = try ShortLab.shared.get()
        let grade = try gradeBeforeAnother(attack, lab)
        let told =
            grade.checks.map { "\($0.name): \($0.points) of \($0.maxPoints) \($0.message)" }
            + grade.solutions.map { "\($0.cell): \($0.ran) \($0.message) | \($0.output)" } + grade.notes
        #expect(grade.points <= Attack.honest, "\(told.joined(separator: "\n"))")
        #expect(!grade.solutions.contains { $0.output.contains("FOUND") }, "\(told.joined(separator: "\n"))")
        let texts = told + grade.checks.compactMap(\.difference)
        #expect(!texts.contains { $0.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } })
        // The cells that are the reference's in this one keep their points.
        let others = grade.checks.filter { ["gradient-check", "adam-check"].contains($0.cell) }
        #expect(others.allSatisfy { $0.points == 10 }, "\(told.joined(separator: "\n"))")
        if let dump = ProcessInfo.processInfo.environment["CELLIST_ATTACK_LOG"] {
            let text =
                "== \(attack.name) \(grade.points) \(grade.status) \(grade.seconds)\n\(told.joined(separator: "\n"))\n"
            let file = fopen(dump, "a")
            fputs(text, file)
            fclose(file)
        }
    }

    /// The attack's grade. The next submission of the same run has all its points.
    private func gradeBeforeAnother(_ attack: Attack, _ lab: ShortLab) throws -> SubmissionGrade {
        nonisolated(unsafe) var grades: [SubmissionGrade] = []
        try GradingBatch(lab.grader, jobs: 1).grade([attack.submission(to: lab), lab.submission("next")]) {
            $0.student
        } read: {
            $0
        } onGrade: { _, grade, _ in
            grades.append(grade)
        }
        #expect(
            grades.count == 2 && grades.last?.points == 50 && grades.last?.status == .graded,
            "\(grades.last.map { "\($0)" } ?? "")")
        return try #require(grades.first)
    }

    @Test(arguments: Attack.forging) func noResultIsForged(_ attack: Attack) throws { try expectNothingGained(attack) }
    @Test(arguments: Attack.reading) func noSecretIsRead(_ attack: Attack) throws { try expectNothingGained(attack) }
    @Test(arguments: Attack.escaping) func nothingGetsOut(_ attack: Attack) throws { try expectNothingGained(attack) }
    @Test(arguments: Attack.denial) func nothingIsDenied(_ attack: Attack) throws { try expectNothingGained(attack) }

    @Test func thereAreAtLeastSixty() {
        let all = Attack.forging + Attack.reading + Attack.escaping + Attack.denial
        #expect(Set(all.map(\.name)).count >= 60)
    }
}
