import Checks

/// Markdown and doc comments for reading in a terminal: paragraphs and list items filled to its width, all else as it is
/// written.
struct Prose {
    /// Wider lines are hard to follow.
    static let mostColumns = 100

    let columns: Int

    init(columns: Int) { self.columns = min(columns, Self.mostColumns) }

    func text(_ markdown: String) -> String {
        var lines: [String] = []
        var paragraph: Paragraph?
        var isCode = false
        var isInList = false
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.drop { $0 == " " }
            let isFence = trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~")
            // Moved in by four, and not to go on with a paragraph or a list item: code.
            let isMovedIn = paragraph == nil && !isInList && line.hasPrefix("    ")
            if isCode || isFence || isMovedIn || Self.standsAlone(line) {
                lines += paragraph.map(filled) ?? []
                paragraph = nil
                lines.append(String(line))
                if isFence { isCode.toggle() }
                continue
            }
            let marker = Self.listMarker(of: trimmed)
            if marker != nil || trimmed == line { isInList = marker != nil }
            if let marker {
                lines += paragraph.map(filled) ?? []
                let indent = String(repeating: " ", count: line.count - trimmed.count)
                paragraph = Paragraph(beginning: indent + marker, words: trimmed.dropFirst(marker.count))
            } else if paragraph == nil {
                let indent = String(repeating: " ", count: line.count - trimmed.count)
                paragraph = Paragraph(beginning: indent, words: trimmed)
            } else {
                paragraph?.add(trimmed)
            }
            // Two blanks, or a backslash, at its end: Markdown's line break.
            if line.hasSuffix("  ") || line.hasSuffix("\\") {
                lines += paragraph.map(filled) ?? []
                paragraph = nil
            }
        }
        return (lines + (paragraph.map(filled) ?? [])).joined(separator: "\n")
    }

    private struct Paragraph {
        /// Before its first word: the other lines are indented as far.
        var beginning: String
        var words: [Substring]

        init(beginning: String, words: Substring) {
            self.beginning = beginning
            self.words = words.split(separator: " ")
        }

        mutating func add(_ line: Substring) { words += line.split(separator: " ") }
    }

    private func filled(_ paragraph: Paragraph) -> [String] {
        let indent = String(repeating: " ", count: DisplayText.width(paragraph.beginning))
        var lines: [String] = []
        var line = paragraph.beginning
        var hasWords = false
        for word in paragraph.words {
            if hasWords, DisplayText.width(line) + 1 + DisplayText.width(word) > columns {
                lines.append(line)
                (line, hasWords) = (indent, false)
            }
            line += (hasWords ? " " : "") + word
            hasWords = true
        }
        return lines + [line]
    }

    /// Blank lines, headings, tables, quotations, rules.
    private static func standsAlone(_ line: Substring) -> Bool {
        guard let first = line.first(where: { $0 != " " }) else { return true }
        return "#|>".contains(first) || line.allSatisfy { "-=*_ ".contains($0) }
    }

    /// `- `, `* `, `12. ` with the blanks behind it.
    private static func listMarker(of line: Substring) -> String? {
        line.prefixMatch(of: #/(?:[-*+]|[0-9]{1,9}[.)]) +/#).map { String($0.output) }
    }
}
