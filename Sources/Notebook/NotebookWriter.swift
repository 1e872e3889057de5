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

    /// Writes the notebook to `path` in this form. Each file is written whole or not at all.
    ///
    /// - Throws: ``NotebookError`` when something there may not be written, or a folder holds other cells already.
    public func write(to path: String, as format: Format) throws {
        switch format {
        case .script: try WholeFile.write(scriptText, to: path)
        case .folder: try writeFolder(path)
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

/// A file that is never seen half written.
enum WholeFile {
    /// Writes a temporary file beside `path` and renames it. A symbolic link stays one and its target is replaced; permissions are kept;
    /// a read-only file is left alone.
    static func write(_ text: String, to path: String) throws {
        let manager = FileManager.default
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let exists = manager.fileExists(atPath: target.path)
        guard !exists || manager.isWritableFile(atPath: target.path) else {
            throw NotebookError(
                "the file is read-only", family: .unwritable, file: path, advice: "allow writing with 'chmod u+w'")
        }
        let folder = target.deletingLastPathComponent()
        let temporary = folder.appendingPathComponent(".\(target.lastPathComponent).\(UUID().uuidString.prefix(8))")
        do {
            try Data(text.utf8).write(to: temporary)
            if exists, let mode = try manager.attributesOfItem(atPath: target.path)[.posixPermissions] {
                try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary.path)
            }
        } catch {
            _ = unlink(temporary.path)
            throw NotebookError(
                "the file cannot be written", family: .unwritable, file: path,
                advice: "look at the folder's permissions and the space left on the disk")
        }
        guard rename(temporary.path, target.path) == 0 else {
            _ = unlink(temporary.path)
            throw NotebookError(
                "the file cannot be replaced: \(String(cString: strerror(errno)))", family: .unwritable, file: path)
        }
    }
}
