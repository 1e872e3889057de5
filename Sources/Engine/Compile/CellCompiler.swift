import Foundation

/// Turns a cell's text into a library that the worker can load: one call of the compiler's frontend, one of the linker.
struct CellCompiler: Sendable {
    let toolchain: Toolchain
    let installation: Installation
    /// The session's own folder: sources, modules and libraries of its cells.
    let folder: String

    /// A compiled cell.
    struct Product: Sendable {
        var library: String
        var entry: String
        var diagnostics: [Diagnostic]
        /// Shared libraries that come into the worker with it.
        var libraries: Set<String> = []
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

        var module: String { "Cell\(number)" }
    }

    /// Compiles and links.
    ///
    /// - Returns: the product, or the compiler's diagnostics when it has errors.
    /// - Throws: ``EngineError`` when a tool cannot be started.
    func compile(_ request: Request, cancellation: Cancellation) throws -> Result<Product, CompileFailure> {
        let shown = try frontend(request, showsResult: true, cancellation: cancellation)
        guard !shown.succeeded else { return try link(request, shown.diagnostics, cancellation: cancellation) }
        if shown.wasCancelled { return .failure(CompileFailure(diagnostics: [], wasCancelled: true)) }
        guard request.analysis.resultExpression != nil else { return .failure(shown.failure) }
        // What stands around a last expression changes some messages, and a few values cannot pass through it.
        let plain = try frontend(request, showsResult: false, cancellation: cancellation)
        guard plain.succeeded else { return .failure(plain.failure) }
        return try link(request, plain.diagnostics, cancellation: cancellation)
    }

    /// Writes a cell's interface anew, in which some functions give way to later ones with the same parameters: what imports
    /// a name from the cell gets all its overloads, the replaced ones too. The library stays as it is.
    ///
    /// - Parameter replaced: where those functions begin, in UTF-8 bytes of the cell's text.
    func rewriteInterface(_ request: Request, replaced: Set<Int>, cancellation: Cancellation) throws {
        let text = CellText(
            request.text, analysis: request.analysis, imports: request.imports, file: request.file,
            firstLine: request.firstLine, showsResult: false, replaced: replaced)
        let source = path(request, "-interface.swift")
        try Data(text.compiled.utf8).write(to: URL(fileURLWithPath: source))
        let fresh = path(request, "-interface.swiftmodule")
        let arguments =
            ["-frontend", "-emit-module", source, "-module-name", request.module, "-o", fresh]
            + languageArguments(request)
        guard try run(toolchain.frontend, arguments, cancellation: cancellation).status == 0 else { return }
        rename(fresh, path(request, ".swiftmodule"))
    }

    struct CompileFailure: Error {
        var diagnostics: [Diagnostic]
        var wasCancelled = false
        /// The compiler itself died; its last words.
        var crash: String?
    }

    private struct Run {
        var succeeded: Bool
        var wasCancelled = false
        var diagnostics: [Diagnostic]
        var crash: String?

        var failure: CompileFailure {
            CompileFailure(diagnostics: diagnostics, wasCancelled: wasCancelled, crash: crash)
        }
    }

    private func path(_ request: Request, _ suffix: String) -> String { "\(folder)/\(request.module)\(suffix)" }

    private func frontend(_ request: Request, showsResult: Bool, cancellation: Cancellation) throws -> Run {
        let text = CellText(
            request.text, analysis: request.analysis, imports: request.imports, file: request.file,
            firstLine: request.firstLine, showsResult: showsResult)
        let source = path(request, ".swift")
        try Data(text.compiled.utf8).write(to: URL(fileURLWithPath: source))
        let (status, output) = try run(
            toolchain.frontend, frontendArguments(request, source: source), cancellation: cancellation)
        let end = ProcessEnd(status: status)
        if cancellation.isCancelled { return Run(succeeded: false, wasCancelled: true, diagnostics: []) }
        let diagnostics = DiagnosticReader(text: text, file: request.file).read(output)
        if end.exitCode == 0 { return Run(succeeded: true, diagnostics: diagnostics) }
        let hasErrors = diagnostics.contains { $0.severity == .error }
        return Run(succeeded: false, diagnostics: diagnostics, crash: hasErrors ? nil : output)
    }

