/// What is known of a cell before it runs: how to compile it, and what the session's names will be once it has committed.
///
/// The cell after it can be planned, and compiled on another thread, from this alone.
struct CellPlan: Sendable {
    let request: CellCompiler.Request
    private let label: String
    private let names: NameTable

    /// - Parameters:
    ///   - names: the table before the cell.
    ///   - loadedLibraries: those that the cells before it bring into the worker.
    init(_ cell: CellSource, number: Int, names: NameTable, loadedLibraries: Set<String>) {
        let analysis = CellAnalysis(of: cell.text)
        request = CellCompiler.Request(
            text: cell.text, analysis: analysis, number: number, imports: names.imports(for: analysis), file: cell.file,
            firstLine: cell.firstLine, loadedLibraries: loadedLibraries, tellsPrints: cell.tellsPrints)
        label = cell.id ?? CellRecord.label(number)
        self.names = names
    }

    /// Whether all modules that it imports are those of cells before it.
    var importsNothingNew: Bool { request.analysis.imports.allSatisfy(names.userImports.contains) }

    /// The table after the cell.
    ///
    /// - Returns: nil where the next cell must wait until this one has committed: interfaces of earlier cells are rewritten
    ///   then, and would have to be written back if it failed.
    var namesAfter: NameTable? {
        var after = names
        let change = after.commit(request.analysis, module: request.module, cell: label)
        return change.givingWay.isEmpty ? after : nil
    }
}
