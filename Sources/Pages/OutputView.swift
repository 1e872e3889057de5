import Foundation
import Notebook

/// One stored output as the page's template shows it. Exactly one of the optional parts is there.
struct OutputView {
    var stream: Text?
    var failure: Text?
    var value: Text?
    var picture: Picture?
    /// Made by Markdown, or a note.
    var prose: String?
    /// A document of its own, escaped for an attribute by the template.
    var document: Document?

    struct Text {
        var html: String
        var isError: Bool
    }
    struct Picture {
        var address: String
        var alternative: String
        /// The same figure in characters.
        var text: String?
    }
    struct Document {
        var html: String
        /// In lines of text; a frame without scripts cannot measure itself.
        var height: Int
    }

    /// - Parameter output: as nbformat has it, texts in one piece.
    init(_ output: JSON, markdown: Markdown) {
        let object = output.object ?? JSONObject()
        switch object["output_type"]?.string {
        case "stream":
            let isError = object["name"]?.string == "stderr"
            stream = Text(html: TerminalText.html(object["text"]?.string ?? ""), isError: isError)
        case "error": failure = Text(html: TerminalText.html(object.errorText), isError: true)
        default: show(object["data"]?.object ?? JSONObject(), markdown)
        }
    }

    private static let pictureTypes = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"]

    /// The richest form that reads without scripts.
    private mutating func show(_ bundle: JSONObject, _ markdown: Markdown) {
        let text = bundle["text/plain"]?.string
        if let type = Self.pictureTypes.first(where: { bundle[$0]?.string != nil }), let data = bundle[type]?.string {
            picture = Self.picture(type, data, text: text)
        } else if let html = bundle["text/html"]?.string {
            let lines = max(html.split(separator: "\n").count, html.matches(of: #/<(tr|p|li|h\d|br)\b/#).count)
            document = Document(html: html, height: min(30, lines + 2))
        } else if let text = bundle["text/markdown"]?.string {
            prose = markdown.html(text)
        } else if let text = text ?? bundle["text/latex"]?.string {
            value = Text(html: TerminalText.html(text), isError: false)
        } else if let json = bundle["application/json"] {
            value = Text(html: HTML.escaped(json.text(indent: 2)), isError: false)
        } else {
            let types = bundle.members.map(\.key).joined(separator: ", ")
            prose = "<p>An output that this page cannot show (\(HTML.escaped(types.isEmpty ? "empty" : types))).</p>"
        }
    }

    private static func picture(_ type: String, _ data: String, text: String?) -> Picture {
        let isSVG = type == "image/svg+xml"
        let bytes = isSVG ? Data(data.utf8) : Data(base64Encoded: data, options: .ignoreUnknownCharacters) ?? Data()
        let title = isSVG ? data.firstMatch(of: #/<title[^>]*>([^<]*)</title>/#).map { String($0.1) } : nil
        // What stands in the title is escaped already, as the template will do again.
        let name = title.map(unescaped) ?? ""
        return Picture(
            address: HTML.dataAddress(type, bytes), alternative: name.isEmpty ? "Figure" : name,
            text: text.map(TerminalText.html))
    }

    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
}

extension JSONObject {
    /// What an `error` output says: its traceback, or else name and value.
    var errorText: String {
        let lines = self["traceback"]?.array?.compactMap(\.string) ?? []
        if !lines.isEmpty { return lines.joined(separator: "\n") }
        return [self["ename"]?.string, self["evalue"]?.string].compactMap(\.self).joined(separator: ": ")
    }
}
