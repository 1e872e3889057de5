import Checks
import Mustache
import Pages

/// What a student is told: each check's verdict, what was expected and what came, compile errors at their own lines. Of hidden checks only
/// their title and their hint.
public struct FeedbackPage {
    private struct Body {
        var lab: String
        var student: String
        var points: String
        var sums: [String]
        var notes: [String]
        var hasNotes: Bool
        var checks: [CheckView]
        var cells: [CellView]
    }

    private struct CheckView {
        var name: String
        var mark: String
        var status: String
        var points: String
        var message: String?
        var difference: String?
        var hint: String?
    }

    private struct CellView {
        var name: String
        var message: String?
        var output: String?
    }

    private let standing: Standing
    private let lab: String

    public init(_ standing: Standing, lab: String) {
        self.standing = standing
        self.lab = lab
    }

    /// One HTML file without scripts; all that comes from the student is escaped.
    public func html() throws -> String {
        let grade = standing.grade
        let body = Body(
            lab: FeedbackText.html(lab), student: FeedbackText.html(standing.student), points: standing.pointsLine,
            sums: standing.sums.map(FeedbackText.html), notes: grade.notes.map(FeedbackText.html),
            hasNotes: !grade.notes.isEmpty, checks: grade.checks.map(view), cells: grade.solutions.compactMap(view))
        let html = try MustacheTemplate(string: Self.template).render(body)
        return try htmlPage(title: DisplayText.visible("\(lab): \(standing.student)"), body: html)
    }

    private func view(_ check: CheckGrade) -> CheckView {
        let feedback = CheckFeedback(check)
        return CheckView(
            name: FeedbackText.html(check.name), mark: check.passed ? "✓" : "✗",
            status: check.passed ? "passed" : "failed", points: feedback.points,
            message: feedback.message.map(FeedbackText.html), difference: feedback.difference.map(FeedbackText.html),
            hint: feedback.hint.map(FeedbackText.html))
    }

    private func view(_ cell: SolutionResult) -> CellView? {
        guard !cell.message.isEmpty || !cell.output.isEmpty else { return nil }
        return CellView(
            name: FeedbackText.html(cell.name), message: cell.message.isEmpty ? nil : FeedbackText.html(cell.message),
            output: cell.output.isEmpty ? nil : FeedbackText.html(cell.output))
    }

    private static let template = """
        <section class="prose">
        <h1>{{{lab}}}</h1>
        <p>{{{student}}}: <strong>{{points}}</strong> points</p>
        {{#sums}}<p>{{{.}}}</p>
        {{/sums}}
        {{#hasNotes}}<ul>{{#notes}}<li>{{{.}}}</li>{{/notes}}</ul>{{/hasNotes}}
        <table>
        <thead><tr><th scope="col">Check</th><th scope="col">Verdict</th><th scope="col">Points</th></tr></thead>
        <tbody>
        {{#checks}}
        <tr><th scope="row">{{{name}}}</th><td class="{{status}}"><span aria-hidden="true">{{mark}}</span> {{status}}</td>\
        <td>{{points}}</td></tr>
        {{/checks}}
        </tbody>
        </table>
        {{#checks}}
        {{#message}}
        <h2>{{{name}}}</h2>
        <pre class="failure" tabindex="0">{{{message}}}</pre>
        {{#difference}}<pre class="value" tabindex="0" role="region" aria-label="Expected and got">{{{difference}}}</pre>{{/difference}}
        {{/message}}
        {{#hint}}
        <p><strong>Hint</strong> for {{{name}}}: {{{hint}}}</p>
        {{/hint}}
        {{/checks}}
        {{#cells}}
        <h2>Your cell {{{name}}}</h2>
        {{#message}}<pre class="failure" tabindex="0">{{{message}}}</pre>{{/message}}
        {{#output}}<details><summary>What it printed</summary><pre tabindex="0">{{{output}}}</pre></details>{{/output}}
        {{/cells}}
        </section>
        """

    /// The same as Markdown.
    public var markdown: String {
        let grade = standing.grade
        var parts = [
            "# \(FeedbackText.markdown(lab))",
            "\(FeedbackText.markdown(standing.student)): **\(standing.pointsLine)** points",
        ]
        let lines = standing.sums + grade.notes
        if !lines.isEmpty { parts.append(lines.map { "* " + FeedbackText.markdown($0) }.joined(separator: "\n")) }
        let rows = grade.checks.map { check in
            "| \(FeedbackText.markdown(check.name)) | \(check.passed ? "passed" : "failed") | \(CheckFeedback(check).points) |"
        }
        parts.append((["| check | verdict | points |", "|---|---|---|"] + rows).joined(separator: "\n"))
        for check in grade.checks { parts += Self.details(check) }
        for cell in grade.solutions where !cell.message.isEmpty || !cell.output.isEmpty {
            parts.append("## Your cell \(FeedbackText.markdown(cell.name))")
            if !cell.message.isEmpty { parts.append(FeedbackText.fenced(cell.message)) }
            if !cell.output.isEmpty { parts.append("It printed:\n\n" + FeedbackText.fenced(cell.output)) }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func details(_ check: CheckGrade) -> [String] {
        let feedback = CheckFeedback(check)
        guard feedback.message != nil || feedback.hint != nil else { return [] }
        var parts = ["## \(FeedbackText.markdown(check.name))"]
        if let message = feedback.message { parts.append(FeedbackText.fenced(message)) }
        if let difference = feedback.difference { parts.append(FeedbackText.fenced(difference)) }
        if let hint = feedback.hint { parts.append("Hint: \(FeedbackText.markdown(hint))") }
        return parts
    }
}
