import Checks

/// Words in columns, as `ls` shows them.
enum Listing {
    static let most = 200

    static func text(_ words: [String], columns: Int) -> String {
        let shown = words.prefix(most).map(DisplayText.visible)
        let width = (shown.map { DisplayText.width($0) }.max() ?? 0) + 2
        let perRow = max(1, columns / width)
        let rows = (shown.count + perRow - 1) / perRow
        var lines = (0..<rows).map { row in
            stride(from: row, to: shown.count, by: rows).map { index in
                shown[index] + String(repeating: " ", count: max(0, width - DisplayText.width(shown[index])))
            }.joined().trimmingEnd()
        }
        if words.count > most { lines.append("… and \(words.count - most) more") }
        return lines.joined(separator: "\n")
    }
}

extension String {
    func trimmingEnd() -> String { String(reversed().drop { $0.isWhitespace }.reversed()) }
}
