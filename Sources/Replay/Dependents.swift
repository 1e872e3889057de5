import Checks
import Engine
import Notebook

/// What failed cells would have made. A later cell that does not compile for want of it has no fault of its own: it counts
/// as not run, and the reader's eye stays on the cell that is to blame.
struct Dependents {
    private var lost: [(cell: String, outline: CellOutline)] = []

    /// Takes note of a cell that failed.
    mutating func noteFailure(of cell: Cell) { lost.append((cell.label, CellOutline(of: cell.text))) }

    /// The cell ran after all: what it makes is there.
    mutating func noteSuccess(of cell: Cell) {
        let made = CellOutline(of: cell.text).names
        lost.removeAll { !$0.outline.reachesLaterCells && $0.outline.names.isSubset(of: made) }
    }

    /// What a cell cannot do without, as `'X_train' of "Load and prepare"`, before it is compiled: looking for names that are
    /// not there can take the compiler many seconds.
    func missing(for cell: Cell) -> String? {
        guard !lost.isEmpty else { return nil }
        let uses = CellOutline(of: cell.text).uses
        for owner in lost.reversed() {
            if let name = owner.outline.names.intersection(uses).min() { return "'\(name)' of \"\(owner.cell)\"" }
        }
        return nil
    }

    /// What kept a cell from compiling: what it would have had from a failed cell's imports or extensions; nil when it failed by itself.
    func missing(in outcome: Outcome) -> String? {
        guard outcome.error?.kind == .compile, !lost.isEmpty else { return nil }
        let unknown = outcome.diagnostics.filter { $0.severity == .error }.compactMap { Self.unknownName($0.message) }
        guard let name = unknown.first, let owner = lost.last(where: \.outline.reachesLaterCells) else { return nil }
        return "'\(name)', perhaps from \"\(owner.cell)\""
    }

    /// `X` of `cannot find 'X' in scope` and `cannot find type 'X' in scope`.
    private static func unknownName(_ message: String) -> String? {
        message.firstMatch(of: #/^cannot find (?:type |operator )?'([^']+)' in scope/#).map { String($0.1) }
    }
}
