import Engine
import Foundation
import Replay

/// Prints what cells do as they do it: their output and results on standard output, everything about them on standard error.
struct Transcript {
    /// Nothing is printed: the report will tell.
    var isQuiet = false
    /// Errors are left to the report that follows.
    var leavesErrors = false
    /// What the user calls each cell, by its id.
    var labels: [String: String] = [:]

    func show(_ event: PlayEvent) {
        guard !isQuiet else { return }
        switch event {
        case .began: break
        case .during(_, .stdout(let bytes)), .during(_, .lateOutput(let bytes, _)):
            FileHandle.standardOutput.write(bytes)
        case .during(_, .stderr(let bytes)): FileHandle.standardError.write(bytes)
        case .during(_, .display(let bundle)): Self.write(bundle["text/plain"] ?? "")
        case .during(_, .note(let text)): Self.note(text)
        case .ended(let report): if let outcome = report.outcome { show(outcome) }
        }
    }

    private func show(_ outcome: Outcome) {
        if !leavesErrors { for diagnostic in outcome.diagnostics { Self.note(diagnostic.rendered) } }
        if let result = outcome.result { Self.write(Self.readable(result)) }
        guard !leavesErrors, let error = outcome.error else { return }
        if error.kind != .compile || outcome.diagnostics.isEmpty { show(error) }
        let standing = outcome.standing.map { "after '\(labels[$0] ?? $0)'" } ?? "at its beginning"
        Self.note("the session stands as \(standing)")
    }

    private func show(_ error: CellError) {
        let place = [error.file, error.line.map(String.init)].compactMap(\.self).joined(separator: ":")
        Self.note("\(place): \(error.name): \(error.message)")
        for frame in error.backtrace { Self.note("    \(frame)") }
    }

    /// `Int = 42`; what takes several lines starts on a line of its own. A picture needs no name of its type.
    private static func readable(_ result: CellResult) -> String {
        if result.bundle.count > 1 { return result.text }
        return "\(result.type) =\(result.text.contains("\n") ? "\n" : " ")\(result.text)"
    }

    static func write(_ text: String) { FileHandle.standardOutput.write(Data(ended(text).utf8)) }
    static func note(_ text: String) { FileHandle.standardError.write(Data(ended(text).utf8)) }
    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
