import Checks
import Foundation
import Mustache
import Pages

/// Verdicts as one HTML page, without scripts.
public struct HTMLReport {
    private struct Body {
        var notebooks: [NotebookView]
    }

    private struct NotebookView {
        var name: String
        var summary: String
        var hasPoints: Bool
        var cells: [CellView]
    }

    private struct CellView {
        var label: String
        var mark: String
        var status: String
        var time: String
        var points: String
        var hasPoints: Bool
        var failure: Failure?
    }

    private struct Failure {
        var text: String
        var code: String
    }

    private let notebooks: [NotebookReport]

    public init(_ notebooks: [NotebookReport]) { self.notebooks = notebooks }

    public func html() throws -> String {
        let body = try MustacheTemplate(string: Self.template).render(Body(notebooks: notebooks.map(view)))
        let failed = notebooks.reduce(0) { $0 + $1.failed }
        return try htmlPage(title: failed == 0 ? "All passed" : "\(failed) failed", body: body)
    }

    private func view(_ report: NotebookReport) -> NotebookView {
        let hasPoints = report.maxPoints > 0
        return NotebookView(
            name: report.notebook, summary: TextReport(cells: [], isColored: false).summary(report),
            hasPoints: hasPoints,
            cells: report.cells.map { view($0, hasPoints: hasPoints) })
    }

    private func view(_ report: CellReport, hasPoints: Bool) -> CellView {
        let hasOwn = report.verdict.maxPoints > 0
        return CellView(
            label: DisplayText.visible(report.cell.label),
            mark: report.isFailure ? "✗" : report.verdict.passed ? "✓" : "○",
            status: report.statusWord, time: report.outcome == nil ? "" : duration(report.seconds),
            points: hasOwn ? "\(number(report.verdict.points)) of \(number(report.verdict.maxPoints))" : "",
            hasPoints: hasPoints,
            failure: report.isFailure
                ? Failure(text: report.failureLines.joined(separator: "\n"), code: htmlCode(report.cell.code)) : nil)
    }

    private static let template = """
        {{#notebooks}}
        <section class="prose">
        <h1>{{name}}</h1>
        <p>{{summary}}</p>
        <table>
        <thead><tr><th scope="col">Cell</th><th scope="col">Verdict</th><th scope="col">Time</th>\
        {{#hasPoints}}<th scope="col">Points</th>{{/hasPoints}}</tr></thead>
        <tbody>
        {{#cells}}
        <tr><th scope="row">{{label}}</th><td class="{{status}}"><span aria-hidden="true">{{mark}}</span> {{status}}</td>\
        <td>{{time}}</td>{{#hasPoints}}<td>{{points}}</td>{{/hasPoints}}</tr>
        {{/cells}}
        </tbody>
        </table>
        {{#cells}}
        {{#failure}}
        <h2>{{label}}</h2>
        <pre class="failure" tabindex="0" role="region" aria-label="What went wrong in {{label}}">{{text}}</pre>
        <details><summary>The cell</summary>
        <pre class="code" tabindex="0"><code>{{{code}}}</code></pre></details>
        {{/failure}}
        {{/cells}}
        </section>
        {{/notebooks}}
        """
}
