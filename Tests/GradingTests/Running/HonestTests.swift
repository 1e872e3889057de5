import Foundation
import Testing

@testable import Grading

/// Submissions of students who did their best, with the points that they must get. The lab is worth 50: 10 and 6 for the batches,
/// 10 for the gradient, 10 for adam, 10 for the training and 4 for all together.
@Suite struct HonestTests {
    struct Case: Sendable, CustomStringConvertible {
        var name: String
        var regions: [String: String]
        var points: Double
        var description: String { name }
    }

    @Test(arguments: cases) func eachMistakeCostsOnce(_ honest: Case) throws {
        let lab = try ShortLab.shared.get()
        let grade = try lab.grader.grade(lab.submission(honest.name, honest.regions))
        let told =
            grade.checks.map { "\($0.name): \($0.points) of \($0.maxPoints) \($0.message)" }
            + grade.solutions.map { "\($0.cell): \($0.ran) \($0.message)" } + grade.notes
        #expect(abs(grade.points - honest.points) < 1e-9, "\(told.joined(separator: "\n"))")
        #expect(grade.maxPoints == 50)
        #expect(grade.status == .graded, "\(grade.notes)")
    }

    static let remainderless = """
            var data = hstack([X, y])
            Random.shuffle(&data)
            for i in 0..<(data.shape[0] / batch_size) {
                let parts = split(data[i * batch_size..<(i + 1) * batch_size], [n_variables], axis: 1)
                mini_batches.append((parts[0], parts[1]))
            }
        """

    static func adam(_ lines: String) -> [String: String] { ["adam": lines] }

    static let cases: [Case] = [
        Case(name: "perfect", regions: [:], points: 50),
        Case(name: "empty stubs", regions: ["batches": "", "gradient": "", "adam": "", "train": ""], points: 0),
        // n_batches (4) and last_shape (3) of the check, both values of the hidden one; all together.
        Case(name: "no remainder batch", regions: ["batches": remainderless], points: 50 - 7 - 6 - 4),
    ]
}
