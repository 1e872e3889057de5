import Grading
import Testing

@Suite struct SubmissionGradeTests {
    @Test func pointsAreThoseOfItsChecks() {
        let grade = SubmissionGrade(
            student: "kim",
            checks: [
                CheckGrade(cell: "a", name: "A", points: 5, maxPoints: 10, passed: false),
                CheckGrade(cell: "b", name: "B", points: 2.5, maxPoints: 2.5, passed: true),
            ])
        #expect(grade.points == 7.5)
        #expect(grade.maxPoints == 12.5)
    }
}
