/// What is known of a cell before it runs: how to compile it, and what the session's names are once it has committed.
///
/// The cell after it can be planned, and compiled on another thread, from this alone.
struct CellPlan: Sendable {
    let request: CellCompiler.Request
    /// The table with the cell's names in it.
    let namesAfter: NameTable
    /// Functions of earlier cells whose interfaces must give way when this cell commits.
    let replaced: [NameTable.Entry]

    init(_ cell: CellSource, number: Int, names: NameTable, loadedLibraries: Set<String>) {
        let analysis = CellAnalysis(of: cell.text)
        request = CellCompiler.Request(
            text: cell.text, analysis: analysis, number: number, imports: names.imports(for: analysis), file: cell.file,
            firstLine: cell.firstLine, loadedLibraries: loadedLibraries)
        var after = names
        replaced = after.commit(analysis, module: request.module, cell: cell.id)
        namesAfter = after
    }

    /// Whether the next cell may be compiled before this one has run: not where interfaces are rewritten when it commits,
    /// since they would have to be written back if it fails.
    var letsNextCompileAhead: Bool { replaced.isEmpty }
}
