/// A code cell as it stands in a file that anything may have happened to: ids that come twice, options that are no YAML, text
/// before the first marker. Reading never fails on what a cell says.
public struct LooseCell: Sendable, Hashable {
    /// What the cell calls itself; several may say the same.
    public var id: String?
    public var title: String?
    /// The text without the option lines at its top, line ends as `\n`.
    public var code: String
    public var file: String
    /// The line of `file` at which `code` begins, from 1; in an `.ipynb` a line of the cell.
    public var firstLine: Int

    public init(id: String? = nil, title: String? = nil, code: String, file: String = "", firstLine: Int = 1) {
        self.id = id
        self.title = title
        self.code = code
        self.file = file
        self.firstLine = firstLine
    }

    /// The code cells of a percent script or of a cell's file.
    ///
    /// - Parameter stem: the id that the file's name gives to a cell that is alone in it.
    public static func script(_ text: String, file: String) -> [LooseCell] {
        let lines = normalized(text).lineSlices
        let markers = PercentScript.markerLines(lines, from: 0)
        let bounds = markers + [lines.count]
        var cells: [LooseCell] = []
        if lines[..<bounds[0]].contains(where: { !$0.isBlank && !$0.hasPrefix("#!") }) {
            cells.append(LooseCell(lines[..<bounds[0]], id: nil, title: nil, file: file))
        }
        for (start, end) in zip(bounds, bounds.dropFirst()) {
            guard let marker = CellMarker(line: lines[start]), marker.kind == .code else { continue }
            cells.append(
                LooseCell(
                    lines[start + 1..<end], id: marker.metadata["id"]?.string, title: marker.title, file: file))
        }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        for index in cells.indices where cells[index].id == nil {
            let stem = cells.count == 1 ? CellIdentifier.stem(ofFile: name) : nil
            cells[index].id = stem ?? cells[index].title.flatMap(CellIdentifier.slug)
        }
        return cells
    }

    /// The code cells of an `.ipynb`.
    ///
    /// - Throws: ``NotebookError`` for text that is no JSON object with a list of cells.
    public static func jupyter(_ text: String, file: String) throws -> [LooseCell] {
        let root = try JupyterReader.object(text, file: file)
        guard let cells = root["cells"]?.array else {
            throw NotebookError("the notebook has no list of cells", file: file, advice: "'cells' should be a list")
        }
        return cells.enumerated().compactMap { index, value in
            guard let cell = value.object, cell["cell_type"]?.string == "code",
                let source = JupyterText.joined(cell["source"] ?? .string(""))
            else { return nil }
            let metadata = cell["metadata"]?.object
            let options = metadata?[JupyterCell.optionsKey]?.object
            let id = options?["id"]?.string ?? cell["id"]?.string
            return LooseCell(
                normalized(source).lineSlices[...], id: id,
                title: options?["title"]?.string ?? metadata?["title"]?.string,
                file: "\(file)#\(id ?? "cell-\(index + 1)")")
        }
    }

    private init(_ lines: ArraySlice<Substring>, id: String?, title: String?, file: String) {
        let count = OptionBlock.lineCount(lines)
        let options = lines.prefix(count)
        let end = lines.dropFirst(count).lastIndex { !$0.isBlank }.map { $0 + 1 } ?? lines.startIndex + count
        let body = lines[lines.startIndex + count..<end]
        self.init(
            id: Self.value(of: "id", in: options) ?? id, title: Self.value(of: "title", in: options) ?? title,
            code: body.joined(separator: "\n"), file: file, firstLine: body.startIndex + 1)
    }

    /// The value of a plain `key: value` line, as far as it can be told without reading YAML that may be broken.
    private static func value(of key: String, in options: ArraySlice<Substring>) -> String? {
        for line in options {
            let text = line.dropFirst(3).trimmed
            guard text.hasPrefix(key + ":") else { continue }
            let value = text.dropFirst(key.count + 1).trimmed
            let bare = value.drop { $0 == "'" || $0 == "\"" }
            return String(bare.prefix { $0 != "'" && $0 != "\"" })
        }
        return nil
    }

    private static func normalized(_ text: String) -> String {
        var text = text
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        return text.utf8.contains(0x0D)
            ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    }
}
