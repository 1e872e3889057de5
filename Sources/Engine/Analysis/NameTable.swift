/// What the session's names mean now: each live name, and the cell that last defined it.
///
/// A cell's import lines are written from it. A value type: it is changed only when a cell commits, and going back to an
/// earlier cell is going back to an earlier table.
struct NameTable: Sendable {
    struct Entry: Hashable, Sendable {
        var declaration: Declaration
        var module: String
    }

    private(set) var entries: [Entry] = []
    /// Modules with extensions, operators or macros, oldest first.
    private var wholeModules: [(module: String, extensions: Set<String>)] = []
    /// Import declarations of the user, in the order they were first made.
    private(set) var userImports: [String] = []
    /// Which module holds the latest run of a cell with an id: running it again replaces all that the earlier run made.
    private var modulesByCell: [String: String] = [:]

    /// What a commit took out of the table.
    struct Change: Sendable {
        /// Names whose earlier meaning is gone.
        var replaced: [Entry] = []
        /// Modules with extensions or operators that are not imported any more.
        var droppedModules: Set<String> = []
        /// Replaced functions that would still come along when an overload of theirs in the same module is imported.
        var givingWay: [Entry] = []
    }

    /// Takes up what a cell made.
    ///
    /// - Parameter cell: the cell's id: a second run with the same id is the same cell, edited.
    @discardableResult
    mutating func commit(_ analysis: CellAnalysis, module: String, cell: String) -> Change {
        var change = Change()
        if let earlier = modulesByCell.updateValue(module, forKey: cell) { change = remove(module: earlier) }
        let names = Set(analysis.declarations.map(\.name))
        let signatures = Set(analysis.declarations.map(\.signature))
        let onlyFunctions = Set(
            Dictionary(grouping: analysis.declarations, by: \.name)
                .filter { $0.value.allSatisfy { $0.kind == .function } }.keys)
        entries.removeAll { entry in
            // A function leaves overloads of its name alone, anything else takes the name for itself.
            guard names.contains(entry.declaration.name) else { return false }
            let staysBeside = entry.declaration.kind == .function && onlyFunctions.contains(entry.declaration.name)
            let goes = !staysBeside || signatures.contains(entry.declaration.signature)
            if goes { change.replaced.append(entry) }
            return goes
        }
        entries += analysis.declarations.map { Entry(declaration: $0, module: module) }
        if analysis.isImportedWhole {
            wholeModules.append((module, analysis.extensions))
        }
        for line in analysis.imports where !userImports.contains(line) { userImports.append(line) }
        change.givingWay = change.replaced.filter { gone in
            entries.contains { $0.module == gone.module && $0.declaration.name == gone.declaration.name }
        }
        return change
    }

    private mutating func remove(module: String) -> Change {
        var change = Change(replaced: entries.filter { $0.module == module })
        entries.removeAll { $0.module == module }
        if wholeModules.contains(where: { $0.module == module }) { change.droppedModules = [module] }
        wholeModules.removeAll { $0.module == module }
        return change
    }

    /// The import declarations for a text with these identifiers and these declarations of its own.
    func imports(for analysis: CellAnalysis) -> [String] {
        imports(of: seen(by: analysis), besides: analysis.imports)
    }

    /// The import declarations for a text that is still being written: of all names. What is internal is seen in cells alone, not in
    /// LabKit.
    var importsOfAll: [String] {
        imports(of: entries, besides: []).map { userImports.contains($0) ? $0 : "@testable " + $0 }
    }

    private func imports(of entries: [Entry], besides written: [String]) -> [String] {
        var lines = userImports.filter { !written.contains($0) }
        lines += wholeModules.map { "import \($0.module)" }
        var written: Set<String> = []
        for entry in entries {
            let line = "import \(entry.declaration.kind.rawValue) \(entry.module).`\(entry.declaration.name)`"
            if written.insert(line).inserted { lines.append(line) }
        }
        return lines
    }

    /// Modules that are imported whole.
    var modulesImportedWhole: Set<String> { Set(wholeModules.map(\.module)) }

    /// The names of earlier cells that a text could mean by its identifiers.
    func seen(by analysis: CellAnalysis) -> [Entry] {
        let own = Set(analysis.declarations.filter { $0.kind != .function }.map(\.name))
        let ownSignatures = Set(analysis.declarations.map(\.signature))
        return entries.filter { entry in
            analysis.identifiers.contains(entry.declaration.name) && !own.contains(entry.declaration.name)
                && !ownSignatures.contains(entry.declaration.signature)
        }
    }
}
