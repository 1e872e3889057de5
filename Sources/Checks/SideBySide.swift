/// Expected and got in two columns around the first difference, with carets under it:
///
/// ```
///     expected      | got
///   1 For sgd:      | For sgd:
/// > 2 [ 7.67 8.168] | [ 7.67 8.169]
///            ^      |        ^
/// ```
struct SideBySide {
    /// Lines shown before and after the one that differs.
    private static let context = 3
    /// Longer lines are cut around the difference.
    private static let maximumWidth = 56

    private let expected: TextLines
    private let got: TextLines
    private let first: TextComparison.Difference

    init(expected: TextLines, got: TextLines, first: TextComparison.Difference) {
        self.expected = expected
        self.got = got
        self.first = first
    }

    var text: String {
        let end = min(max(expected.count, got.count), first.line + Self.context + 1)
        let lines = max(0, first.line - Self.context)..<end
        let left = lines.map { cut(expected, $0, offset: first.inLine.expectedOffset) }
        let right = lines.map { cut(got, $0, offset: first.inLine.gotOffset) }
        let numberWidth = String(lines.upperBound).count
        let width = max("expected".count, left.map { DisplayText.width($0.text) }.max() ?? 0)
        var rows = [row("", numberWidth, "expected", width, "got")]
        for (position, line) in lines.enumerated() {
            let mark = line == first.line ? "> " : "  "
            rows.append(
                row(
                    mark + padded(String(line + 1), numberWidth), numberWidth, left[position].text, width,
                    right[position].text))
            if line == first.line {
                let (a, b) = (left[position].caret, right[position].caret)
                rows.append(row("", numberWidth, spaces(a) + "^", width, spaces(b) + "^"))
            }
        }
        return rows.joined(separator: "\n")
    }

    private func row(_ head: String, _ numberWidth: Int, _ left: String, _ width: Int, _ right: String) -> String {
        let head = head.isEmpty ? spaces(numberWidth + 2) : head
        let line = "\(head) \(left)\(spaces(width - DisplayText.width(left))) | \(right)"
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// A line cut to the column's width so that the difference stays visible, and the column of the difference in it.
    private func cut(_ lines: TextLines, _ line: Int, offset: Int) -> (text: String, caret: Int) {
        guard let text = lines.text(line) else { return ("", 0) }
        let shown = Array(DisplayText.visible(text))
        let prefix = String(decoding: lines[line].prefix(line == first.line ? offset : 0), as: UTF8.self)
        let caret = DisplayText.visible(prefix).count
        guard shown.count > Self.maximumWidth || DisplayText.width(text) > Self.maximumWidth else {
            return (String(shown), width(shown[..<min(caret, shown.count)]))
        }
        let start = max(0, min(caret, shown.count) - Self.maximumWidth / 2)
        let front = start > 0 ? "…" : ""
        var end = start
        var columns = 0
        while end < shown.count, columns + DisplayText.width(shown[end]) <= Self.maximumWidth - 2 {
            columns += DisplayText.width(shown[end])
            end += 1
        }
        let caretEnd = min(max(caret, start), shown.count)
        return (
            front + String(shown[start..<end]) + (end < shown.count ? "…" : ""),
            front.count + width(shown[start..<caretEnd])
        )
    }

    private func width(_ characters: ArraySlice<Character>) -> Int {
        characters.reduce(0) { $0 + DisplayText.width($1) }
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private func padded(_ text: String, _ width: Int) -> String { spaces(width - text.count) + text }
}
