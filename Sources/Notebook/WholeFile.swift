import Foundation

/// A file that is never seen half written.
public enum WholeFile {
    /// Writes a temporary file beside `path` and renames it. A symbolic link stays one and its target is replaced; permissions
    /// are kept; a read-only file is left alone, also by root, who could write it. A pipe or a device is written to.
    ///
    /// - Throws: ``NotebookError`` of the family `unwritable`.
    public static func write(_ text: String, to path: String) throws {
        let target = try Target(path)
        if target.isSpecial { return try write(text, toDevice: path) }
        let temporary = target.temporary
        do {
            try Data(text.utf8).write(to: temporary)
            if let mode = target.mode { _ = chmod(temporary.path, mode & 0o7777) }
        } catch {
            _ = unlink(temporary.path)
            throw NotebookError(
                "the file cannot be written", family: .unwritable, file: path,
                advice: "look at the folder's permissions and the space left on the disk")
        }
        guard rename(temporary.path, target.file.path) == 0 else {
            let reason = String(cString: strerror(errno))
            _ = unlink(temporary.path)
            throw NotebookError("the file cannot be replaced: \(reason)", family: .unwritable, file: path)
        }
    }

    /// Removes temporary files of writers that were killed while they wrote `path`.
    public static func removeLeftovers(of path: String) {
        guard let target = try? Target(path) else { return }
        let folder = target.file.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(target.temporaryPrefix) {
            guard let writer = pid_t(name.dropFirst(target.temporaryPrefix.count)), kill(writer, 0) != 0, errno == ESRCH
            else { continue }
            _ = unlink(folder.appendingPathComponent(name).path)
        }
    }

    private static func write(_ text: String, toDevice path: String) throws {
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw NotebookError("it cannot be opened for writing", family: .unwritable, file: path)
        }
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            throw NotebookError("it cannot be written to: \(error)", family: .unwritable, file: path)
        }
    }

    /// What stands at a path that is to be written.
    private struct Target {
        /// Behind symbolic links.
        var file: URL
        /// nil when there is none yet.
        var mode: mode_t?
        var isSpecial = false

        var temporaryPrefix: String { ".\(file.lastPathComponent).cellist-" }
        var temporary: URL {
            file.deletingLastPathComponent().appendingPathComponent(temporaryPrefix + "\(getpid())")
        }

        init(_ path: String) throws {
            file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            var status = stat()
            guard stat(path, &status) == 0 else { return }
            mode = status.st_mode
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                guard status.st_mode & 0o222 != 0, access(file.path, W_OK) == 0 else {
                    throw NotebookError(
                        "the file is read-only", family: .unwritable, file: path,
                        advice: "allow writing with 'chmod u+w', or give another name")
                }
            case S_IFDIR:
                throw NotebookError("this is a folder", family: .unwritable, file: path, advice: "give a file's name")
            default: isSpecial = true
            }
        }
    }
}
