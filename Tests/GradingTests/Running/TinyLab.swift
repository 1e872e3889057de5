import Engine
import Notebook
import TestSupport

@testable import Grading

/// A lab of a few lines.
struct TinyLab {
    let notebook: Notebook
    let grader: Grader

    init(_ text: String, sandboxed: Bool = true) throws {
        notebook = try Notebook.script(text, file: "lab.swift")
        let installation = try Installation.find(beside: BuiltProducts.folder)
        grader = try Grader(
            notebook,
            settings: GradingSettings(
                sandbox: sandboxed ? Sandbox(installation: installation) : nil, timeLimit: .seconds(10)))
    }

    /// What a submission with these texts for whole cells earns.
    func grade(_ cells: [String: String], student: String = "kim") throws -> SubmissionGrade {
        try grader.grade(
            StudentCells(
                student: student, cells: cells.mapValues { StudentCells.Text(text: $0, file: "\(student).swift") }))
    }
}
