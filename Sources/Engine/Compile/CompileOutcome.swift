extension Outcome {
    /// The outcome of a cell that did not compile.
    init(failure: CellCompiler.CompileFailure, cell: CellSource) {
        self.init(status: .error, diagnostics: failure.diagnostics)
        if failure.wasCancelled {
            status = .interrupted
            error = CellError(
                kind: .interrupt, name: "Interrupted", message: "interrupted while compiling", file: cell.file)
            return
        }
        if let limit = failure.ranOutOfTime {
            let seconds = (limit / .seconds(1)).formatted()
            error = CellError(
                kind: .compile, name: "CompileError",
                message: "the compiler was not done after \(seconds) s: simplify the cell's longest expressions",
                file: cell.file, line: cell.firstLine)
            return
        }
        if let crash = failure.crash {
            let words = crash.split(separator: "\n").last { !$0.isEmpty }.map(String.init) ?? "no message"
            error = CellError(
                kind: .compile, name: "CompilerCrash", message: "the Swift compiler failed on this cell: \(words)",
                file: cell.file, line: cell.firstLine)
            return
        }
        let first = failure.diagnostics.first { $0.severity == .error }
        error = CellError(
            kind: .compile, name: "CompileError", message: first?.message ?? "the cell does not compile",
            file: first?.file ?? cell.file, line: first?.line, column: first?.column)
    }
}
