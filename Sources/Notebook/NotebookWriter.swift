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
    public var ipynbText: String { JupyterWriter.text(self) }

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

    private func writeFolder(_ path: String) throws {
        let files = folderFiles
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw NotebookError(
                "the folder cannot be made", family: .unwritable, file: path,
                advice: "look at the permissions of the folder above it, and whether a file has this name")
        }
        let names = Set(files.map(\.name))
        if let other = try CellFolder.cellFiles(in: path).first(where: { !names.contains($0) }) {
            throw NotebookError(
                "the folder holds another cell, '\(other)'", family: .unwritable, file: path,
                advice: "give a new folder, or remove the cells in this one")
        }
        for file in files { try WholeFile.write(file.text, to: path + "/" + file.name) }
    }
}
