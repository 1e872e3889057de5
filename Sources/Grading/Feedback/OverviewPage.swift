import Checks
import Foundation
import Mustache
import Pages

/// The instructor's page: how the points are spread, how each check went, and every student in a table that can be sorted.
///
/// Sorting works without scripts: a radio button chooses which of a row's ranks the browser orders the rows by.
public struct OverviewPage {
    private struct Body {
        var lab: String
        var summary: String
        var bars: [Bar]
        var checks: [CheckView]
        var students: [StudentView]
    }

    private struct Bar {
        var x: Int
        var y: Int
        var height: Int
        var label: String
        var count: Int
    }

    private struct CheckView {
        var name: String
        var kind: String
        var mean: String
        var passing: String
        var discrimination: String
        var isSuspect: Bool
    }

    private struct StudentView {
        var name: String
        var address: String?
        var points: String
        var status: String
        var late: String
        var notes: String
        var byName: Int
        var byPoints: Int
        var byStatus: Int
        var byLate: Int
    }

    private let standings: [Standing]
    private let lab: String
    /// Where a student's page is; nil where there is none.
    private let address: (String) -> String?

    public init(_ standings: [Standing], lab: String, address: @escaping (String) -> String? = { _ in nil }) {
        self.standings = standings
        self.lab = lab
        self.address = address
    }

    public func html() throws -> String {
        let points = standings.map(\.points).sorted()
        let maximum = standings.map(\.grade.maxPoints).max() ?? 0
        let body = Body(
            lab: FeedbackText.html(lab), summary: summary(points, of: maximum), bars: bars(points, of: maximum),
            checks: CheckStatistics.all(standings).map(view), students: students())
        let html = try MustacheTemplate(string: Self.template).render(body)
        return try htmlPage(
            title: DisplayText.visible("\(lab): \(standings.count) submissions"), body: Self.style + html)
    }

    private func summary(_ points: [Double], of maximum: Double) -> String {
        guard !points.isEmpty else { return "No submissions." }
        let mean = points.reduce(0, +) / Double(points.count)
        let middle = (points[(points.count - 1) / 2] + points[points.count / 2]) / 2
        let review = standings.count { $0.grade.status == .review }
        return "\(points.count) submissions; of \(FeedbackText.points(maximum)) points the mean is "
            + "\(FeedbackText.points(mean)), the median \(FeedbackText.points(middle))"
            + (review > 0 ? "; \(review) to be looked at" : "")
            + (standings.allSatisfy(\.isSandboxed) ? "" : "; graded without a sandbox") + "."
    }

    /// Ten bars of equal width; the last includes full points and more.
    private func bars(_ points: [Double], of maximum: Double) -> [Bar] {
        guard maximum > 0, !points.isEmpty else { return [] }
        var counts = Array(repeating: 0, count: 10)
        for value in points { counts[min(9, max(0, Int(value / maximum * 10)))] += 1 }
        let highest = counts.max() ?? 1
        return counts.enumerated().map { index, count in
            let height = count == 0 ? 0 : max(2, 120 * count / highest)
            let low = FeedbackText.points(maximum * Double(index) / 10)
            return Bar(x: index * 60, y: 140 - height, height: height, label: low, count: count)
        }
    }

    private func view(_ check: CheckStatistics) -> CheckView {
        CheckView(
            name: FeedbackText.html(check.name), kind: check.isHidden ? "hidden" : "",
            mean: "\(FeedbackText.points(check.mean)) of \(FeedbackText.points(check.maxPoints))",
            passing: String(format: "%.0f %%", check.passing * 100),
            discrimination: check.discrimination.map { String(format: "%.2f", $0) } ?? "",
            isSuspect: check.passing == 0 || (check.discrimination ?? 1) < 0.1)
    }

