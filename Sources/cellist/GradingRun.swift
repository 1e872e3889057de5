import Engine
import Foundation
import Grading
import Notebook

/// One call of `cellist grade`.
final class GradingRun {
    private let options: Grade
    let stop = GradingStop()
    private(set) var grades: [SubmissionGrade] = []

    init(options: Grade) { self.options = options }

    func run() throws {
    }
}
