/// A cell of a session, as the user may see it.
public struct SessionCell: Sendable {
    /// Its id, or `cell 7` where it has none.
    public var label: String
    /// Which run of the session made it: 1 for the first.
    public var number: Int
    public var source: CellSource
    /// The names that it made and that still mean what it made.
    public var names: [String]
    /// The labels of the cells that it uses.
    public var uses: [String]
    /// Whether something that it used was made anew since.
    public var isStale: Bool
    /// Whether it was run again since, so that its own names are gone.
    public var isSuperseded: Bool
    /// Whether the session can go back to just after it at once, without running cells again.
    public var isHeld: Bool
}

/// A name that cells can use, and the cell that made it.
public struct SessionName: Sendable, Hashable {
    /// Without labels: `greet`.
    public var name: String
    /// `var`, `func`, `struct`, `class`, `enum`, `protocol` or `typealias`.
    public var kind: String
    /// With labels and parameter types where it is a function: `greet(person: String)`.
    public var signature: String
    public var cell: String
}

extension Session {
    /// The cells whose effects stand, in the order they ran.
    public var cells: [SessionCell] {
        let stale = Set(history.staleIndices)
        let labels = Dictionary(history.records.map { ($0.request.module, $0.label) }) { first, _ in first }
        return history.records.enumerated().map { index, record in
            let used = record.uses.modules.union(record.uses.entries.map(\.module)).compactMap { labels[$0] }
            return SessionCell(
                label: record.label, number: record.number, source: record.source,
                names: history.names.entries.filter { $0.module == record.request.module }.map(\.declaration.name),
                uses: Set(used).sorted(), isStale: stale.contains(index), isSuperseded: history.isSuperseded(index),
                isHeld: isHeld(after: record.number))
        }
    }

    /// The names that cells can use now, in the order in which they were made.
    public var names: [SessionName] {
        let labels = Dictionary(history.records.map { ($0.request.module, $0.label) }) { first, _ in first }
        return history.names.entries.map { entry in
            SessionName(
                name: entry.declaration.name, kind: entry.declaration.kind.rawValue,
                signature: entry.declaration.signature, cell: labels[entry.module] ?? entry.module)
        }
    }
}
