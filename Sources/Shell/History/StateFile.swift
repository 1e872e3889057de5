import Foundation

/// Small files of the shell's own: seen whole or not at all.
enum StateFile {
    /// - Throws: ``ShellError`` when it cannot be written; what was there is still there.
    static func write(_ text: String, to path: String) throws {
        let temporary = "\(path).\(getpid()).new"
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: temporary))
        } catch {
            unlink(temporary)
            throw ShellError(
                "\(path) cannot be written", advice: "look at its folder's permissions and the disk's space")
        }
        guard rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            throw ShellError("\(path) cannot be replaced: \(reason)")
        }
    }
}
