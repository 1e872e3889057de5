import Engine
import Foundation
import Testing

extension Session {
    /// Runs a cell that must run to its end, and gives what it printed.
    @discardableResult
    func play(
        _ text: String, id: String? = nil, position: Int? = nil, runsOnce: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try run(CellSource(id: id, text: text, runsOnce: runsOnce, position: position))
        let why = outcome.error.map { "\($0.name): \($0.message)" } ?? ""
        #expect(outcome.status == .ok, "\(why)", sourceLocation: sourceLocation)
        return String(decoding: outcome.stdout, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// What a cell that only prints prints; it is taken back at once.
    func value(of expression: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let text = try play("print(\(expression))", sourceLocation: sourceLocation)
        try undo()
        return text
    }
}

/// Collects the notes that a session gives.
final class NoteTaker {
    private(set) var notes: [String] = []

    func take(_ event: SessionEvent) {
        if case .note(let text) = event { notes.append(text) }
    }
}
