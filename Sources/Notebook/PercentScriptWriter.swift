extension PercentScript {
    /// The notebook as a percent script, which reads back as the same cells.
    static func write(_ notebook: Notebook) -> String {
        var parts: [String] = []
        let metadata = notebook.metadataWithoutKernel
        if !metadata.isEmpty { parts.append(header(metadata)) }
        parts += CellIdentifier.withNeededIDs(notebook.cells).map(text)
        return parts.map { $0 + "\n" }.joined(separator: "\n")
    }

    /// One cell with its marker line, without a last line end.
    static func text(_ cell: Cell) -> String {
        var metadata = cell.metadata
        if !cell.attachments.isEmpty { metadata["attachments"] = .object(cell.attachments) }
        var lines = [CellMarker(kind: cell.kind, title: cell.heading, metadata: metadata).writable.line]
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
        let lines = OptionYAMLWriter.text(StoredOptions.written(cell.options.fields)).lineSlices
        return lines.map { $0.isEmpty ? "//|" : "//| " + $0 }.joined(separator: "\n")
    }

    private static func header(_ metadata: JSONObject) -> String {
        let yaml = OptionYAMLWriter.text(["jupyter": .object(metadata)])
        let lines = yaml.lineSlices.map { $0.isEmpty ? "//" : "// " + $0 }
        return (["// ---"] + lines + ["// ---"]).joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        var scanner = SwiftTextScanner()
        return text.lineSlices.map { line -> Substring in
            defer { scanner.scan(line: line) }
            guard !scanner.isInsideText, let escaped = CellMarker.escaped(line) else { return line }
            return escaped[...]
        }.joined(separator: "\n")
    }
}

extension Cell {
    /// How many lines of a code cell's text are its options.
    var optionLineCount: Int {
        OptionBlock.lineCount(text.lineSlices[...])
    }
}
