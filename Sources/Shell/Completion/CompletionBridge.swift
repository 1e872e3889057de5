internal import CReadline
import Foundation

/// Between readline's completion, which asks for C strings one at a time, and the shell's.
enum CompletionBridge {
    private nonisolated(unsafe) static var candidates: [Candidate] = []
    private nonisolated(unsafe) static var next = 0

    typealias CStrings = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    static func matches(_ word: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32) -> CStrings? {
        readline_completed_by_us()
        guard let editor = LineEditor.current, let completer = editor.completer, let word else { return nil }
        let bytes = Array(editor.text.utf8)
        let before = String(decoding: bytes[..<min(Int(start), bytes.count)], as: UTF8.self)
        candidates = completer.candidates(for: String(cString: word), after: before, in: editor.text)
        next = 0
        return rl_completion_matches(word) { _, _ in CompletionBridge.following() }
    }

    private static func following() -> UnsafeMutablePointer<CChar>? {
        guard next < candidates.count else { return nil }
        next += 1
        return strdup(candidates[next - 1].text)
    }

    /// - Parameter matches: the common beginning, then the words.
    static func list(_ matches: CStrings?, _ count: Int32) {
        guard let matches, count > 0 else { return }
        let words = Set((1...Int(count)).compactMap { matches[$0].map { String(cString: $0) } })
        let labels = candidates.filter { words.contains($0.text) }.map(\.label)
        LineEditor.current?.showBelow(Listing.text(labels, columns: Terminal.size.columns))
    }
}