    private func students() -> [StudentView] {
        let byName = ranks { $0.student.localizedStandardCompare($1.student) == .orderedAscending }
        let byPoints = ranks { $0.points > $1.points }
        let byStatus = ranks { $0.grade.status == .review && $1.grade.status != .review }
        let byLate = ranks { $0.daysLate > $1.daysLate }
        return standings.enumerated().map { index, standing in
            StudentView(
                name: FeedbackText.html(standing.student), address: address(standing.student).map(htmlEscaped),
                points: standing.pointsLine,
                status: standing.grade.status == .review ? "review" : "graded",
                late: standing.daysLate > 0 ? "\(standing.daysLate) d" : "",
                notes: FeedbackText.html((standing.sums + standing.grade.notes).joined(separator: "; ")),
                byName: byName[index], byPoints: byPoints[index], byStatus: byStatus[index], byLate: byLate[index])
        }
    }

    /// Each standing's place if they were sorted so.
    private func ranks(_ isBefore: (Standing, Standing) -> Bool) -> [Int] {
        var ranks = Array(repeating: 0, count: standings.count)
        let order = standings.indices.sorted { isBefore(standings[$0], standings[$1]) }
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    private static let style = """
        <style>
        .students tbody { display: flex; flex-direction: column; } .students table, .students thead { display: block; }
        .students tr { display: grid; grid-template-columns: 14rem 8rem 6rem 5rem 1fr; }
        .students th { text-align: left; } .students th, .students td { border: 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        .students:has(#sort-name:checked) tbody tr { order: var(--name); }
        .students:has(#sort-points:checked) tbody tr { order: var(--points); }
        .students:has(#sort-status:checked) tbody tr { order: var(--status); }
        .students:has(#sort-late:checked) tbody tr { order: var(--late); }
        .review { color: var(--yellow); font-weight: 600; } .suspect { color: var(--red); }
        svg { max-width: 100%; height: auto; } svg rect { fill: var(--blue); } svg text { fill: var(--text); font-size: 12px; }
        fieldset { border: 0; padding: 0; } label { margin-right: 1rem; }
        </style>

        """

    private static let template = """
        <section class="prose">
        <h1>{{{lab}}}</h1>
        <p>{{summary}}</p>
        <svg viewBox="0 0 600 165" width="600" height="165" role="img" aria-label="How many submissions have how many points">
        {{#bars}}<rect x="{{x}}" y="{{y}}" width="54" height="{{height}}"><title>{{count}}</title></rect>\
        <text x="{{x}}" y="157">{{label}}–</text>{{#count}}<text x="{{x}}" y="{{y}}" dx="2" dy="-3">{{count}}</text>{{/count}}
        {{/bars}}</svg>
        <h2>Checks</h2>
        <table>
        <thead><tr><th scope="col">Check</th><th scope="col"></th><th scope="col">Mean</th><th scope="col">Passed by</th>\
        <th scope="col"><abbr title="Correlation with the points of all other checks">Discrimination</abbr></th></tr></thead>
        <tbody>
        {{#checks}}
        <tr><th scope="row">{{{name}}}</th><td>{{kind}}</td><td>{{mean}}</td>\
        <td{{#isSuspect}} class="suspect"{{/isSuspect}}>{{passing}}</td><td>{{discrimination}}</td></tr>
        {{/checks}}
        </tbody>
        </table>
        </section>
        <section class="prose students">
        <h2>Students</h2>
        <fieldset><legend>Sort by</legend>
        <label><input type="radio" name="sort" id="sort-name" checked> name</label>
        <label><input type="radio" name="sort" id="sort-points"> points</label>
        <label><input type="radio" name="sort" id="sort-status"> status</label>
        <label><input type="radio" name="sort" id="sort-late"> lateness</label>
        </fieldset>
        <table>
        <thead><tr><th scope="col">Student</th><th scope="col">Points</th><th scope="col">Status</th><th scope="col">Late</th>\
        <th scope="col">Notes</th></tr></thead>
        <tbody>
        {{#students}}
        <tr style="--name: {{byName}}; --points: {{byPoints}}; --status: {{byStatus}}; --late: {{byLate}}">\
        <th scope="row">{{#address}}<a href="{{{address}}}">{{{name}}}</a>{{/address}}{{^address}}{{{name}}}{{/address}}</th>\
        <td>{{points}}</td><td class="{{status}}">{{status}}</td><td>{{late}}</td><td>{{{notes}}}</td></tr>
        {{/students}}
        </tbody>
        </table>
        </section>
        """
}
