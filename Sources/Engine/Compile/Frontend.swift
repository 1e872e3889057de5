import Foundation

/// The compiler's frontend: a cell's text to an object file and a module.
extension CellCompiler {
    /// One call of the frontend and what came of it.
    struct Attempt {
        var text: CellText
        var showsResult: Bool
        var place: Place
        var end = ProcessEnd(status: 0)
        var wasCancelled = false
        var ranOutOfTime: Duration?
        /// What the compiler said, word for word.
        var output = ""
        var diagnostics: [Diagnostic] = []
        /// The libraries with which it was linked in the same go; nil where it was not.
        var links: [LinkedLibrary]?

        var succeeded: Bool { !wasStopped && end.exitCode == 0 }
        var wasStopped: Bool { wasCancelled || ranOutOfTime != nil }

        var failure: CompileFailure {
            if wasCancelled { return CompileFailure(diagnostics: [], wasCancelled: true) }
            if ranOutOfTime != nil { return CompileFailure(diagnostics: [], ranOutOfTime: ranOutOfTime) }
            return CompileFailure(diagnostics: diagnostics, crash: errors.isEmpty ? output : nil)
        }

        private var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

        /// Whether the text is to blame, which will be so the next time: not the compiler, the disk, or a missing module.
        var isMistakeOfText: Bool {
            guard !wasStopped, end.exitCode == 1, !errors.isEmpty else { return false }
            return errors.allSatisfy { error in
                error.file == place.file && !output.contains("<unknown>:0: error:")
                    && !["no such module", "missing required module", "could not build"]
                        .contains(where: error.message.contains)
            }
        }
    }

    /// The text with the shown expression, or the plain one where only that compiles or neither does: what stands around a
    /// last expression changes some messages, and a few values cannot pass through it.
    func bestAttempt(_ request: Request, cancellation: Cancellation) throws -> Attempt {
        let shown = try attempt(request, showsResult: true, cancellation: cancellation)
        if shown.succeeded || shown.wasStopped || request.analysis.resultExpression == nil { return shown }
        return try attempt(request, showsResult: false, cancellation: cancellation)
    }

    func text(_ request: Request, showsResult: Bool, place: Place, replaced: Set<Int> = []) -> CellText {
        CellText(
            request.text, analysis: request.analysis, imports: request.imports, file: place.file, firstLine: place.line,
            showsResult: showsResult, replaced: replaced, prelude: request.tellsPrints ? CellText.printTeller : "")
    }

    private func attempt(_ request: Request, showsResult: Bool, cancellation: Cancellation) throws -> Attempt {
        var attempt = Attempt(
            text: text(request, showsResult: showsResult, place: request.place), showsResult: showsResult,
            place: request.place)
        let source = path(request, ".swift")
        try Data(attempt.text.compiled.utf8).write(to: URL(fileURLWithPath: source))
        let arguments =
            [
                "-frontend", "-c", "-primary-file", source, "-module-name", request.module,
                "-emit-module-path", path(request, ".swiftmodule"), "-o", path(request, ".o"),
            ] + languageArguments(request, folder: folder, moduleCache: moduleCache)
        let linker = try likelyLinks.map { (toolchain.linker, try linkerArguments(request, $0)) }
        if linker != nil { unlink(path(request, ".o")) }  // an earlier attempt's says nothing about this one
        var end = try run(toolchain.frontend, arguments, for: .compiler, next: linker, cancellation: cancellation)
        if linker != nil {
            if end.status == 0 { attempt.links = likelyLinks }
            // The linker's mistake is seen again when it is started by itself.
            if access(path(request, ".o"), F_OK) == 0 { end.status = 0 }
        }
        attempt.end = ProcessEnd(status: end.status)
        attempt.wasCancelled = cancellation.isCancelled
        if end.ranOutOfTime { attempt.ranOutOfTime = timeLimit }
        attempt.output = end.output
        attempt.diagnostics = DiagnosticReader(text: attempt.text, file: request.file).read(end.output)
        return attempt
    }

    /// - Parameters:
    ///   - folder: the session's folder; it is left out of keys, as is the module cache.
    func languageArguments(_ request: Request, folder: String, moduleCache: String) -> [String] {
        [
            "-I", folder, "-I", interfaces ?? installation.modules, "-I", installation.modules,
            "-plugin-path", toolchain.plugins,
            "-enable-testing", "-disable-access-control", "-swift-version", "5",
            "-g", "-assert-config", "Debug", "-entry-point-function-name", request.entry,
            "-diagnostic-style=llvm", "-no-color-diagnostics", "-module-cache-path", moduleCache,
            // Without the search paths of this session an interface is the same, byte for byte, whoever compiles it where:
            // the keys of later cells rest on that.
            "-no-serialize-debugging-options", "-file-compilation-dir", Symbolizer.compilationFolder,
        ] + options.arguments
    }
}

extension CellCompiler {
    /// Whether a module's content is part of every key, by CellKit's and LabKit's digests or the toolchain's identity.
    func isTracked(_ module: String) -> Bool {
        ["CellKit", "LabKit", "Glibc", "Swift"].contains(module)
            || access("\(toolchain.libraries)/\(module).swiftmodule", F_OK) == 0
    }
}
