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
        try link("real", to: real)
        for name in ["lib", "bin/llvm-symbolizer"] { try link(name, to: "\(real)/\(name)") }
        try link("counting-tool", to: Self.tools + "/counting-tool")
        for tool in ["swift-frontend", "ld.lld"] { try link("bin/" + tool, to: Self.tools + "/counting-tool") }
    }

    /// Scripts of the checkout: one that was written just now cannot be started while a child that another test is starting
    /// still has it open.
    private static let tools = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Tools"

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
        try FileManager.default.removeItem(atPath: root + "/bin/swift-frontend")
        try link("bin/swift-frontend", to: Self.tools + "/counting-tool-updated")
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(root)/\(name)", withDestinationPath: target)
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
