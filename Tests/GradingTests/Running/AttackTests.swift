import Foundation
import Testing

@testable import Grading

/// Submissions that mean harm get at most what an honest wrong answer gets, and leave the next one alone.
@Suite struct AttackTests {
    /// Grades the attacks one after another, and then a submission that must have all its points.
    private func expectNothingGained(_ attacks: Attack...) throws { try expectNothingGained(attacks) }

    private func expectNothingGained(_ attacks: [Attack]) throws {
        let lab = try ShortLab.shared.get()
        let grades = try grade(attacks.map { $0.submission(to: lab) } + [lab.submission("next")], lab)
        try #require(grades.count == attacks.count + 1)
        for grade in grades.dropLast() { expectNothingGained(grade) }
        let next = grades[attacks.count]
        #expect(next.points == 50 && next.status == .graded, "\(next)")
    }

    private func grade(_ submissions: [StudentCells], _ lab: ShortLab) throws -> [SubmissionGrade] {
        nonisolated(unsafe) var grades: [SubmissionGrade] = []
        try GradingBatch(lab.grader, jobs: 1).grade(submissions) {
            $0.student
        } read: {
            $0
        } onGrade: { _, grade, _ in
            grades.append(grade)
        }
        return grades
    }

    private func expectNothingGained(_ grade: SubmissionGrade) {
        let told =
            grade.checks.map { "\($0.name): \($0.points) of \($0.maxPoints) \($0.message)" }
            + grade.solutions.map { "\($0.cell): \($0.ran) \($0.message) | \($0.output)" } + grade.notes
        let story = "\(grade.student)\n\(told.joined(separator: "\n"))"
        #expect(grade.points <= Attack.honest, "\(story)")
        #expect(!grade.solutions.contains { $0.output.contains("FOUND") }, "\(story)")
        let texts = told + grade.checks.compactMap(\.difference)
        #expect(!texts.contains { $0.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } })
        // The cells that are the reference's in this one keep their points.
        let others = grade.checks.filter { ["gradient-check", "adam-check"].contains($0.cell) }
        #expect(others.allSatisfy { $0.points == 10 }, "\(story)")
    }

    /// What only lies or looks is followed by an honest submission now and then; what may leave something behind, each time.
    private static func groups(_ attacks: [Attack]) -> [[Attack]] {
        stride(from: 0, to: attacks.count, by: 6).map { Array(attacks[$0..<min($0 + 6, attacks.count)]) }
    }

    @Test(arguments: groups(Attack.forging)) func noResultIsForged(_ attacks: [Attack]) throws {
        try expectNothingGained(attacks)
    }

    @Test(arguments: groups(Attack.reading)) func noSecretIsRead(_ attacks: [Attack]) throws {
        try expectNothingGained(attacks)
    }

    @Test(arguments: Attack.escaping) func nothingGetsOut(_ attack: Attack) throws { try expectNothingGained(attack) }
    @Test(arguments: Attack.denial) func nothingIsDenied(_ attack: Attack) throws { try expectNothingGained(attack) }

    @Test func thereAreAtLeastSixty() {
        let all = Attack.forging + Attack.reading + Attack.escaping + Attack.denial
        #expect(Set(all.map(\.name)).count >= 60)
    }
}
