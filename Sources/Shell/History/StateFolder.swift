import Foundation

/// Where the shell keeps what outlives it: `$XDG_STATE_HOME/cellist`, or `~/.local/state/cellist`.
enum StateFolder {
    /// https://specifications.freedesktop.org/basedir-spec: a value that is not absolute is to be ignored.
    static func path(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/cellist" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state/cellist"
    }

    /// - Throws: ``ShellError`` when it cannot be made.
    static func make() throws -> String {
        let path = path()
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ShellError("the folder \(path) cannot be made", advice: "set XDG_STATE_HOME to a folder that can")
        }
        return path
    }
}
