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

extension Diagnostic {
    /// A message of ours on a line of the user's, as the compiler would have shown it.
    init(severity: Severity, message: String, file: String, line: Int, column: Int, source: String) {
        var rendered = "\(file):\(line):\(column): \(severity.rawValue): \(message)\n\(source)"
        // As the compiler: no caret where characters may be of other widths.
        if source.utf8.allSatisfy({ $0 < 0x80 }) {
            rendered += "\n" + source.utf8.prefix(column - 1).map { $0 == UInt8(ascii: "\t") ? "\t" : " " } + "^"
        }
        self.init(severity: severity, message: message, file: file, line: line, column: column, rendered: rendered)
    }
}
