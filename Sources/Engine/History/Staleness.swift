extension History {
    /// Whether a cell was run again since.
    func isSuperseded(_ index: Int) -> Bool {
        let label = records[index].label
        return records[(index + 1)...].contains { $0.label == label }
    }

    /// The indices of cells that used something which another cell made anew since, or which use what such a cell made; in
    /// the order in which they should run again.
    var staleIndices: [Int] {
        var stale: [Int] = []
        var outdated: Set<String> = []
        for index in records.indices where !isSuperseded(index) {
            let uses = records[index].uses
            let usesOutdated =
                uses.entries.contains { outdated.contains($0.module) } || !uses.modules.isDisjoint(with: outdated)
            guard usesOutdated || usesReplaced(index) else { continue }
            stale.append(index)
            outdated.insert(records[index].request.module)
        }
        return stale.sorted { orderKey($0) < orderKey($1) }
    }

    /// By place in the notebook where cells have one, else as they ran.
    private func orderKey(_ index: Int) -> (Int, Int) { (records[index].source.position ?? Int.max, index) }

    private func usesReplaced(_ index: Int) -> Bool {
        let record = records[index]
        let later = records[(index + 1)...]
        // What it uses was made by a cell that ran again since, whoever else has taken the name meanwhile.
        let used = record.uses.modules.union(record.uses.entries.map(\.module))
        let makers = Set(records[..<index].filter { used.contains($0.request.module) }.map(\.label))
        if later.contains(where: { makers.contains($0.label) }) { return true }
        return later.contains { later in
            if let place = record.source.position, let laterPlace = later.source.position, laterPlace > place {
                return false
            }
            return !record.uses.entries.isDisjoint(with: later.change.replaced)
                || !record.uses.modules.isDisjoint(with: later.change.droppedModules)
        }
    }
}
