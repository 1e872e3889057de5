internal import CellSyntax

extension CellCompiler.CompileFailure {
    /// The error of a cell that is nested so deeply that the compiler would not be done with it, as the compiler would have shown it.
    ///
    /// - Returns: nil for a cell that may be compiled.
    init?(nestingOf request: CellCompiler.Request) {
        guard let nesting = DeepNesting.first(in: request.text) else { return nil }
        let lines = request.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let diagnostic = Diagnostic(
            severity: .error, message: nesting.message, file: request.file, line: request.firstLine + nesting.line - 1,
            column: nesting.column, source: String(Substring(lines[nesting.line - 1])))
        self.init(diagnostics: [diagnostic])
    }
}
