extension Session {
    /// The labels of cells that used something which was made anew since, in the order in which they should run again.
    public var staleCells: [String] { history.staleIndices.map { history.records[$0].label } }

    /// Runs the stale cells again, in order, until one fails.
    ///
    /// - Parameter onEvent: called with a cell's label and what it does.
    /// - Returns: the cells that ran and what each came to.
    /// - Throws: ``RewindError`` for a cell marked `replay: never`, before anything has run.
    @discardableResult
    public func rerunStale(
        onEvent: (String, SessionEvent) -> Void = { _, _ in }
    ) throws -> [(cell: String, outcome: Outcome)] {
        let stale = history.staleIndices.map { history.records[$0] }
        if let never = stale.first(where: \.source.runsOnce) {
            throw RewindError(kind: .mustNotRunAgain(never.label, held: []))
        }
        var results: [(cell: String, outcome: Outcome)] = []
        for record in stale {
            var source = record.source
            // The same cell, run again: what its earlier run made gives way.
            source.id = record.label
            let outcome = try run(source) { onEvent(record.label, $0) }
            results.append((record.label, outcome))
            if outcome.status != .ok { break }
        }
        return results
    }
}
