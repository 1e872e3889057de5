import Foundation

/// Where Cellist's own parts are: the worker, the library that cells link, and the modules that cells import.
public struct Installation: Sendable {
    public var worker: String
    public var runtimeLibrary: String
    public var modules: String

    /// Looks beside the running program: a build folder, or `PREFIX/bin` with `PREFIX/lib/cellist`.
    ///
    /// - Throws: ``EngineError`` of kind `missing` when a part is not there.
    public static func find() throws -> Installation {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return try find(beside: program.deletingLastPathComponent().path)
    }

    /// Looks beside a folder of programs.
    public static func find(beside folder: String) throws -> Installation {
        let candidates = [
            Installation(
                worker: folder + "/../lib/cellist/cellist-worker",
                runtimeLibrary: folder + "/../lib/cellist/libCellRuntime.so",
                modules: folder + "/../lib/cellist/modules"),
            Installation(
                worker: folder + "/cellist-worker", runtimeLibrary: folder + "/libCellRuntime.so",
                modules: folder + "/Modules"),
        ]
        for candidate in candidates where candidate.missing.isEmpty { return candidate }
        let missing = candidates.map(\.missing).min { $0.count < $1.count } ?? []
        throw EngineError(
            .missing, "Cellist is incomplete: \(missing.joined(separator: ", ")) not found",
            advice: "Build all of it with 'make build', or install it with 'make install PREFIX=…'.")
    }

    private var missing: [String] {
        [worker, runtimeLibrary, modules + "/CellKit.swiftmodule", modules + "/LabKit.swiftmodule"]
            .filter { access($0, R_OK) != 0 }
    }
}
