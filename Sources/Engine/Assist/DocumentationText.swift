import Foundation

/// SourceKit's XML of a documentation comment as Markdown: paragraphs, code moved in by four, parameters in a list.
struct DocumentationText {
    let text: String

    init(xml: String) {
        var lines: [String] = []
        /// What the next paragraph is said of.
        var beginning = ""
        for (name, content) in Self.elements(in: xml) {
            switch name {
            case "Para":
                lines.append(beginning + Self.withoutTags(content))
                if !beginning.hasPrefix("- ") { lines.append("") }
                beginning = ""
            case "Name": beginning = "- \(Self.withoutTags(content)): "
            case "ResultDiscussion", "ThrowsDiscussion":
                beginning = name == "ResultDiscussion" ? "Returns: " : "Throws: "
                lines.append("")
            case "zCodeLineNumbered": lines.append("    " + Self.withoutTags(content))
            case "CodeListing", "Discussion": lines.append("")
            case "Parameters": lines += ["", "Parameters:"]
            default: break
            }
        }
        // One blank line is enough.
        let shown = lines.enumerated().filter { index, line in !line.isEmpty || (index > 0 && !lines[index - 1].isEmpty)
        }
        text = shown.map(\.element).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    /// The elements that are shown, in order: paragraphs and lines of code with what is in them, others as a mark. The symbol's own
    /// name stands before the comment and is left out.
    private static func elements(in xml: String) -> [(String, Substring)] {
        guard let begin = xml.firstRange(of: "<CommentParts>")?.upperBound else { return [] }
        var rest = xml[begin...]
        var found: [(String, Substring)] = []
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let name = String(rest[rest.index(after: open)..<close].prefix { $0.isLetter })
            rest = rest[rest.index(after: close)...]
            guard ["Para", "zCodeLineNumbered", "Name"].contains(name) else {
                found.append((name, ""))
                continue
            }
            guard let end = rest.firstRange(of: "</\(name)>") else { break }
            found.append((name, rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }

    static func withoutTags(_ xml: some StringProtocol) -> String {
        var text = ""
        var rest = xml[...]
        while let first = rest.first {
            if rest.hasPrefix("<![CDATA["), let end = rest.firstRange(of: "]]>") {
                text += rest[..<end.lowerBound].dropFirst("<![CDATA[".count)
                rest = rest[end.upperBound...]
            } else if first == "<", let close = rest.firstIndex(of: ">") {
                if rest.hasPrefix("<codeVoice>") || rest.hasPrefix("</codeVoice>") { text += "`" }
                rest = rest[rest.index(after: close)...]
            } else {
                text.append(first)
                rest = rest.dropFirst()
            }
        }
        for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
            text = text.replacing(name, with: character)
        }
        return text
    }
}
