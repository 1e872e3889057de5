extension PercentScript {
    /// The notebook as a percent script, which reads back as the same cells.
    static func write(_ notebook: Notebook) -> String {
        var parts: [String] = []
        if !notebook.metadata.isEmpty { parts.append(header(notebook.metadata)) }
        parts += CellIdentifier.withNeededIDs(notebook.cells).map(text)
        return parts.map { $0 + "\n" }.joined(separator: "\n")
    }

    /// One cell with its marker line, without a last line end.
    static func text(_ cell: Cell) -> String {
        var lines = [CellMarker(kind: cell.kind, title: cell.heading, metadata: cell.metadata).writable.line]
        if let options = optionLines(cell) { lines.append(options) }
        if cell.kind == .code {
            if !cell.text.isEmpty { lines.append(escaped(cell.text)) }
        } else if !cell.text.isEmpty {
            lines.append(CommentedText.write(cell.text))
        }
        return lines.joined(separator: "\n")
    }

    /// `//|` lines for options that do not stand in the cell's text already.
    static func optionLines(_ cell: Cell) -> String? {
        let hasOwn = cell.kind == .code && cell.optionLineCount > 0
        guard !hasOwn, !cell.options.fields.isEmpty else { return nil }
        let lines = OptionYAMLWriter.text(cell.options.fields).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.isEmpty ? "//|" : "//| " + $0 }.joined(separator: "\n")
    }

    private static func header(_ metadata: JSONObject) -> String {
        let yaml = OptionYAMLWriter.text(["jupyter": .object(metadata)])
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "//" : "// " + $0 }
        return (["// ---"] + lines + ["// ---"]).joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        var scanner = SwiftTextScanner()
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
            defer { scanner.scan(line: line) }
            guard !scanner.isInsideText, let escaped = CellMarker.escaped(line) else { return line }
            return escaped[...]
        }.joined(separator: "\n")
    }
}

extension Cell {
    /// How many lines of a code cell's text are its options.
    var optionLineCount: Int {
        OptionBlock.lineCount(text.split(separator: "\n", omittingEmptySubsequences: false)[...])
    }
}
