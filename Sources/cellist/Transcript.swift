import Engine
import Foundation
import Replay

/// Prints a replay as it goes: cells' output and results on standard output, everything about them on standard error.
enum Transcript {
    static func show(_ event: PlayEvent) {
        switch event {
        case .began: break
        case .during(_, .stdout(let bytes)): FileHandle.standardOutput.write(bytes)
        case .during(_, .stderr(let bytes)): FileHandle.standardError.write(bytes)
        case .during(_, .display(let bundle)): print(line(bundle["text/plain"] ?? ""))
        case .during(_, .lateOutput(let bytes, _)): FileHandle.standardOutput.write(bytes)
        case .during(_, .note(let text)): note(text)
        case .ended(let played): show(played)
        }
    }

    private static func show(_ played: PlayedCell) {
        guard let outcome = played.outcome else { return }
        for diagnostic in outcome.diagnostics { note(diagnostic.rendered) }
        if let result = outcome.result { print(line("\(result.type) = \(result.text)")) }
        guard let error = outcome.error, error.kind != .compile || outcome.diagnostics.isEmpty else { return }
        let place = [error.file, error.line.map(String.init)].compactMap(\.self).joined(separator: ":")
        note("\(place): \(error.name): \(error.message)")
        for frame in error.backtrace { note("    \(frame)") }
    }

    private static func print(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
    private static func note(_ text: String) { FileHandle.standardError.write(Data(line(text).utf8)) }
    private static func line(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}

extension PlayedCell {
    /// Whether it ran, or failed as its author said it would.
    var ranAsWanted: Bool {
        outcome?.status == .ok || (outcome != nil && (cell.options.expect?.error != nil || cell.tags.contains("raises-exception")))
    }
}
