import Foundation

/// A sequence of cells, from a folder of cell files, a percent script or an `.ipynb`. Runs nothing.
public struct Notebook: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// One cell a file, in the order of their names.
        case folder
        /// One `.swift` file whose cells begin with `// %%`.
        case script
        /// Jupyter's own JSON.
        case ipynb
    }

    /// The path as the user gave it.
    public var path: String
    public var format: Format
    public var cells: [Cell]
    /// What an `.ipynb` calls notebook metadata and a script keeps under `jupyter:` in its header.
    public var metadata: JSONObject
    /// Lines end in CRLF in the file.
    public var usesWindowsLineEnds: Bool
    /// Top-level keys of an `.ipynb` that nbformat does not know.
    public var unknown = JSONObject()

    public init(
        path: String, format: Format, cells: [Cell] = [], metadata: JSONObject = JSONObject(),
        usesWindowsLineEnds: Bool = false
    ) {
        self.path = path
        self.format = format
        self.cells = cells
        self.metadata = metadata
        self.usesWindowsLineEnds = usesWindowsLineEnds
    }

    /// The file's or folder's name without folder and ending: `lab3`.
    public var name: String {
        URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    }

    /// The folder that cells run in and take their files from: the notebook's own.
    public var folder: URL {
        let path = URL(fileURLWithPath: path).standardizedFileURL
        return format == .folder ? path : path.deletingLastPathComponent()
    }

    /// Reads a percent script from its text; `file` is what errors call it.
    public static func script(_ text: String, file: String) throws -> Notebook {
        try PercentScript.read(text, file: file)
    }

    /// Reads the notebook at `path`, whatever form it has.
    ///
    /// - Throws: ``NotebookError`` with the file and line that must change.
    public static func read(_ path: String) throws -> Notebook {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw NotebookError.cannotOpen(path)
        }
        if isFolder.boolValue { return try CellFolder.read(path) }
        if path.hasSuffix(".ipynb") { return try JupyterReader.read(SourceText.read(path), file: path) }
        guard path.hasSuffix(".swift") else {
            throw NotebookError(
                "not a notebook that Cellist knows", file: path,
                advice: "give a folder of cell files, a '.swift' script with '// %%' lines, or an '.ipynb'")
        }
        return try script(SourceText.read(path), file: path)
    }

    /// The language that the notebook names: `swift`, `python`. nil where it names none.
    public var language: String? {
        (metadata["kernelspec"]?.object?["language"] ?? metadata["language_info"]?.object?["name"])?.string
    }

    public subscript(id id: String) -> Cell? {
        cells.first { $0.id == id }
    }
}
