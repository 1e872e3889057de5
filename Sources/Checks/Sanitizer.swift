import Foundation
import Notebook

/// A regular expression and what stands in place of its matches: dates, paths, times, which differ from run to run.
public struct Sanitizer: Sendable, Hashable {
    public var pattern: String
    /// `\1` is the first group's text.
    public var replacement: String

    public init(pattern: String, replacement: String) {
        self.pattern = pattern
        self.replacement = replacement
    }

    func apply(to text: String) -> String {
        guard let regex = try? Regex(pattern).anchorsMatchLineEndings() else { return text }
        return text.replacing(regex) { match in
            replacement.replacing(#/\\([0-9])/#) { reference in
                let index = Int(reference.output.1) ?? 0
                return index < match.output.count ? match.output[index].substring.map(String.init) ?? "" : ""
            }
        }
    }

    /// Reads a file of nbval's form: `[a name]`, then `regex: …` and `replace: …`.
    ///
    /// - Throws: ``NotebookError`` with the line that cannot be read.
    public static func read(_ path: String) throws -> [Sanitizer] {
        var sanitizers: [Sanitizer] = []
        for section in try SanitizeFile(path).sections {
            guard let regex = section.regex else {
                throw NotebookError(
                    "a 'regex:' line is missing", file: path, line: section.line,
                    advice: "each part has 'regex:' and 'replace:'")
            }
            do {
                _ = try Regex(regex.text)
            } catch {
                throw NotebookError(
                    "'\(regex.text)' is not a regular expression: \(error)", file: path, line: regex.line,
                    advice: "write '\\' before a character that is meant as itself")
            }
            sanitizers.append(Sanitizer(pattern: regex.text, replacement: section.replacement ?? ""))
        }
        return sanitizers
    }
}

/// The lines of a file of rules.
private struct SanitizeFile {
    struct Section {
        var line: Int
        var regex: (text: String, line: Int)?
        var replacement: String?
    }

    var sections: [Section] = []

    init(_ path: String) throws {
        for (index, line) in try Notebook.lines(of: path).enumerated() {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") { continue }
            if text.hasPrefix("["), text.hasSuffix("]") {
                sections.append(Section(line: index + 1))
                continue
            }
            try read(text, path, line: index + 1)
        }
    }

    private mutating func read(_ text: String, _ path: String, line: Int) throws {
        guard let match = text.wholeMatch(of: #/(\w+)\s*[:=]\s*(.*)/#), !sections.isEmpty,
            ["regex", "replace"].contains(match.output.1)
        else {
            throw NotebookError(
                "not a rule: '\(text)'", file: path, line: line,
                advice: "write '[a name]', then 'regex: …' and 'replace: …' lines")
        }
        let value = String(match.output.2)
        if match.output.1 == "regex" {
            sections[sections.count - 1].regex = (value, line)
        } else {
            sections[sections.count - 1].replacement = value
        }
    }
}
