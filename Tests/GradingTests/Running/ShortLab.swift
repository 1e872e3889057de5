import Engine
import Foundation
import Notebook
import TestSupport

@testable import Grading

/// The lab of `Fixtures/short-lab`, and submissions to it that differ from its solution in single regions.
final class ShortLab: Sendable {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/short-lab/lab.swift").path

    let notebook: Notebook
    let grader: Grader

    /// One for all tests: its cells are compiled once.
    static let shared = Result { try ShortLab() }

    init(settings: GradingSettings? = nil) throws {
        notebook = try Notebook.read(Self.path)
        let installation = try Installation.find(beside: BuiltProducts.folder)
        let usual = GradingSettings(
            sandbox: try Sandbox(installation: installation), timeLimit: .seconds(5), compileLimit: .seconds(20))
        grader = try Grader(notebook, settings: settings ?? usual)
    }

    /// The lab's own solution, with these regions in place of its own.
    func submission(_ student: String = "kim", _ regions: [String: String] = [:]) -> StudentCells {
        let solutions = notebook.cells.filter { $0.options.role == .solution }
        return StudentCells(
            student: student,
            cells: Dictionary(
                uniqueKeysWithValues: solutions.map { cell in
                    let text = regions[cell.id].map { Self.replacing(region: $0, in: cell.text) } ?? cell.text
                    return (cell.id, StudentCells.Text(text: text, file: "\(student).swift"))
                }))
    }

    /// The points of each check, by its name.
    func points(_ regions: [String: String]) throws -> [String: Double] {
        let grade = try grader.grade(submission("kim", regions))
        return Dictionary(grade.checks.map { ($0.name, $0.points) }) { first, _ in first }
    }

    static func replacing(region: String, in text: String) -> String {
        var lines = text.components(separatedBy: "\n")
        guard let start = lines.firstIndex(where: { $0.contains("START CODE HERE") }),
            let end = lines.firstIndex(where: { $0.contains("END CODE HERE") })
        else { return text }
        lines.replaceSubrange((start + 1)..<end, with: region.components(separatedBy: "\n"))
        return lines.joined(separator: "\n")
    }
}
