import Foundation

/// The Swift toolchain whose compiler makes the cells.
public struct Toolchain: Sendable {
    /// The folder that holds `bin` and `lib`: `/opt/swift/usr`.
    public var root: String

    public var frontend: String { root + "/bin/swift-frontend" }
    public var linker: String { root + "/bin/ld.lld" }
    public var symbolizer: String { root + "/bin/llvm-symbolizer" }
    public var libraries: String { root + "/lib/swift/linux" }
    public var plugins: String { root + "/lib/swift/host/plugins" }
    /// SourceKit, which knows what could stand in a text and what a name means.
    public var sourceKit: String { root + "/lib/libsourcekitdInProc.so" }
    /// Registers a library's types and conformances with the runtime; without it generic types over another cell's types crash.
    public var runtimeObject: String { "\(libraries)/\(Self.architecture)/swiftrt.o" }

    #if arch(arm64)
        static let architecture = "aarch64"
    #else
        static let architecture = "x86_64"
    #endif

    /// The toolchain of `CELLIST_TOOLCHAIN`, or of the first `swift` on the path.
    ///
    /// - Throws: ``EngineError`` of kind `missing` when there is none.
    public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Toolchain {
        if let named = environment["CELLIST_TOOLCHAIN"] {
            let candidates = [named, named + "/usr"].map(Toolchain.init(root:))
            if let found = candidates.first(where: \.isComplete) { return found }
            throw EngineError(
                .missing, "CELLIST_TOOLCHAIN names \(named), where there is no bin/swift-frontend",
                advice: "Set it to the folder that holds 'bin' and 'lib', or unset it to use the 'swift' on your PATH.")
        }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            for name in ["swift-frontend", "swift"] {
                let path = "\(folder)/\(name)"
                guard access(path, X_OK) == 0 else { continue }
                let real = URL(fileURLWithPath: path).resolvingSymlinksInPath()
                let toolchain = Toolchain(root: real.deletingLastPathComponent().deletingLastPathComponent().path)
                if toolchain.isComplete { return toolchain }
                if let told = told(by: path) { return told }
            }
        }
        throw EngineError(
            .missing, "there is no Swift toolchain on the PATH",
            advice:
                "Install Swift 6.3 from https://www.swift.org/install/linux, or set CELLIST_TOOLCHAIN to its 'usr' folder."
        )
    }

    /// `Swift version 6.3.1 (swift-6.3.1-RELEASE)`; nil when the compiler does not run.
    var versionLine: String? {
        ChildProcess.output(of: frontend, ["-version"])?.split(separator: "\n").first.map(String.init)
    }

    /// `6.3.1`.
    public var version: String? {
        versionLine?.firstMatch(of: /version (\d+(\.\d+)*)/).map { String($0.1) }
    }

    private var isComplete: Bool { access(frontend, X_OK) == 0 && access(runtimeObject, R_OK) == 0 }

    /// Launchers such as swiftly's stand in for `swift`: the compiler itself knows where it lives.
    private static func told(by swift: String) -> Toolchain? {
        guard let (reading, writing) = try? Descriptor.pipe(),
            let child = try? ChildProcess.start(
                swift, ["-print-target-info"], descriptors: [(writing.number, 1)])
        else { return nil }
        writing.close()
        var output: [UInt8] = []
        while let more = reading.readAvailable() { output += more }
        child.wait()
        guard let info = try? JSONSerialization.jsonObject(with: Data(output)) as? [String: Any],
            let paths = info["paths"] as? [String: Any], let resources = paths["runtimeResourcePath"] as? String
        else { return nil }
        let toolchain = Toolchain(
            root: URL(fileURLWithPath: resources).deletingLastPathComponent().deletingLastPathComponent().path)
        return toolchain.isComplete ? toolchain : nil
    }
}
