/// What a cell's text would make, read without compiling it.
public struct CellOutline: Sendable {
    /// The names that later cells could use.
    public let names: Set<String>
    /// Whether it imports modules, or extends types: things that later cells use without a name of the cell's.
    public let reachesLaterCells: Bool

    public init(of text: String) {
        let analysis = CellAnalysis(of: text)
        names = Set(analysis.declarations.map(\.name))
        reachesLaterCells = !analysis.imports.isEmpty || analysis.isImportedWhole
    }
}
