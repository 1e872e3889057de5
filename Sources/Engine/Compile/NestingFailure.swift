internal import CellSyntax

extension CellCompiler.CompileFailure {
    /// The error of a cell that is nested so deeply that the compiler would not be done with it, as the compiler would have shown it.
    ///
    /// - Returns: nil for a cell that may be compiled.
    init?(nestingOf request: CellCompiler.Request) {
        guard let nesting = DeepNesting.first(in: request.text) else { return nil }
        let line = request.firstLine + nesting.line - 1
        let lines = request.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let source = String(Substring(lines[nesting.line - 1]))
        var rendered = "\(request.file):\(line):\(nesting.column): error: \(nesting.message)\n\(source)"
        // As the compiler: no caret where characters may be of other widths.
        if source.utf8.allSatisfy({ $0 < 0x80 }) {
            rendered +=
                "\n" + source.utf8.prefix(nesting.column - 1).map { $0 == UInt8(ascii: "\t") ? "\t" : " " } + "^"
        }
        let diagnostic = Diagnostic(
            severity: .error, message: nesting.message, file: request.file, line: line, column: nesting.column,
            rendered: rendered)
        self.init(diagnostics: [diagnostic])
    }
}
