import Foundation

/// A library that a cell's object asks for, as it was found.
struct LinkedLibrary: Hashable, Sendable, Codable {
    var name: String
    /// nil where it is not there: many modules name libraries that nobody needs.
    var path: String?
    /// Size and time of change of an archive, whose content goes into the cell's library.
    var stamp: [Int]?

    var isShared: Bool { path?.hasSuffix(".so") ?? false }
}

/// The linker: an object file to a library.
extension CellCompiler {
    func link(
        _ request: Request, _ attempt: Attempt, cancellation: Cancellation
    ) throws -> Result<[LinkedLibrary], CompileFailure> {
        let known = Self.alwaysLoaded.union(request.loadedLibraries)
        let links = try AutolinkEntries.read(object: path(request, ".o")).filter { !known.contains($0) }.map(located)
        if attempt.links == links { return .success(links) }
        let end = try run(
            toolchain.linker, linkerArguments(request, links), for: .linker, cancellation: cancellation)
        if cancellation.isCancelled { return .failure(CompileFailure(diagnostics: [], wasCancelled: true)) }
        if end.ranOutOfTime { return .failure(CompileFailure(diagnostics: [], ranOutOfTime: timeLimit)) }
        guard end.status == 0 else {
            return .failure(CompileFailure(diagnostics: attempt.diagnostics, crash: end.output))
        }
        return .success(links)
    }

    func linkerArguments(_ request: Request, _ links: [LinkedLibrary]) throws -> [String] {
        var arguments = ["-o", path(request, ".so"), toolchain.runtimeObject, path(request, ".o")] + linkArguments
        let found = links.filter { $0.path != nil }
        if !found.isEmpty {
            arguments += linkFolders.map { "-L\($0)" } + ["-rpath", toolchain.libraries] + found.map { "-l\($0.name)" }
        }
        if let exports { arguments += try exportArguments(request, exports) }
        return arguments
    }

    /// What is the same for every cell.
    var linkArguments: [String] {
        ["-shared", "--unresolved-symbols=ignore-all", "--eh-frame-hdr", "--threads=1"]
            + Self.wrapped.map { "--wrap=\($0)" }
    }

    /// Calls of a cell that the worker answers in the runtime's place (`session.c`).
    private static let wrapped = [
        "exit", "_exit", "_Exit", "quick_exit", "kill", "killpg", "swift_errorInMain", "swift_task_asyncMainDrainQueue",
    ]

    /// Finds a library as the linker would: shared before static.
    func located(_ name: String) -> LinkedLibrary {
        for folder in linkFolders where access("\(folder)/lib\(name).so", R_OK) == 0 {
            return LinkedLibrary(name: name, path: "\(folder)/lib\(name).so")
        }
        for folder in linkFolders {
            var about = stat()
            let path = "\(folder)/lib\(name).a"
            guard stat(path, &about) == 0 else { continue }
            return LinkedLibrary(
                name: name, path: path, stamp: [Int(about.st_size), about.st_mtim.tv_sec, about.st_mtim.tv_nsec])
        }
        return LinkedLibrary(name: name)
    }

    private var linkFolders: [String] {
        [toolchain.libraries, "/usr/lib/\(Toolchain.architecture)-linux-gnu", "/usr/local/lib", "/usr/lib", "/lib64"]
    }

    /// The worker has these before any cell: naming them again costs the linker and the loader time.
    private static let alwaysLoaded: Set<String> = [
        "swiftCore", "swift_StringProcessing", "swift_RegexParser", "swift_Concurrency", "swiftGlibc", "m", "pthread",
        "util",
        "dl", "swiftSwiftOnoneSupport",
    ]

    /// The symbols that others see, and no more: a library cannot put itself in another's place.
    private func exportArguments(_ request: Request, _ exports: Set<String>) throws -> [String] {
        let names = exports.union([request.entry]).sorted().map { "\"\($0)\";" }.joined(separator: "\n")
        let file = path(request, ".exports")
        try Data("{ global:\n\(names)\nlocal: *; };\n".utf8).write(to: URL(fileURLWithPath: file))
        // What is not there is missed by who uses it: the cell in whose place this one stands may have had helpers of its own.
        return ["--version-script=\(file)", "--undefined-version"]
    }

    /// How a tool ended.
    struct ToolEnd {
        var status: Int32
        var output: String
        var ranOutOfTime = false
    }

    func run(
        _ program: String, _ arguments: [String], for purpose: Launch.Purpose,
        next: (program: String, arguments: [String])? = nil, cancellation: Cancellation
    ) throws -> ToolEnd {
        let (reading, writing) = try Descriptor.pipe()
        // Expanded macros are written beside the session's own files, to go with them.
        var environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder]) { _, new in new }
        if purpose == .compiler, environment[Launch.allocatorSettings] == nil {
            environment[Launch.allocatorSettings] = Self.hugePages
        }
        let launch = Launch(
            purpose: purpose, program: program, arguments: arguments, next: next, environment: environment,
            reads: [toolchain.root + "/bin", toolchain.root + "/lib", installation.modules, moduleCache]
                + (interfaces.map { [$0] } ?? []),
            folder: folder)
        let child = try launcher.start(launch, descriptors: [(writing.number, 2), (writing.number, 1)])
        writing.close()
        reading.setNonBlocking()
        let deadline = timeLimit.map { ContinuousClock.now + $0 }
        var output: [UInt8] = []
        var end = ToolEnd(status: 0, output: "")
        while true {
            let ready = try waitForInput([reading.number, cancellation.descriptor], until: deadline)
            end.ranOutOfTime = deadline.map { ContinuousClock.now >= $0 } ?? false
            let isStopped = ready.contains(1) || end.ranOutOfTime
            if isStopped { child.kill() }
            guard let more = reading.readAvailable() else { break }
            if output.count < Self.longestOutput { output += more }
            if isStopped { break }
        }
        end.status = child.wait()
        end.output = String(decoding: output, as: UTF8.self)
        return end
    }

    /// The compiler takes its memory in few large pieces: 3300 page faults for a small cell in place of 5500, 0.955 of its time.
    private static let hugePages =
        "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824"
        + ":glibc.malloc.trim_threshold=1073741824:glibc.malloc.top_pad=33554432"

    /// More than anyone reads of a compiler.
    private static let longestOutput = 4 << 20
}
