import Engine
import Foundation
import Notebook

/// Notebooks in and out.
let fileMagics = [
    Magic(
        name: "load", usage: "PATH", help: "Runs the cells of a notebook, up to the first that fails", argument: .file
    ) {
        shell, path in
        guard !path.isEmpty else { throw ShellError("load what?", advice: "'%load steps.swift'") }
        let notebook = try Notebook.read(NSString(string: path).expandingTildeInPath)
        for cell in notebook.cells where cell.kind == .code {
            let outcome = try shell.run(CellSource(cell), cell: cell)
            guard outcome.status == .ok else { throw ShellError("stopped at '\(cell.label)'") }
        }
        shell.printer.note("ran \(notebook.cells.count { $0.kind == .code }) cells of \(path)")
    },
    Magic(
        name: "save", usage: "PATH",
        help: "Writes the session's cells as a percent script or, by its name, an '.ipynb'",
        argument: .file
    ) { shell, path in
        guard path.hasSuffix(".swift") || path.hasSuffix(".ipynb") else {
            throw ShellError("save as what?", advice: "'%save work.swift' or '%save work.ipynb'")
        }
        let count = try shell.save(to: NSString(string: path).expandingTildeInPath)
        shell.printer.note("wrote \(count) cells to \(path)")
    },
]

extension Shell {
    /// The cells whose effects stand, in the order in which they ran.
    func save(to path: String) throws -> Int {
        let format: Notebook.Format = path.hasSuffix(".ipynb") ? .ipynb : .script
        var notebook = Notebook(path: path, format: .script)
        for cell in session.cells where !cell.isSuperseded && !cell.label.hasPrefix("%") {
            var saved = known[cell.label] ?? Cell(id: "", text: cell.source.text)
            saved.text = cell.source.text
            if saved.id.isEmpty { saved.id = "cell-" + cell.label.filter(\.isNumber) }
            notebook.cells.append(saved)
        }
        guard !notebook.cells.isEmpty else { throw ShellError("there are no cells to save") }
        try notebook.write(to: path, as: format)
        unsaved = []
        return notebook.cells.count
    }
}
