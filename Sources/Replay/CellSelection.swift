import CellSyntax
import Engine
import Notebook

/// Which cells a replay is for.
public enum CellSelection: Sendable, Hashable {
    case all
    /// These alone: by id, title, or number among the code cells.
    case only([String])
    /// From a cell on, up to a cell, both included.
    case range(from: String?, to: String?)
}

/// What is done with each cell.
struct PlayPlan {
    enum Mode {
        /// It runs and is reported.
        case play
        /// It runs for what it makes: its output is known or not asked for.
        case support
        /// It does not run.
        case leave
    }

    struct Step {
        var cell: Cell
        /// Its place in the notebook.
        var index: Int
        var mode: Mode
    }

    var steps: [Step]

    /// The cells that are reported.
    var played: [Cell] { steps.filter { $0.mode == .play }.map(\.cell) }

    /// - Parameter finished: how many code cells at the start an earlier run has done.
    /// - Throws: ``ReplayError`` for a cell that is not there.
    init(_ notebook: Notebook, selection: CellSelection, finished: Int = 0) throws {
        steps = notebook.cells.enumerated().filter { $1.kind == .code }.map { Step(cell: $1, index: $0, mode: .play) }
        try select(selection)
        for index in 0..<min(finished, steps.count) where steps[index].mode == .play { steps[index].mode = .support }
        let last = steps.lastIndex { $0.mode == .play } ?? -1
        for index in steps.indices where index > last { steps[index].mode = .leave }
    }

    private mutating func select(_ selection: CellSelection) throws {
        switch selection {
        case .all: return
        case .only(let names):
            let chosen = Set(try names.map(position))
            for index in steps.indices where !chosen.contains(index) { steps[index].mode = .leave }
        case .range(let from, let to):
            let first = try from.map(position) ?? 0
            let last = try to.map(position) ?? steps.count - 1
            guard first <= last else {
                throw ReplayError(
                    "the cell '\(from ?? "")' stands behind '\(to ?? "")'", advice: "give --from the earlier one")
            }
            for index in steps.indices where !(first...last).contains(index) { steps[index].mode = .leave }
        }
        bringInSupport()
    }

    /// The cell of this id, title or number.
    private func position(_ name: String) throws -> Int {
        let cells = steps.map(\.cell)
        if let index = cells.firstIndex(where: { $0.id == name }) ?? cells.firstIndex(where: { $0.title == name }) {
            return index
        }
        if let number = Int(name), cells.indices.contains(number - 1) { return number - 1 }
        let ids = cells.prefix(30).map(\.id).joined(separator: ", ") + (cells.count > 30 ? ", …" : "")
        throw ReplayError(
            "there is no code cell '\(name)'", advice: "give an id, a title or a number; the ids are: \(ids)")
    }

    /// Earlier cells that the chosen ones cannot do without. A cell that so much as names a thing that is needed may change it,
    /// so it counts; so do imports and extensions, which have no name to be used by.
    private mutating func bringInSupport() {
        guard let last = steps.lastIndex(where: { $0.mode == .play }) else { return }
        let outlines = steps.map { CellOutline(of: $0.cell.text) }
        // What no cell makes comes from Swift and its libraries: all cells may use `print`.
        let made = outlines.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        var needed = Set<String>()
        for index in steps.indices.prefix(last + 1).reversed() {
            let (outline, cell) = (outlines[index], steps[index].cell)
            if steps[index].mode == .leave, !cell.isLeftOut {
                let touches = !outline.names.union(outline.uses).isDisjoint(with: needed)
                if touches || outline.reachesLaterCells { steps[index].mode = .support }
            }
            if steps[index].mode != .leave { needed.formUnion(outline.uses.intersection(made)) }
        }
    }
}

/// What a replay was asked for and cannot do.
public struct ReplayError: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    public var description: String { message + (advice.map { "\n  \($0)" } ?? "") }
}