    private func frontendArguments(_ request: Request, source: String) -> [String] {
        [
            "-frontend", "-c", "-primary-file", source, "-module-name", request.module,
            "-emit-module-path", path(request, ".swiftmodule"), "-o", path(request, ".o"),
        ] + languageArguments(request)
    }

    private func languageArguments(_ request: Request) -> [String] {
        [
            "-I", folder, "-I", installation.modules, "-plugin-path", toolchain.plugins,
            "-enable-testing", "-disable-access-control", "-swift-version", "5",
            "-O", "-g", "-assert-config", "Debug", "-entry-point-function-name", entry(request),
            "-diagnostic-style=llvm", "-no-color-diagnostics", "-module-cache-path", Self.moduleCache,
        ]
    }

    private func entry(_ request: Request) -> String { "cell_\(request.number)" }

    /// Clang modules (Glibc's and the like), built once a user and toolchain, shared by all sessions.
    private static let moduleCache: String = {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CACHE_HOME"] ?? (environment["HOME"].map { $0 + "/.cache" } ?? NSTemporaryDirectory())
        return base + "/cellist/modules"
    }()

    private func link(
        _ request: Request, _ diagnostics: [Diagnostic], cancellation: Cancellation
    ) throws -> Result<Product, CompileFailure> {
        let library = path(request, ".so")
        let object = path(request, ".o")
        let known = Self.alwaysLoaded.union(request.loadedLibraries)
        let wanted = try AutolinkEntries.read(object: object).filter { !known.contains($0) }
        let shared = wanted.filter { exists("lib\($0).so") }
        let found = wanted.filter { shared.contains($0) || exists("lib\($0).a") }
        var arguments = [
            "-shared", "-o", library, toolchain.runtimeObject, object, "--unresolved-symbols=ignore-all",
            "--eh-frame-hdr",
            "--threads=1",
        ]
        arguments += Self.wrapped.map { "--wrap=\($0)" }
        if !found.isEmpty {
            arguments += linkFolders.map { "-L\($0)" } + ["-rpath", toolchain.libraries] + found.map { "-l\($0)" }
        }
        let (status, output) = try run(toolchain.linker, arguments, cancellation: cancellation)
        if cancellation.isCancelled { return .failure(CompileFailure(diagnostics: [], wasCancelled: true)) }
        guard status == 0 else { return .failure(CompileFailure(diagnostics: diagnostics, crash: output)) }
        return .success(
            Product(library: library, entry: entry(request), diagnostics: diagnostics, libraries: Set(shared)))
    }

    private func exists(_ library: String) -> Bool {
        linkFolders.contains { access("\($0)/\(library)", R_OK) == 0 }
    }

    private var linkFolders: [String] {
        [toolchain.libraries, "/usr/lib/\(Toolchain.architecture)-linux-gnu", "/usr/local/lib", "/usr/lib", "/lib64"]
    }

    /// Calls of a cell that the worker answers in the runtime's place (`session.c`).
    private static let wrapped = [
        "exit", "_exit", "_Exit", "quick_exit", "swift_errorInMain", "swift_task_asyncMainDrainQueue",
    ]

    /// The worker has these before any cell: naming them again costs the linker and the loader time.
    private static let alwaysLoaded: Set<String> = [
        "swiftCore", "swift_StringProcessing", "swift_RegexParser", "swift_Concurrency", "swiftGlibc", "m", "pthread",
        "util",
        "dl", "swiftSwiftOnoneSupport",
    ]

    private func run(
        _ program: String, _ arguments: [String], cancellation: Cancellation
    ) throws -> (status: Int32, output: String) {
        let (reading, writing) = try Descriptor.pipe()
        // Expanded macros are written beside the session's own files, to go with them.
        let environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder]) { _, new in new }
        let child = try ChildProcess.start(
            program, arguments, descriptors: [(writing.number, 2), (writing.number, 1)], environment: environment)
        writing.close()
        reading.setNonBlocking()
        var output: [UInt8] = []
        while true {
            let ready = try waitForInput([reading.number, cancellation.descriptor], until: nil)
            if ready.contains(1) { child.kill() }
            guard let more = reading.readAvailable() else { break }
            output += more
            if ready.contains(1) { break }
        }
        return (child.wait(), String(decoding: output, as: UTF8.self))
    }
}
