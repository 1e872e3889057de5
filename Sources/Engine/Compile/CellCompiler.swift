import Foundation

/// Turns a cell's text into a library that the worker can load: one call of the compiler's frontend, one of the linker,
/// or none of either when the cache holds what they would make.
///
/// A cell needs the interfaces of earlier cells and the session's name table, not that those cells have run: it may be
/// compiled on any thread while they do.
struct CellCompiler: Sendable {
    let toolchain: Toolchain
    let installation: Installation
    /// The session's own folder: sources, modules and libraries of its cells.
    let folder: String
    let options: CompilerOptions
    let cache: CellCache?
    let moduleCache: String
    let launcher: Launcher
    /// How long the compiler and the linker may take; nil for as long as they like.
    var timeLimit: Duration?
    /// A folder with the interfaces of earlier cells, where they are not in the session's own.
    var interfaces: String?
    /// The symbols that a cell's library shows to others; nil for all.
    var exports: Set<String>?
    /// What a cell's object will most likely ask for: then compiler and linker can start together, in one sandbox.
    var likelyLinks: [LinkedLibrary]?

    init(
        toolchain: Toolchain, installation: Installation, folder: String, options: CompilerOptions = CompilerOptions(),
        cache: CellCache? = nil, launcher: Launcher = .plain, moduleCache: String? = nil
    ) {
        self.launcher = launcher
        self.toolchain = toolchain
        self.installation = installation
        self.folder = folder
        self.options = options
        self.cache = cache
        self.moduleCache = moduleCache ?? CacheLocation.moduleCache(scratch: folder)
    }

    /// A compiled cell.
    struct Product: Sendable {
        var library: String
        var entry: String
        var diagnostics: [Diagnostic]
        var links: [LinkedLibrary] = []
        /// Shared libraries that come into the worker with it.
        var libraries: Set<String> { Set(links.filter(\.isShared).map(\.name)) }
    }

    /// Where and how a cell stands in its session.
    struct Request: Sendable {
        var text: String
        var analysis: CellAnalysis
        var number: Int
        var imports: [String]
        /// The user's file, for messages; the cell's first line in it.
        var file: String
        var firstLine: Int
        /// Shared libraries that earlier cells brought into the worker. Naming them again costs the linker 16 ms of 25.
        var loadedLibraries: Set<String> = []
        var tellsPrints = false

        var module: String { "Cell\(number)" }
        var entry: String { "cell_\(number)" }
        var place: Place { Place(file: file, line: firstLine) }
    }

    struct CompileFailure: Error {
        var diagnostics: [Diagnostic]
        var wasCancelled = false
        /// The compiler was stopped when its time was over.
        var ranOutOfTime: Duration?
        /// The compiler itself died; its last words.
        var crash: String?
    }

    /// Compiles and links, or takes both from the cache. No tool gets a cell that is nested too deeply for it.
    ///
    /// - Returns: the product, or the compiler's diagnostics when it has errors.
    /// - Throws: ``EngineError`` when a tool cannot be started.
    func compile(_ request: Request, cancellation: Cancellation) throws -> Result<Product, CompileFailure> {
        if let failure = CompileFailure(nestingOf: request) { return .failure(failure) }
        let key = cache?.key(for: request, compiler: self)
        if let key, let kept = deliver(request, key) { return kept }
        let attempt = try bestAttempt(request, cancellation: cancellation)
        guard attempt.succeeded else {
            if let key, attempt.isMistakeOfText { keep(attempt, key) }
            return .failure(attempt.failure)
        }
        return try link(request, attempt, cancellation: cancellation).map { links in
            if let key { keep(attempt, request, links, key) }
            return product(request, attempt.diagnostics, links)
        }
    }

    func product(_ request: Request, _ diagnostics: [Diagnostic], _ links: [LinkedLibrary]) -> Product {
        Product(
            library: path(request, ".so"), entry: request.entry, diagnostics: diagnostics, links: links)
    }

    /// Writes a cell's interface anew, in which some functions give way to later ones with the same parameters: what imports
    /// a name from the cell gets all its overloads, the replaced ones too. The library stays as it is.
    ///
    /// - Parameter replaced: where those functions begin, in UTF-8 bytes of the cell's text.
    func rewriteInterface(_ request: Request, replaced: Set<Int>, cancellation: Cancellation) throws {
        let key = cache?.key(for: request, compiler: self)?
            .adding(["interface"] + replaced.sorted().map(String.init))
        let fresh = path(request, "-interface.swiftmodule")
        if let key, deliverInterface(to: fresh, key) {
            rename(fresh, path(request, ".swiftmodule"))
            return
        }
        let text = text(request, showsResult: false, place: request.place, replaced: replaced)
        let source = path(request, "-interface.swift")
        try Data(text.compiled.utf8).write(to: URL(fileURLWithPath: source))
        let arguments =
            ["-frontend", "-emit-module", source, "-module-name", request.module, "-o", fresh]
            + languageArguments(request, folder: folder, moduleCache: moduleCache)
        guard try run(toolchain.frontend, arguments, for: .compiler, cancellation: cancellation).status == 0 else {
            return
        }
        if let key { keepInterface(fresh, request, key) }
        rename(fresh, path(request, ".swiftmodule"))
    }

    func path(_ request: Request, _ suffix: String) -> String { "\(folder)/\(request.module)\(suffix)" }
}
