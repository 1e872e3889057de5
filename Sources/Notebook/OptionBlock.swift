/// The `//|` lines at the top of a cell.
struct OptionBlock {
    var options = CellOptions()
    /// How many lines the block takes, blank lines before it included; 0 when there is none.
    var lineCount = 0

    /// - Parameter lines: the cell's own lines; `firstLine` is the number of the first in `file`.
    /// - Throws: ``NotebookError`` for what is not valid, and for options that stand below the top where nothing reads them.
    init(_ lines: ArraySlice<Substring>, firstLine: Int, file: String) throws {
        var yaml: [(text: Substring, line: Int)] = []
        lineCount = Self.lineCount(lines)
        for (offset, line) in lines.prefix(lineCount).enumerated() {
            if let text = Self.yaml(line) { yaml.append((text, firstLine + offset)) }
        }
        if !yaml.isEmpty, let node = try OptionYAML.parse(yaml, file: file) {
            options = try CellOptions(node, file: file)
        }
        try Self.rejectStrays(lines.dropFirst(lineCount), firstLine: firstLine + lineCount, file: file)
    }

    static func lineCount(_ lines: ArraySlice<Substring>) -> Int {
        let blank = lines.prefix(while: \.isBlank).count
        let options = lines.dropFirst(blank).prefix { yaml($0) != nil }.count
        return options == 0 ? 0 : blank + options
    }

    private static func yaml(_ line: Substring) -> Substring? {
        guard line.hasPrefix("//|") else { return nil }
        let text = line.dropFirst(3)
        return text.first == " " ? text.dropFirst() : text
    }

    private static func rejectStrays(_ lines: ArraySlice<Substring>, firstLine: Int, file: String) throws {
        var scanner = SwiftTextScanner()
        for (offset, line) in lines.enumerated() {
            defer { scanner.scan(line: line) }
            guard !scanner.isInsideText, let text = yaml(line), let colon = text.firstIndex(of: ":"),
                CellOptions.keys.contains(String(text[..<colon]))
            else { continue }
            throw NotebookError(
                "the option '\(text[..<colon])' stands below the cell's first lines, where it is not read", file: file,
                line: firstLine + offset, advice: "move the '//|' lines to the top of the cell")
        }
    }
}
