/// A file of a notebook that is written as a folder.
public struct NotebookFile: Sendable, Hashable {
    /// Without the folder: `02-create_mini_batches.swift`.
    public var name: String
    public var text: String
}

extension CellFolder {
    /// One file a cell, numbered in order, and `notebook.yaml` for the notebook's metadata if it has any.
    static func write(_ notebook: Notebook) -> [NotebookFile] {
        let width = max(2, String(notebook.cells.count).count)
        var files = notebook.cells.enumerated().map { index, cell in
            let number = String(index + 1)
            return file(cell, number: String(repeating: "0", count: width - number.count) + number)
        }
        let metadata = notebook.metadataWithoutKernel
        if !metadata.isEmpty {
            files.append(NotebookFile(name: metadataFile, text: OptionYAMLWriter.text(metadata) + "\n"))
        }
        return files
    }

    private static func file(_ cell: Cell, number: String) -> NotebookFile {
        let name = "\(number)-\(cell.id)"
        var cell = cell
        if cell.options.id == nil {
            let isNamedByFile = CellIdentifier.stem(ofFile: name + ".swift") == cell.id
            cell.metadata["id"] = isNamedByFile ? nil : .string(cell.id)
        }
        let isPlain =
            cell.heading == nil && cell.metadata.isEmpty && cell.attachments.isEmpty
            && PercentScript.optionLines(cell) == nil
        if isPlain, cell.kind == .markdown { return NotebookFile(name: name + ".md", text: ended(cell.text)) }
        let needsMarker = !isPlain || cell.kind != .code || PercentScript.holdsMarkers(cell.text)
        return NotebookFile(name: name + ".swift", text: ended(needsMarker ? PercentScript.text(cell) : cell.text))
    }

    private static func ended(_ text: String) -> String { text.isEmpty ? "" : text + "\n" }
}
