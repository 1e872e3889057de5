import Engine
import Notebook

extension CellExpectation {
    /// An ASCII picture must stand, line for line, in standard output, in a display's text or in the result.
    ///
    /// White space at line ends and a left margin common to all lines mean nothing.
    func figureComplaint(_ figure: String, _ outcome: Outcome) -> String? {
        let pictures = outcome.displays.compactMap { $0["text/plain"] } + [outcome.result?.text].compactMap { $0 }
        let candidates = pictures + [outcome.stdoutText]
        if candidates.contains(where: { TextBlock($0).holds(TextBlock(figure)) }) { return nil }
        guard let nearest = candidates.first(where: { !$0.isEmpty }) else { return "the cell showed no picture" }
        let exact = Tolerance(rtol: 0, atol: 0, equalNaN: true)
        return TextComparison(expected: figure, got: nearest, tolerance: exact).complaint(about: "figure")
            ?? "figure differs in its spaces"
    }
}

/// Lines of a picture.
private struct TextBlock {
    private let lines: [Substring]

    init(_ text: String) {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Self.trimmed(Substring($0)) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = Array(lines.drop { $0.isEmpty })
    }

    func holds(_ block: TextBlock) -> Bool {
        guard let first = block.lines.first, lines.count >= block.lines.count else { return block.lines.isEmpty }
        return (0...lines.count - block.lines.count).contains { start in
            let shift = Self.margin(lines[start]) - Self.margin(first)
            return zip(lines[start...], block.lines).allSatisfy { Self.equal($0, $1, shift: shift) }
        }
    }

    private static func equal(_ line: Substring, _ wanted: Substring, shift: Int) -> Bool {
        if line.isEmpty || wanted.isEmpty { return line.isEmpty && wanted.isEmpty }
        return margin(line) - margin(wanted) == shift
            && line.drop { $0 == " " } == wanted.drop { $0 == " " }
    }

    private static func trimmed(_ line: Substring) -> Substring {
        guard let last = line.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return "" }
        return line[...last]
    }

    private static func margin(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
