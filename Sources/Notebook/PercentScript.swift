/// Percent scripts: one `.swift` file whose cells begin with `// %%` lines.
///
/// ```
/// // %% [markdown]
/// // # Counting
///
/// // %% Ten numbers
/// //| points: 2
/// print(Array(1...10))
/// ```
enum PercentScript {
    /// - Throws: ``NotebookError`` for options that cannot be read and for ids used twice.
    static func read(_ text: String, file: String) throws -> Notebook {
        let source = SourceText(text)
        var notebook = Notebook(path: file, format: .script, usesWindowsLineEnds: source.usesWindowsLineEnds)
        var start = source.lines.first?.hasPrefix("#!") == true ? 1 : 0
        if let header = try ScriptHeader(source.lines, from: start, file: file) {
            notebook.metadata = header.metadata
            start = header.end
        }
        notebook.cells = try cells(source.lines, from: start, file: file)
        try CellIdentifier.assign(&notebook.cells)
        return notebook
    }

    /// The cells in `lines`, still without ids of their own. Text before the first marker is a cell if it is not blank.
    static func cells(_ lines: [Substring], from start: Int, file: String) throws -> [Cell] {
        let markers = markerLines(lines, from: start)
        var cells: [Cell] = []
        let first = markers.first ?? lines.count
        if lines[start..<first].contains(where: { !$0.isBlank }) {
            cells.append(try cell(CellMarker(), lines, start..<first, file: file))
        }
        for (position, line) in markers.enumerated() {
            let end = position + 1 < markers.count ? markers[position + 1] : lines.count
            guard let marker = CellMarker(line: lines[line]) else { continue }
            cells.append(try cell(marker, lines, line + 1..<end, file: file))
        }
        return cells
    }

    /// Indices of the lines that begin a cell: those that look so and do not stand inside a string or a comment.
    ///
    /// Where a string or comment never ends, the marker lines inside it count after all, so that one missing quotation mark
    /// costs its own cell and not the rest of the notebook.
    static func markerLines(_ lines: [Substring], from start: Int) -> [Int] {
        var markers: [Int] = []
        var scanner = SwiftTextScanner()
        var swallowed: Int?
        var index = start
        while true {
            guard index < lines.count else {
                guard let resume = swallowed, scanner.isInsideText else { return markers }
                index = resume
                swallowed = nil
                scanner = SwiftTextScanner()
                continue
            }
            if CellMarker(line: lines[index]) != nil {
                if scanner.isInsideText { swallowed = swallowed ?? index } else { markers.append(index) }
            }
            scanner.scan(line: lines[index])
            if !scanner.isInsideText { swallowed = nil }
            index += 1
        }
    }

    private static func cell(_ marker: CellMarker, _ lines: [Substring], _ range: Range<Int>, file: String) throws
        -> Cell
    {
        // One blank line before the next marker separates the cells and belongs to neither.
        let isSeparated = range.upperBound < lines.count && lines[range].last?.isBlank == true
        let body = lines[range].dropLast(isSeparated ? 1 : 0)
        var cell = Cell(
            id: "", kind: marker.kind, heading: marker.title, text: "", file: file, firstLine: range.lowerBound + 1,
            metadata: marker.metadata)
        if let attachments = cell.metadata["attachments"]?.object {
            cell.attachments = attachments
            cell.metadata["attachments"] = nil
        }
        let block = try OptionBlock(body, firstLine: cell.firstLine, file: file)
        cell.options = block.options
        switch marker.kind {
        case .code:
            cell.text = unescaped(body).joined(separator: "\n")
        case .markdown, .raw:
            cell.firstLine += block.lineCount
            cell.text = CommentedText.read(body.dropFirst(block.lineCount))
        }
        return cell
    }

    /// Whether `text`, read as a file of its own, would be cut into cells or changed.
    static func holdsMarkers(_ text: String) -> Bool {
        let lines = text.lineSlices
        return !markerLines(lines, from: 0).isEmpty || unescaped(lines[...]) != lines
    }

    private static func unescaped(_ lines: ArraySlice<Substring>) -> [Substring] {
        var scanner = SwiftTextScanner()
        return lines.map { line in
            defer { scanner.scan(line: line) }
            guard !scanner.isInsideText, let text = CellMarker.unescaped(line) else { return line }
            return text[...]
        }
    }
}

extension Substring {
    var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" } }
}
