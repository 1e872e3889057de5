import ArgumentParser
import Engine

/// `--kernel-opt NAME=VALUE`: how the session that plays a notebook is set up.
struct KernelOption: ExpressibleByArgument {
    /// As it was given.
    let argument: String
    private let apply: @Sendable (inout CompilerOptions, inout [String: String]) -> Void

    init?(argument: String) {
        self.argument = argument
        guard let (name, value) = Self.parts(argument) else { return nil }
        switch name {
        case "optimize":
            guard let optimization = CompilerOptions.Optimization(rawValue: value) else { return nil }
            apply = { compiler, _ in compiler.optimization = optimization }
        case "define":
            guard value.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*/) != nil else { return nil }
            apply = { compiler, _ in compiler.definitions.append(value) }
        case "env":
            guard let (variable, text) = Self.parts(value) else { return nil }
            apply = { _, environment in environment[variable] = text }
        default: return nil
        }
    }

    private static func parts(_ text: String) -> (name: String, value: String)? {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    func set(_ compiler: inout CompilerOptions, _ environment: inout [String: String]) {
        apply(&compiler, &environment)
    }
}
