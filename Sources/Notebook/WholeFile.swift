import Foundation

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
