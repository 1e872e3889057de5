import Engine
import Notebook

/// Which cells of a notebook rest on which, as their texts tell: on the safe side, since a verdict is kept where nothing that its
/// cell rests on has changed. Files, and whatever else is in no cell's text, are not seen.
struct CellLinks {
    let cells: [Cell]
    /// For each cell the earlier ones that it rests on directly.
    private let sources: [Set<Int>]

    init(_ cells: [Cell]) {
        self.cells = cells
        let outlines = cells.map { CellOutline(of: $0.text) }
        var variables: Set<String> = []
        sources = outlines.enumerated().map { index, outline in
            // Two cells that name a variable rest on each other in their order: the first may have changed it.
            let shared = outline.mentions.intersection(variables)
            variables.formUnion(outline.variables)
            return Set(
                (0..<index).filter { earlier in
                    let earlier = outlines[earlier]
                    return earlier.reachesLaterCells || !earlier.names.isDisjoint(with: outline.mentions)
                        || !earlier.mentions.isDisjoint(with: shared)
                })
        }
    }

    /// The cells themselves and all that rest on one of them.
    func dependents(of changed: Set<Int>) -> Set<Int> {
        var found = changed
        for index in cells.indices where !sources[index].isDisjoint(with: found) { found.insert(index) }
        return found
    }

    /// The cells themselves and all that one of them rests on.
    func needs(of wanted: Set<Int>) -> Set<Int> {
        var found = wanted
        for index in cells.indices.reversed() where found.contains(index) { found.formUnion(sources[index]) }
        return found
    }

    /// The ids of the new cells whose verdicts do not count any more: those that were changed, added or moved, those that rest on one, and
    /// those that rested on what was there before.
    static func reached(from old: [Cell], to new: [Cell]) -> Set<String> {
        let difference = new.difference(from: old) { $0.isSame(as: $1) }
        let gone = difference.removals.map(\.place), come = difference.insertions.map(\.place)
        let before = CellLinks(old), now = CellLinks(new)
        let rested = Set(before.dependents(of: Set(gone)).map { old[$0].id })
        let changed = Set(come).union(new.indices.filter { rested.contains(new[$0].id) })
        return Set(now.dependents(of: changed).map { new[$0].id })
    }
}

extension CollectionDifference.Change {
    fileprivate var place: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}

extension Cell {
    /// Whether running it again would do and judge the same.
    fileprivate func isSame(as other: Cell) -> Bool { id == other.id && text == other.text && options == other.options }
}

/// What is to be done after a save: how far the session goes back, and which cells run then.
///
/// The session holds cells in the notebook's order, but not all: a cell whose verdict is kept runs again only when one that
/// waits rests on it, were it a minute's training.
struct WatchPlan: Equatable {
    /// How many of the cells that the session holds stay.
    let kept: Int
    /// The cells to run, by place in the notebook.
    let order: [Int]

    /// - Parameters:
    ///   - waiting: the ids of the cells that must run.
    ///   - held: the ids of those whose effects stand, in order.
    ///   - failed: the ids of those that ran, and left nothing behind.
    init(_ links: CellLinks, waiting: Set<String>, held: [String], failed: Set<String>) {
        let cells = links.cells
        let places = Dictionary(cells.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var stand = held.prefix { places[$0] != nil && !waiting.contains($0) }.compactMap { places[$0] }
        // What a failed cell would do is known: nothing.
        let needed = links.needs(of: Set(cells.indices.filter { waiting.contains(cells[$0].id) }))
            .filter { waiting.contains(cells[$0].id) || !failed.contains(cells[$0].id) }
        // Each cell taken back may be one that is needed, which must then run again, and take back others.
        while let first = needed.subtracting(stand).min(), let last = stand.last, last > first { stand.removeLast() }
        kept = stand.count
        order = needed.subtracting(stand).sorted()
    }
}
