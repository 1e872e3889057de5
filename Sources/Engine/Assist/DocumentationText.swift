/// SourceKit's XML of a documentation comment as lines to read.
struct DocumentationText {
    let text: String

    init(xml: String) {
        var lines: [String] = []
        for (name, content) in Self.elements(in: xml) {
            switch name {
            case "Para": lines += [Self.withoutTags(content), ""]
            case "zCodeLineNumbered": lines.append("    " + Self.withoutTags(content))
            case "CodeListing": lines.append("")
            case "Parameters": lines.append("Parameters:")
            case "ResultDiscussion": lines.append("Returns:")
            case "ThrowsDiscussion": lines.append("Throws:")
            case "Name": lines.append("  " + Self.withoutTags(content) + ":")
            default: break
            }
        }
        // A parameter and what is said of it are one line.
        var joined: [String] = []
        for line in lines {
            if !line.isEmpty, let last = joined.last, last.hasSuffix(":"), !last.hasPrefix("Parameters"),
                !line.hasSuffix(":")
            {
                joined[joined.count - 1] = last + " " + line
            } else if line.isEmpty, joined.last?.hasPrefix("  ") == true, joined.last?.hasPrefix("    ") == false {
                continue
            } else if !line.isEmpty || joined.last?.isEmpty == false {
                joined.append(line)
            }
        }
        while joined.last?.isEmpty == true { joined.removeLast() }
        text = joined.joined(separator: "\n")
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
