import Checks
import Engine
import Foundation
import Replay
import Reports

/// Prints what cells do as they do it: their output and results on standard output, everything about them on standard error.
struct Transcript {
    var console: Console
    /// Nothing is printed: the report will tell.
    var isQuiet = false
    /// Errors are left to the report that follows.
    var leavesErrors = false
    /// What the user calls each cell, by its id.
    var labels: [String: String] = [:]

    private let text = OutcomeText()

    func show(_ event: PlayEvent) {
        switch event {
        case .began: break
        case .during(_, .note(let text)): console.note(text)
        case .during(_, .progress(let progress)): console.show(progress)
        case .during(_, let event): if !isQuiet { show(event) }
        case .ended(let report): if let outcome = report.outcome { show(outcome) }
        }
    }

    private func show(_ event: SessionEvent) {
        switch event {
        case .stdout(let bytes), .lateOutput(let bytes, .stdout, _): console.write(bytes, to: .standardOutput)
        case .stderr(let bytes), .lateOutput(let bytes, .stderr, _): console.write(bytes, to: .standardError)
        case .display(let bundle): console.print(bundle["text/plain"] ?? "")
        case .progress, .note, .warnings: break
        }
    }

    private func show(_ outcome: Outcome) {
        if !leavesErrors { for diagnostic in outcome.diagnostics { console.note(diagnostic.rendered) } }
        if !isQuiet, let result = outcome.result { console.print(text.result(result)) }
        guard !leavesErrors, outcome.error != nil else { return }
        if let error = text.error(outcome) { console.note(error) }
        let standing = outcome.standing.map { "after '\(labels[$0] ?? $0)'" } ?? "at its beginning"
        console.note("the session stands as \(standing)")
    }
}
