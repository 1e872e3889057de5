/// What a program wrote for a terminal, as HTML: its colours as classes, its carriage returns carried out, other control sequences
/// left out.
struct TerminalText {
    static var sequence: Regex<(Substring, Substring?, Substring?)> {
        #/\e\[([0-9;:?]*)[ -\/]*([@-~])|\e\][^\u{7}\e]*(?:\u{7}|\e\\)?|\e[@-Z\\-_]/#
    }
    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    private var isBold = false
    private var color: String?

    /// `\u{1B}[31mred` becomes `<span class="ansi-red">red</span>`.
    static func html(_ text: String) -> String {
        var terminal = TerminalText()
        let text = overwritten(text)
        return terminal.html(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    private mutating func html(_ text: String) -> String {
        guard text.unicodeScalars.contains("\u{1B}") else { return HTML.escaped(text) }
        var result = ""
        var start = text.startIndex
        for match in text.matches(of: Self.sequence) {
            result += styled(text[start..<match.range.lowerBound])
            if match.output.2 == "m" { apply(match.output.1 ?? "") }
            start = match.range.upperBound
        }
        return result + styled(text[start...])
    }

    private func styled(_ text: Substring) -> String {
        let classes = [isBold ? "ansi-bold" : nil, color.map { "ansi-" + $0 }].compactMap(\.self)
        guard !classes.isEmpty, !text.isEmpty else { return HTML.escaped(text) }
        return "<span class=\"\(classes.joined(separator: " "))\">\(HTML.escaped(text))</span>"
    }

    /// Select Graphic Rendition: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/, 8.3.117
    private mutating func apply(_ parameters: Substring) {
        let codes = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        for code in codes {
            switch code {
            case 0: (isBold, color) = (false, nil)
            case 1: isBold = true
            case 22: isBold = false
            case 30...37: color = Self.names[code - 30]
            case 39: color = nil
            case 90...97: color = Self.names[code - 90]
            // Colours by number take parameters of their own: what follows is not for us.
            case 38, 48: return
            default: break
            }
        }
    }

    /// Of a line with carriage returns, as progress bars write them, a terminal shows what came last.
    private static func overwritten(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line -> String in
            let parts = line.split(separator: "\r", omittingEmptySubsequences: true)
            return parts.last.map { String(Substring($0)) } ?? ""
        }.joined(separator: "\n")
    }
}

extension String {
    /// Without the sequences that colour text and move the cursor on a terminal.
    public var withoutTerminalCodes: String {
        unicodeScalars.contains("\u{1B}") ? replacing(TerminalText.sequence, with: "") : self
    }
}
