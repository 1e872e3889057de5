import Checks
import Engine
import Foundation

/// What a person reads of an outcome: its result, and what went wrong.
public struct OutcomeText: Sendable {
    private let paint: Paint

    public init(isColored: Bool = false) { paint = Paint(isOn: isColored) }

    /// `Int = 42`; what takes several lines starts on a line of its own. A picture needs no name of its type.
    public func result(_ result: CellResult) -> String {
        if result.bundle.count > 1 { return result.text }
        return paint("\(result.type) =", .dim) + (result.text.contains("\n") ? "\n" : " ") + result.text
    }

    /// Why the cell failed and where, unless the compiler has said it.
    public func error(_ outcome: Outcome) -> String? {
        guard let error = outcome.error, error.kind != .compile || outcome.diagnostics.isEmpty else { return nil }
        let place = [error.file, error.line.map(String.init)].compactMap(\.self).joined(separator: ":")
        let message = error.name == error.message ? "" : ": \(error.message)"
        let head = (place.isEmpty ? "" : place + ": ") + paint(error.name, .red) + message
        return ([head] + error.backtrace.map { "    \($0)" }).joined(separator: "\n")
    }

    /// What the compiler said, with the source lines.
    public func diagnostic(_ diagnostic: Diagnostic) -> String {
        // The compiler shows the user's line as it is, with whatever would move the cursor.
        let lines = diagnostic.rendered.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { DisplayText.visible(String($0)) }
                .joined(separator: "\t")
        }
        return (paint.isOn ? lines.map { colored($0[...]) } : lines).joined(separator: "\n")
    }

    private func colored(_ line: Substring) -> String {
        for (word, color) in [("error:", Paint.Color.red), ("warning:", .yellow), ("note:", .dim)] {
            guard let range = line.range(of: word) else { continue }
            return line[..<range.lowerBound] + paint(word, color) + line[range.upperBound...]
        }
        return String(line)
    }
}
