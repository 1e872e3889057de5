import CellSyntax
import Foundation

/// Text as HTML.
enum HTML {
    /// Markup escaped; control characters, which no page may hold, as the pictures that Unicode has for them.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}": result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case "\u{7F}": result += "\u{2421}"
            case "\u{80}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func preformatted(_ text: String) -> String { "<pre>\(escaped(text))</pre>" }

    /// Swift in the page's colours.
    static func code(_ text: String) -> String {
        codeSpans(of: text).map { span in
            span.kind == .plain
                ? escaped(span.text) : "<span class=\"\(span.kind.rawValue)\">\(escaped(span.text))</span>"
        }.joined()
    }

    static func dataAddress(_ type: String, _ data: Data) -> String {
        "data:\(type);base64,\(data.base64EncodedString())"
    }
}
