internal import CellSyntax
import Foundation

/// A text that is being typed, as the compiler would see it in its session: all names of earlier cells are imported.
public struct AssistText: Sendable {
    /// What the user has typed.
    public var typed: String
    /// What stands before it, in one line.
    var head: String
    var arguments: [String]
    /// Under which SourceKit knows the text; there is no such file.
    var file: String

    var whole: String { head + typed }

    /// Not so where SourceKit would use up the whole time limit and have to be ended.
    var isReadable: Bool { DeepNesting.first(in: typed) == nil }
}

extension Session {
    /// The text with what ``CodeAssist`` needs to know of the session as it stands now.
    public func assistText(_ typed: String) -> AssistText {
        let imports = ["import CellKit"] + history.names.importsOfAll
        let file = scratch.path + "/typed.swift"
        return AssistText(
            typed: typed, head: imports.joined(separator: "; ") + "\n",
            arguments: [
                // SourceKit looks again at what there is to import only where the arguments are new.
                file, "-module-name", "Typed\(nextNumber)_\(history.standing)", "-I", scratch.path, "-I",
                installation.modules,
                "-plugin-path", toolchain.plugins, "-swift-version", "5", "-module-cache-path", compiler.moduleCache,
            ], file: file)
    }
}
