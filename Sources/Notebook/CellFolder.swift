import Foundation

/// Folders of cells: `02-create_mini_batches.swift` and `01-intro.md`, in the order of their names.
enum CellFolder {
    static let metadataFile = "notebook.yaml"

    /// - Throws: ``NotebookError`` when the folder holds no cell, or a file in it cannot be read.
    static func read(_ path: String) throws -> Notebook {
        let files = try cellFiles(in: path)
        guard !files.isEmpty else {
            throw NotebookError(
                "there is no cell in this folder", file: path,
                advice: "cells are files such as '01-load.swift' and '02-about.md'")
        }
        var notebook = Notebook(path: path, format: .folder)
        var stems: [Int: String] = [:]
        for name in files {
            let file = path.hasSuffix("/") ? path + name : path + "/" + name
            let source = SourceText(try SourceText.read(file))
            let cells = name.hasSuffix(".md") ? [prose(source, file: file)] : try cells(source, file: file)
            if cells.count == 1 { stems[notebook.cells.count] = CellIdentifier.stem(ofFile: name) }
            notebook.cells += cells
            if source.usesWindowsLineEnds { notebook.usesWindowsLineEnds = true }
        }
        try CellIdentifier.assign(&notebook.cells, fileStems: stems)
        notebook.metadata = try metadata(in: path)
        return notebook
    }

    /// `.swift` files, and `.md` files that begin with a number, so that a README is no cell.
    static func cellFiles(in path: String) throws -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw NotebookError.cannotOpen(path)
        }
        let cells = names.filter { name in
            !name.hasPrefix(".") && (name.hasSuffix(".swift") || name.hasSuffix(".md") && number(of: name) != nil)
        }
        return cells.sorted { first, second in
            let (left, right) = (number(of: first) ?? .max, number(of: second) ?? .max)
            return left == right ? first < second : left < right
        }
    }

    /// What no cell's file can hold stands in `notebook.yaml`, if there is any.
    private static func metadata(in path: String) throws -> JSONObject {
        let file = path + "/" + metadataFile
        guard FileManager.default.fileExists(atPath: file) else { return JSONObject() }
        let lines = SourceText(try SourceText.read(file)).lines
        let numbered = lines.enumerated().map { (text: $1, line: $0 + 1) }
        return try OptionYAML.parse(numbered, file: file)?.json.object ?? JSONObject()
    }

    private static func number(of name: String) -> Int? {
        Int(name.prefix { ("0"..."9").contains($0) })
    }

    private static func prose(_ source: SourceText, file: String) -> Cell {
        Cell(id: "", kind: .markdown, text: source.lines.joined(separator: "\n"), file: file)
    }

    private static func cells(_ source: SourceText, file: String) throws -> [Cell] {
        let cells = try PercentScript.cells(source.lines, from: 0, file: file)
        return cells.isEmpty ? [Cell(id: "", text: source.lines.joined(separator: "\n"), file: file)] : cells
    }
}
