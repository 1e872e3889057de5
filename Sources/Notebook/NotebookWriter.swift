import Foundation

extension Notebook {
    /// The notebook as a percent script.
    public var scriptText: String {
        let text = PercentScript.write(self)
        return usesWindowsLineEnds ? text.replacingOccurrences(of: "\n", with: "\r\n") : text
    }

    /// The notebook as files of a folder, one a cell.
    public var folderFiles: [NotebookFile] {
        CellFolder.write(self).map { file in
            guard usesWindowsLineEnds else { return file }
            return NotebookFile(name: file.name, text: file.text.replacingOccurrences(of: "\n", with: "\r\n"))
        }
    }

    /// The notebook as nbformat 4.5, ordered and indented as Jupyter writes it.
    public var ipynbText: String { JupyterFile(self).text }

    /// Writes the notebook to `path` in this form. Each file is written whole or not at all.
    ///
    /// - Throws: ``NotebookError`` when something there may not be written, or a folder holds other cells already.
    public func write(to path: String, as format: Format) throws {
        switch format {
        case .script: try WholeFile.write(scriptText, to: path)
        case .folder: try writeFolder(path)
        case .ipynb: try WholeFile.write(ipynbText, to: path)
        }
    }

    /// A new folder is there whole or not at all; in one that is there each file is.
    private func writeFolder(_ path: String) throws {
        let files = folderFiles
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else {
            let target = URL(fileURLWithPath: path)
            let temporary = target.deletingLastPathComponent().appendingPathComponent(
                ".\(target.lastPathComponent).cellist-\(getpid())")
            try makeFolder(temporary.path, for: path)
            do {
                for file in files { try WholeFile.write(file.text, to: temporary.path + "/" + file.name) }
                try manager.moveItem(at: temporary, to: target)
            } catch {
                try? manager.removeItem(at: temporary)
                throw NotebookError(
                    "the folder cannot be written", family: .unwritable, file: path,
                    advice: "look at the permissions of the folder above it and the space left on the disk")
            }
            return
        }
        try makeFolder(path, for: path)
        let names = Set(files.map(\.name))
        if let other = try CellFolder.cellFiles(in: path).first(where: { !names.contains($0) }) {
            throw NotebookError(
                "the folder holds another cell, '\(other)'", family: .unwritable, file: path,
                advice: "give a new folder, or remove the cells in this one")
        }
        for file in files { try WholeFile.write(file.text, to: path + "/" + file.name) }
    }

    private func makeFolder(_ path: String, for name: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw NotebookError(
                "the folder cannot be made", family: .unwritable, file: name,
                advice: "look at the permissions of the folder above it, and whether a file has this name")
        }
    }

    /// The notebook with the outputs that `earlier` holds for cells that still say the same.
    public func keepingOutputs(of earlier: Notebook) -> Notebook {
        let known = Dictionary(earlier.cells.map { ($0.id, $0) }) { first, _ in first }
        var notebook = self
        for index in cells.indices where cells[index].kind == .code && cells[index].outputs.isEmpty {
            guard let old = known[cells[index].id], old.code == cells[index].code else { continue }
            notebook.cells[index].outputs = old.outputs
            notebook.cells[index].executionCount = old.executionCount
        }
        return notebook
    }
}
