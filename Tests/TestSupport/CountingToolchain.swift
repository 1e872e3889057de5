import Foundation

/// The toolchain of the tests behind scripts that write down each start of its compiler and its linker.
public struct CountingToolchain: Sendable {
    /// For `CELLIST_TOOLCHAIN`.
    public let root: String

    /// - Throws: ``TestSupportError`` when there is no toolchain on the path.
    public init(in folder: String) throws {
        root = folder + "/toolchain"
        let real = try Self.real()
        try FileManager.default.createDirectory(atPath: root + "/bin", withIntermediateDirectories: true)
        try link("lib", real)
        try link("bin/llvm-symbolizer", real)
        for tool in ["swift-frontend", "ld.lld"] {
            try writeScript(tool, "#!/bin/sh\necho \(tool) >>'\(root)/starts'\nexec '\(real)/bin/\(tool)' \"$@\"\n")
        }
    }

    /// How often the compiler and the linker have been started since this was last asked.
    public func takeStarts() throws -> Starts {
        let log = root + "/starts"
        let lines = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
            .split(separator: "\n")
        if !lines.isEmpty { try FileManager.default.removeItem(atPath: log) }
        return Starts(
            compiler: lines.count { $0 == "swift-frontend" }, linker: lines.count { $0 == "ld.lld" })
    }

    public struct Starts: Hashable, Sendable {
        public var compiler: Int
        public var linker: Int

        public init(compiler: Int, linker: Int) { (self.compiler, self.linker) = (compiler, linker) }

        public static let none = Starts(compiler: 0, linker: 0)
    }

    /// Makes another compiler of it, which does the same.
    public func update() throws {
        let script = root + "/bin/swift-frontend"
        let text = String(decoding: FileManager.default.contents(atPath: script) ?? Data(), as: UTF8.self)
        try writeScript("swift-frontend", text.replacingOccurrences(of: "exec", with: "# an update\nexec"))
    }

    private func writeScript(_ tool: String, _ text: String) throws {
        let path = "\(root)/bin/\(tool)"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o755])
        else { throw TestSupportError("cannot write \(path)") }
    }

    private func link(_ name: String, _ real: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(root)/\(name)", withDestinationPath: "\(real)/\(name)")
    }

    private static func real() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["CELLIST_TOOLCHAIN"] { return named }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            let swift = URL(fileURLWithPath: "\(folder)/swift").resolvingSymlinksInPath()
            let root = swift.deletingLastPathComponent().deletingLastPathComponent().path
            if access(root + "/bin/swift-frontend", X_OK) == 0 { return root }
        }
        throw TestSupportError("there is no swift on the PATH")
    }
}
