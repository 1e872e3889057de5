import Foundation

extension Notebook {
    /// The notebooks that a path means: itself, or those in a folder of notebooks.
    ///
    /// A folder with cell files and without an `.ipynb` is a notebook. Any other folder stands for the `.ipynb` files in it and the
    /// notebooks in its folders, in the order of their names. What begins with a point, such as Jupyter's checkpoints, is left out.
    ///
    /// - Throws: ``NotebookError`` for a path where nothing is, and for a folder without a notebook.
    public static func paths(at path: String) throws -> [String] {
        let found = try search(path)
        guard found.isEmpty else { return found }
        throw NotebookError(
            "there is no notebook in this folder", family: .noSuchFile, file: path,
            advice:
                "a notebook is a folder of cells such as '01-load.swift', a '.swift' script with '// %%' lines, or an '.ipynb'"
        )
    }

    private static func search(_ path: String) throws -> [String] {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { throw NotebookError.cannotOpen(path) }
        guard isFolder.boolValue else { return [path] }
        let names: [String]
        do {
            names = try manager.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw NotebookError.cannotOpen(path)
        }
        let hasJupyter = names.contains { $0.hasSuffix(".ipynb") }
        if !hasJupyter, !(try CellFolder.cellFiles(in: path)).isEmpty { return [path] }
        let base = path.hasSuffix("/") ? path : path + "/"
        return try names.flatMap { name -> [String] in
            if name.hasSuffix(".ipynb") { return [base + name] }
            var isFolder: ObjCBool = false
            _ = manager.fileExists(atPath: base + name, isDirectory: &isFolder)
            return isFolder.boolValue ? try search(base + name) : []
        }
    }
}
