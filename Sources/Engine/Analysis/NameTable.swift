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

    /// Takes up what a cell made.
    ///
    /// - Parameter cell: the cell's id where it has one: a second run with the same id is the same cell, edited.
    /// - Returns: replaced functions that would still come along when an overload of theirs in the same module is imported.
    @discardableResult
    mutating func commit(_ analysis: CellAnalysis, module: String, cell: String?) -> [Entry] {
        if let cell, let earlier = modulesByCell.updateValue(module, forKey: cell) { remove(module: earlier) }
        let names = Set(analysis.declarations.map(\.name))
        let signatures = Set(analysis.declarations.map(\.signature))
        let onlyFunctions = Set(
            Dictionary(grouping: analysis.declarations, by: \.name)
                .filter { $0.value.allSatisfy { $0.kind == .function } }.keys)
        var replaced: [Entry] = []
        entries.removeAll { entry in
            // A function leaves overloads of its name alone, anything else takes the name for itself.
            guard names.contains(entry.declaration.name) else { return false }
            let staysBeside = entry.declaration.kind == .function && onlyFunctions.contains(entry.declaration.name)
            let goes = !staysBeside || signatures.contains(entry.declaration.signature)
            if goes { replaced.append(entry) }
            return goes
        }
        entries += analysis.declarations.map { Entry(declaration: $0, module: module) }
        if analysis.isImportedWhole {
            wholeModules.append((module, analysis.extensions))
        }
        for line in analysis.imports where !userImports.contains(line) { userImports.append(line) }
        return replaced.filter { gone in
            entries.contains { $0.module == gone.module && $0.declaration.name == gone.declaration.name }
        }
    }

    private mutating func remove(module: String) {
        entries.removeAll { $0.module == module }
        wholeModules.removeAll { $0.module == module }
    }

    /// The import declarations for a text with these identifiers and these declarations of its own.
    func imports(for analysis: CellAnalysis) -> [String] {
        let own = Set(analysis.declarations.filter { $0.kind != .function }.map(\.name))
        let ownSignatures = Set(analysis.declarations.map(\.signature))
        var lines = userImports.filter { !analysis.imports.contains($0) }
        lines += wholeModules.map { "import \($0.module)" }
        var seen: Set<String> = []
        for entry in entries {
            let declaration = entry.declaration
            guard analysis.identifiers.contains(declaration.name), !own.contains(declaration.name),
                !ownSignatures.contains(declaration.signature)
            else { continue }
            let line = "import \(declaration.kind.rawValue) \(entry.module).`\(declaration.name)`"
            if seen.insert(line).inserted { lines.append(line) }
        }
        return lines
    }
}
