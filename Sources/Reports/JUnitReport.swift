import Checks
import Engine
import Foundation
import Pages

/// Verdicts as a JUnit file: a test suite for each notebook, a test case for each cell.
///
/// The form is the one that Jenkins, GitLab and pytest agree on: https://github.com/testmoapp/junitxml
public struct JUnitReport {
    /// Of what a cell printed, so much is kept.
    private static let longestOutput = 1 << 16

    private let notebooks: [NotebookReport]

    public init(_ notebooks: [NotebookReport]) { self.notebooks = notebooks }

    public var xml: String {
        var counts = Counts()
        for notebook in notebooks { counts.add(notebook.cells) }
        let seconds = notebooks.reduce(0) { $0 + $1.seconds }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="cellist" \(counts.attributes) time="\(Self.time(seconds))">
            \(notebooks.map(suite).joined())</testsuites>

            """
    }

    private func suite(_ notebook: NotebookReport) -> String {
        var counts = Counts()
        counts.add(notebook.cells)
        let name = XML.attribute(notebook.notebook)
        let cases = notebook.cells.map { testCase($0, of: notebook) }.joined()
        return
            "<testsuite name=\"\(name)\" \(counts.attributes) skipped=\"\(counts.skipped)\" time=\"\(Self.time(notebook.seconds))\">\n\(cases)</testsuite>\n"
    }

    private func testCase(_ report: CellReport, of notebook: NotebookReport) -> String {
        let place = report.place
        let attributes = [
            ("classname", URL(fileURLWithPath: notebook.notebook).deletingPathExtension().lastPathComponent),
            ("name", report.cell.label), ("file", place.file), ("line", "\(place.line)"),
            ("time", Self.time(report.seconds)),
        ]
        let words = attributes.map { "\($0.0)=\"\(XML.attribute($0.1))\"" }.joined(separator: " ")
        let content = (ending(report) + outputs(report)).joined(separator: "\n")
        return content.isEmpty ? "<testcase \(words)/>\n" : "<testcase \(words)>\n\(content)\n</testcase>\n"
    }

    /// What went wrong, as an element.
    private func ending(_ report: CellReport) -> [String] {
        let element: String
        switch report.verdict.status {
        case .passed: return []
        case .skipped where !report.isFailure: return ["<skipped/>"]
        case .failed, .skipped: element = "failure"
        case .error, .timeout: element = "error"
        }
        let lines = report.failureLines
        let type = report.outcome?.error?.name ?? report.verdict.status.rawValue
        let head = "<\(element) message=\"\(XML.attribute(report.failureMessage))\" type=\"\(XML.attribute(type))\">"
        return ["\(head)\(XML.text(lines.joined(separator: "\n")))</\(element)>"]
    }

    private func outputs(_ report: CellReport) -> [String] {
        guard let outcome = report.outcome else { return [] }
        return [("system-out", outcome.stdout), ("system-err", outcome.stderr)].filter { !$0.1.isEmpty }.map {
            name, bytes in
            let cut = bytes.count > Self.longestOutput ? "\n… \(bytes.count) bytes in all" : ""
            let text = String(decoding: bytes.prefix(Self.longestOutput), as: UTF8.self) + cut
            return "<\(name)>\(XML.text(text))</\(name)>"
        }
    }

    private static func time(_ seconds: Double) -> String { String(format: "%.3f", seconds) }

    private struct Counts {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0

        mutating func add(_ cells: [CellReport]) {
            tests += cells.count
            errors += cells.count { [.error, .timeout].contains($0.verdict.status) }
            failures += cells.count { $0.isFailure && [.failed, .skipped].contains($0.verdict.status) }
            skipped += cells.count { $0.verdict.status == .skipped && !$0.isFailure }
        }

        var attributes: String {
            "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\""
        }
    }
}

/// Text in an XML 1.0 document.
public enum XML {
    /// Markup escaped, colours for terminals left out, characters that XML forbids replaced.
    public static func text(_ text: String) -> String { htmlEscaped(text.withoutTerminalCodes) }

    /// Line ends and tabs would be read as spaces.
    public static func attribute(_ text: String) -> String {
        Self.text(text).replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
    }
}
