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

    private let status = StatusLine.forTerminal
    private let text = OutcomeText()

    init(isQuiet: Bool = false, leavesErrors: Bool = false, labels: [String: String] = [:]) {
        self.isQuiet = isQuiet
        self.leavesErrors = leavesErrors
        self.labels = labels
    }

    func show(_ event: PlayEvent) {
        switch event {
<<<<<<< HEAD
        case .began: status.begin()
        case .during(_, .stdout(let bytes)), .during(_, .lateOutput(let bytes, _)):
            status.write(bytes, to: .standardOutput)
        case .during(_, .stderr(let bytes)): status.write(bytes, to: .standardError)
        case .during(_, .display(let bundle)): status.write(Self.ended(bundle["text/plain"] ?? ""), to: .standardOutput)
        case .during(_, .progress(let progress)): status.show(progress)
        case .during(_, .note(let text)): status.write(Self.ended(text), to: .standardError)
        case .ended(let report):
            status.end()
            if let outcome = report.outcome { show(outcome) }
=======
        case .began: break
        case .during(_, .note(let text)): console.note(text)
        case .during(_, let event): if !isQuiet { show(event) }
        case .ended(let report): if let outcome = report.outcome { show(outcome) }
>>>>>>> main
        }
    }

    private func show(_ event: SessionEvent) {
        switch event {
        case .stdout(let bytes), .lateOutput(let bytes, _): console.write(bytes, to: .standardOutput)
        case .stderr(let bytes): console.write(bytes, to: .standardError)
        case .display(let bundle): console.print(bundle["text/plain"] ?? "")
        case .note: break
        }
    }

    private func show(_ outcome: Outcome) {
<<<<<<< HEAD
        if !leavesErrors { for diagnostic in outcome.diagnostics { Self.note(text.diagnostic(diagnostic)) } }
        if let result = outcome.result { Self.write(text.result(result)) }
        guard !leavesErrors, outcome.error != nil else { return }
        if let error = text.error(outcome) { Self.note(error) }
=======
        if !leavesErrors { for diagnostic in outcome.diagnostics { console.note(diagnostic.rendered) } }
        if !isQuiet, let result = outcome.result { console.print(result.shown) }
        guard !leavesErrors, let error = outcome.error else { return }
        if error.kind != .compile || outcome.diagnostics.isEmpty { show(error) }
>>>>>>> main
        let standing = outcome.standing.map { "after '\(labels[$0] ?? $0)'" } ?? "at its beginning"
        console.note("the session stands as \(standing)")
    }

<<<<<<< HEAD
    static func write(_ text: String) { FileHandle.standardOutput.write(ended(text)) }
    static func note(_ text: String) { FileHandle.standardError.write(ended(text)) }
    private static func ended(_ text: String) -> Data { Data((text.hasSuffix("\n") ? text : text + "\n").utf8) }
=======
    private func show(_ error: CellError) {
        let place = [error.file, error.line.map(String.init)].compactMap(\.self).joined(separator: ":")
        console.note((place.isEmpty ? "" : place + ": ") + error.summary)
        for frame in error.backtrace { console.note("    \(frame)") }
    }
>>>>>>> main
}
