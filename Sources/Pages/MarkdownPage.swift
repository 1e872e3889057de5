import Notebook

extension Notebook {
    /// The notebook as Markdown: code in fences, and its outputs as text in fences of their own, figures as characters.
    public var markdownText: String {
        let parts = cells.flatMap { cell -> [String] in
            switch cell.kind {
            case .markdown: [cell.text]
            case .raw: [fenced(cell.text)]
            case .code: [fenced(cell.code, language: language ?? "swift")] + cell.outputs.compactMap(outputText)
            }
        }
        return parts.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "\n")
    }

    private func outputText(_ output: JSON) -> String? {
        let object = output.object ?? JSONObject()
        let bundle = object["data"]?.object ?? JSONObject()
        switch object["output_type"]?.string {
        case "stream": return fenced((object["text"]?.string ?? "").withoutTerminalCodes)
        case "error": return fenced(object.errorText.withoutTerminalCodes)
        default: break
        }
        if let markdown = bundle["text/markdown"]?.string { return markdown }
        if let text = bundle["text/plain"]?.string { return fenced(text.withoutTerminalCodes) }
        for type in ["image/png", "image/jpeg", "image/gif"] {
            guard let data = bundle[type]?.string else { continue }
            return "![Figure](data:\(type);base64,\(data.filter { !$0.isWhitespace }))"
        }
        return bundle["text/html"]?.string
    }

    /// The fence is longer than any in the text.
    private func fenced(_ text: String, language: String = "") -> String {
        let longest = text.matches(of: #/`+/#).map(\.output.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") || text.isEmpty ? "" : "\n")\(fence)"
    }
}
