import Checks
import Engine
import Foundation
import Notebook

/// Verdicts for a GitHub workflow: annotations that GitHub shows at the lines, and a page for the run's summary.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
public struct GitHubReport {
    private let notebooks: [NotebookReport]

    public init(_ notebooks: [NotebookReport]) { self.notebooks = notebooks }

    /// A line that makes GitHub read commands again is known to no one before: between the two, what cells print is text.
    public struct Fence {
        private let token = UUID().uuidString

        public init() {}

        public var open: String { "::stop-commands::\(token)" }
        public var close: String { "::\(token)::" }
    }

    /// One command for each cell that failed.
    public var annotations: [String] {
        notebooks.flatMap { notebook in notebook.cells.filter(\.isFailure).map(annotation) }
    }

    private func annotation(_ report: CellReport) -> String {
        let place = report.place
        var properties = [("file", place.file)]
        if place.isFileLine { properties.append(("line", "\(place.line)")) }
        if place.isFileLine, let column = report.outcome?.error?.column { properties.append(("col", "\(column)")) }
        properties.append(("title", "\(report.cell.label): \(report.statusWord)"))
        let words = properties.map { "\($0.0)=\(Self.escapedProperty($0.1))" }.joined(separator: ",")
        return "::error \(words)::\(Self.escaped(report.failureLines.joined(separator: "\n")))"
    }

    private static func escaped(_ text: String) -> String {
        [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    private static func escapedProperty(_ text: String) -> String {
        [(":", "%3A"), (",", "%2C")].reduce(escaped(text)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    /// Markdown for `GITHUB_STEP_SUMMARY`: a table of the notebooks, and what failed.
    public var summary: String {
        let text = TextReport(cells: [], isColored: false)
        var lines = ["| notebook | result |", "| --- | --- |"]
        lines += notebooks.map { report in
            "| \(report.failed == 0 ? "✅" : "❌") \(Self.cell(report.notebook)) | \(text.summary(report)) |"
        }
        for notebook in notebooks where notebook.failed > 0 {
            lines += ["", "### \(Self.cell(notebook.notebook))"]
            for report in notebook.cells.filter(\.isFailure) {
                let fence = String(repeating: "`", count: 3 + longestFence(report.failureLines))
                lines += ["", "**\(Self.cell(report.cell.label))** \(report.statusWord)", "", fence + "text"]
                lines += report.failureLines + [fence]
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func longestFence(_ lines: [String]) -> Int {
        lines.flatMap { $0.matches(of: #/`+/#).map(\.output.count) }.max() ?? 0
    }

    /// Text that stays in its cell of a table and is no markup.
    private static func cell(_ text: String) -> String {
        var result = ""
        for character in DisplayText.visible(text) {
            if "\\`*_{}[]<>()#+-.!|~&".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}
