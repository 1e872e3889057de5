import Foundation

/// What going back came to.
public struct Rewound: Sendable {
    /// The cells whose effects are gone, in the order they had run.
    public var takenBack: [String]
    /// The cells that had to run again to get there; empty where a snapshot was held.
    public var ranAgain: [String]
    /// The cell after which the session stands; nil at its beginning.
    public var standing: String?
}

/// Why the session cannot go back; it stands where it stood.
public struct RewindError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable {
        case nothingToUndo
        /// The session has no such cell; the cells it has.
        case noSuchCell(String, cells: [String])
        /// A cell would have to run again that must not; the cells that can be gone back to at once.
        case mustNotRunAgain(String, held: [String])
    }

    public var kind: Kind

    public var description: String {
        switch kind {
        case .nothingToUndo: "there is no cell to take back"
        case .noSuchCell(let cell, let cells):
            "no cell '\(cell)' has run in this session; "
                + (cells.isEmpty ? "none has" : "those that have: \(cells.joined(separator: ", "))")
        case .mustNotRunAgain(let cell, let held):
            "no snapshot reaches that far back, and \(cell), which would have to run again, is marked 'replay: never'; "
                + (held.isEmpty
                    ? "nothing can be gone back to" : "can be gone back to: \(held.joined(separator: ", "))")
        }
    }
}

extension Session {
    /// Takes back the last cells that committed: values, names and all.
    ///
    /// - Parameter count: how many, at least 1; all of them where it is more than there are.
    /// - Throws: ``RewindError`` when it cannot; the session is then as it was.
    @discardableResult
    public func undo(_ count: Int = 1, onEvent: (SessionEvent) -> Void = { _ in }) throws -> Rewound {
        guard count > 0, !history.records.isEmpty else { throw RewindError(kind: .nothingToUndo) }
        return try goBack(to: max(history.records.count - count, 0), onEvent: onEvent)
    }

    /// Goes back to where the session stood just after a cell.
    ///
    /// - Parameter cell: its id or label; of several runs the last.
    /// - Throws: ``RewindError`` when it cannot; the session is then as it was.
    @discardableResult
    public func rewind(after cell: String, onEvent: (SessionEvent) -> Void = { _ in }) throws -> Rewound {
        try goBack(to: index(of: cell) + 1, onEvent: onEvent)
    }

    /// Goes back to where the session stood just before a cell ran the first time: it can be edited and run again as if
    /// it had never run.
    ///
    /// - Throws: ``RewindError`` when it cannot; the session is then as it was.
    @discardableResult
    public func rewind(before cell: String, onEvent: (SessionEvent) -> Void = { _ in }) throws -> Rewound {
        _ = try index(of: cell)
        let first = history.records.firstIndex { $0.label == cell } ?? 0
        return try goBack(to: first, onEvent: onEvent)
    }

    /// Whether the state after a cell is held, so that going back to it runs nothing again.
    func isHeld(after number: Int) -> Bool {
        live.snapshot(after: number)?.isSound == true || (number == live.cell && live.session != nil)
    }

    private func index(of cell: String) throws -> Int {
        guard let index = history.lastIndex(of: cell) else {
            throw RewindError(kind: .noSuchCell(cell, cells: history.records.map(\.label)))
        }
        return index
    }

    /// - Parameter count: how many cells stay.
    private func goBack(to count: Int, onEvent: (SessionEvent) -> Void) throws -> Rewound {
        // An interrupt was for the cell that ran then.
        cancellation.reset()
        try makeReady(onEvent: onEvent)
        try awaitSnapshot(onEvent: onEvent)
        let gone = history.records[count...]
        let labels = gone.map(\.label)
        guard let first = gone.first else {
            return Rewound(takenBack: [], ranAgain: [], standing: history.records.last?.label)
        }
        let standing = count > 0 ? history.records[count - 1].number : 0
        if try wakeSnapshot(after: standing, ifGoingTo: count, onEvent: onEvent) {
            try takeBack(from: count)
            worker.killStrays(since: first.began, sparing: live.all)
            return Rewound(takenBack: labels, ranAgain: [], standing: history.records.last?.label)
        }
        try takeBack(from: count)
        try rebuild(onEvent: onEvent)
        let ran = history.records.map(\.label)
        return Rewound(takenBack: labels, ranAgain: ran, standing: ran.last)
    }

    /// - Returns: false when the first `count` cells have to run again, and may.
    private func wakeSnapshot(
        after standing: Int, ifGoingTo count: Int, onEvent: (SessionEvent) -> Void
    ) throws -> Bool {
        let snapshot = live.snapshot(after: standing)
        if let snapshot, snapshot.isSound { return try wake(snapshot, onEvent: onEvent) }
        guard let never = history.records[..<count].first(where: \.source.runsOnce) else { return false }
        if let snapshot { return try wakeWithoutThreads(snapshot, sparing: never, onEvent: onEvent) }
        let held = history.records.filter { live.snapshot(after: $0.number) != nil }.map(\.label)
        throw RewindError(kind: .mustNotRunAgain(never.label, held: held))
    }

    /// The newest snapshot may still be in the making.
    private func awaitSnapshot(onEvent: (SessionEvent) -> Void) throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while live.isSnapshotDue, live.session != nil, ContinuousClock.now < deadline {
            for event in try worker.events(until: deadline, cancellation: nil) { noteIdle(event, onEvent: onEvent) }
        }
    }
}
