import Foundation
import Notebook

/// The student's version of a lab.
public struct Release: Sendable {
    public let notebook: Notebook
    private let lab: Lab

    /// Hidden cells are gone, outputs too; solution cells hold their stubs.
    init(_ lab: Lab, stubs: [String: Stub]) {
        self.lab = lab
        var notebook = lab.notebook
        notebook.cells = lab.notebook.cells.filter { $0.options.role != .hidden }.map { cell in
            var cell = cell
            cell.outputs = []
            cell.executionCount = nil
            cell.metadata["execution"] = nil
            guard let solution = lab.solution(cell.id) else { return cell }
            let stub = stubs[cell.id] ?? Stub.candidates(for: solution)[0]
            cell.text = solution.stubbed(stub).text
            return cell.withoutStubOption
        }
        self.notebook = notebook
    }

    /// `{"lab", "cells": [{"id", "title", "kind", "role", "points", "sha256"}]}`. Nothing in it depends on what is hidden.
    public var manifest: JSON {
        [
            "lab": .string(lab.name),
            "cells": .array(
                notebook.cells.map { cell in
                    var digest = ContentDigest()
                    digest.add(cell.text)
                    var object: JSONObject = [
                        "id": .string(cell.id), "title": .string(cell.label), "kind": .string(cell.kind.rawValue),
                    ]
                    if let role = cell.options.role { object["role"] = .string(role.rawValue) }
                    if let points = cell.options.points { object["points"] = .decimal(points) }
                    object["sha256"] = .string(digest.text)
                    return .object(object)
                }),
        ]
    }

    /// Writes the notebook to `path` in this form, and its manifest: `manifest.json` in a folder, `NAME.manifest.json` beside a file.
    ///
    /// - Returns: the manifest's path.
    /// - Throws: ``NotebookError`` when something cannot be written.
    @discardableResult
    public func write(to path: String, as format: Notebook.Format) throws -> String {
        try notebook.write(to: path, as: format)
        let bare = path.hasSuffix("/") ? String(path.dropLast()) : path
        let manifest =
            format == .folder
            ? bare + "/manifest.json"
            : URL(fileURLWithPath: bare).deletingPathExtension().relativePath + ".manifest.json"
        try WholeFile.write(self.manifest.line + "\n", to: manifest)
        return manifest
    }
}

extension Cell {
    /// What stands in the regions is no longer a matter of options.
    fileprivate var withoutStubOption: Cell {
        guard options.fields["stub"] != nil else { return self }
        var cell = self
        cell.text = code
        cell.options.fields["stub"] = nil
        cell.options.stub = []
        return cell
    }
}
