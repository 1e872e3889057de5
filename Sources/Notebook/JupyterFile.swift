/// An `.ipynb`'s text, of which single cells change: only those are written out anew, so that saving after every cell of a long
/// notebook stays cheap.
public struct JupyterFile: Sendable {
    public private(set) var notebook: Notebook
    private var cells: [String]

    public init(_ notebook: Notebook) {
        self.notebook = notebook
        cells = notebook.cells.map { Self.text($0, of: notebook) }
    }

    public mutating func setCell(at index: Int, to cell: Cell) {
        notebook.cells[index] = cell
        cells[index] = Self.text(cell, of: notebook)
    }

    private static func text(_ cell: Cell, of notebook: Notebook) -> String {
        let object = JupyterWriter.cell(cell, isJupyter: notebook.format == .ipynb)
        return JSONWriter.lines(object.sorted, indent: 1, level: 2)
    }

    /// The file: keys sorted, one space a level and texts cut into lines, as Jupyter writes nbformat 4.5.
    public var text: String {
        let root = JSON.object(JupyterWriter.root(notebook)).sorted.object ?? JSONObject()
        let members = root.members.map { member in
            let value =
                member.key == "cells" && !cells.isEmpty
                ? "[\n  " + cells.joined(separator: ",\n  ") + "\n ]"
                : JSONWriter.lines(member.value, indent: 1, level: 1)
            return " \(JSON.string(member.key).line): \(value)"
        }
        return "{\n" + members.joined(separator: ",\n") + "\n}\n"
    }
}
