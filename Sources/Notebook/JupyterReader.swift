/// Reads `.ipynb` files, nbformat 4: https://nbformat.readthedocs.io/en/latest/format_description.html
enum JupyterReader {
    /// - Throws: ``NotebookError`` for text that is no JSON (with its line), for other versions, and for cells that are none.
    static func read(_ text: String, file: String) throws -> Notebook {
        let root = try object(text, file: file)
        try checkVersion(root, file: file)
        guard let cells = root["cells"]?.array else {
            throw NotebookError("the notebook has no list of cells", file: file, advice: "'cells' should be a list")
        }
        var notebook = Notebook(path: file, format: .ipynb, metadata: root["metadata"]?.object ?? JSONObject())
        for key in ["orig_nbformat", "orig_nbformat_minor", "signature"] { notebook.metadata[key] = nil }
        notebook.unknown = root
        for key in ["cells", "metadata", "nbformat", "nbformat_minor"] { notebook.unknown[key] = nil }
        notebook.cells = try cells.enumerated().map { index, value in
            guard let cell = value.object else {
                throw NotebookError("cell \(index + 1) is not an object", file: file)
            }
            return try JupyterCell(cell, file: "\(file)#\(cell["id"]?.string ?? "cell-\(index + 1)")").cell
        }
        try CellIdentifier.assignLeniently(&notebook.cells)
        for index in notebook.cells.indices { notebook.cells[index].file = "\(file)#\(notebook.cells[index].id)" }
        return notebook
    }

    static func object(_ text: String, file: String) throws -> JSONObject {
        var text = text
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        do {
            if let object = try JSONParser.parse(text).object { return object }
        } catch let failure as JSONParser.Failure {
            throw NotebookError(
                "not a notebook: \(failure.message)", file: file, line: failure.line,
                advice: text.allSatisfy(\.isWhitespace)
                    ? "the file is empty" : "the file may be cut off or hold a merge conflict; restore it from a copy")
        }
        throw NotebookError("not a notebook: the file holds no JSON object", file: file, line: 1)
    }

    private static func checkVersion(_ root: JSONObject, file: String) throws {
        guard let version = root["nbformat"]?.int else {
            throw NotebookError(
                root["worksheets"] == nil
                    ? "not a notebook: 'nbformat' is missing" : "this notebook's format is too old",
                file: file, advice: "open and save it in Jupyter, which writes nbformat 4")
        }
        if version < 4 {
            throw NotebookError(
                "nbformat \(version) is too old", file: file,
                advice: "convert it with 'jupyter nbconvert --to notebook --nbformat 4', or open and save it in Jupyter"
            )
        }
        if version > 4 {
            throw NotebookError("nbformat \(version) is newer than 4", file: file, advice: "save it as nbformat 4")
        }
    }
}

/// One cell of an `.ipynb`.
struct JupyterCell {
    private(set) var cell: Cell

    /// The key of the cell's metadata that holds its options.
    static let optionsKey = "cellist"
    static let knownKeys = ["cell_type", "source", "metadata", "id", "outputs", "execution_count", "attachments"]

    /// - Parameter file: what errors call the cell: `lab3.ipynb#load`.
    init(_ object: JSONObject, file: String) throws {
        let type = object["cell_type"]?.string ?? ""
        guard let kind = Cell.Kind(rawValue: type) else {
            throw NotebookError(
                "unknown cell type '\(type)'", file: file, advice: "nbformat 4 knows code, markdown and raw")
        }
        guard let text = JupyterText.joined(object["source"] ?? .string("")) else {
            throw NotebookError("'source' should be text or a list of lines", file: file)
        }
        cell = Cell(
            id: object["id"]?.string ?? "", kind: kind, text: text, file: file,
            metadata: object["metadata"]?.object ?? JSONObject())
        cell.metadata["trusted"] = nil
        readTitle()
        try readOptions()
        cell.metadata = JupyterTags.removing(cell.options, from: cell.metadata)
        cell.unknown = JSONObject(object.members.filter { !Self.knownKeys.contains($0.key) })
        let attachments = object["attachments"]?.object ?? JSONObject()
        cell.attachments = JSONObject(
            attachments.members.map { member in
                .init(member.key, member.value.object.map { .object(JupyterText.joined(bundle: $0)) } ?? member.value)
            })
        guard kind == .code else { return }
        cell.outputs = (object["outputs"]?.array ?? []).map(JupyterText.joined(output:))
        cell.executionCount = object["execution_count"]?.int
    }

    /// A title in the metadata, where jupytext keeps that of a marker line.
    private mutating func readTitle() {
        guard let title = cell.metadata["title"]?.string, !title.isEmpty else { return }
        cell.heading = title
        cell.metadata["title"] = nil
    }

    /// From `//|` lines in the source, as in a script, or from the metadata.
    private mutating func readOptions() throws {
        let lines = cell.text.lineSlices
        if cell.kind == .code { cell.options = try OptionBlock(lines[...], firstLine: 1, file: cell.file).options }
        guard let stored = cell.metadata[Self.optionsKey] else { return }
        guard cell.options.fields.isEmpty else {
            throw NotebookError(
                "the cell has options in '//|' lines and in its metadata", file: cell.file, line: 1,
                advice: "remove the lines, or the key '\(Self.optionsKey)' of the metadata")
        }
        cell.options = try CellOptions(OptionNode(stored), file: cell.file)
        cell.metadata[Self.optionsKey] = nil
    }
}
