import Checks
import Engine
import Notebook

/// Which cells run for which check, with whose text.
///
/// A check judges one solution cell: of those that it uses, by names and through other cells, the last one. It runs in that cell's own
/// pass, where every other solution is the reference's, so that one mistake costs once. A check with `together:` runs once more in
/// a pass in which all solutions are the student's.
struct GradingPlan {
    /// One way through the notebook.
    struct Pass: Hashable {
        /// The solution cell that is the student's; nil where all are.
        var solution: String?
        /// The checks that are judged, by id.
        var checks: Set<String>
        /// The cells that run, in order, by index.
        var cells: [Int]
    }

    /// The code cells, in order.
    let cells: [Cell]
    private(set) var passes: [Pass] = []
    /// The checks all of whose output is the lab's own cells': a solution that prints in them adds nothing to what is judged.
    var printAlone: Set<String> = []
    /// For each cell the earlier cells whose names it uses, directly.
    private let uses: [Set<Int>]

    init(_ notebook: Notebook) throws {
        cells = notebook.cells.filter { $0.kind == .code && !$0.isLeftOut }
        uses = Self.uses(of: cells)
        let solutions = cells.indices.filter { cells[$0].options.role == .solution }
        guard !solutions.isEmpty else {
            throw GradingError(
                "\(notebook.path) has no solution cell", advice: "mark what students write with 'role: solution'")
        }
        guard cells.contains(where: \.isCheck) else {
            throw GradingError(
                "\(notebook.path) has no check", advice: "mark cells with 'role: check' or 'role: hidden'")
        }
        if let check = cells.first(where: { $0.expectsNothing }) {
            throw GradingError(
                "\(check.file):\(check.firstLine): '\(check.label)' has points and expects nothing: it passes whatever a student "
                    + "writes", advice: "say what it expects, values best of all")
        }
        for solution in solutions {
            let checks = cells.indices.filter { cells[$0].isCheck && judged(by: $0, solutions) == solution }
            if !checks.isEmpty { passes.append(pass(solution: cells[solution].id, checks)) }
        }
        let together = cells.indices.filter { cells[$0].isCheck && cells[$0].options.together != nil }
        if !together.isEmpty { passes.append(pass(solution: nil, together)) }
    }

    /// The solution that a check is about.
    private func judged(by check: Int, _ solutions: [Int]) -> Int {
        let needed = closure(of: [check])
        return solutions.last { needed.contains($0) } ?? solutions.last { $0 < check } ?? solutions[0]
    }

    /// Checks of other passes are left out unless a name of theirs is needed.
    private func pass(solution: String?, _ checks: [Int]) -> Pass {
        let needed = closure(of: checks)
        let last = checks.max() ?? 0
        let cells = self.cells.indices.filter { $0 <= last && (!self.cells[$0].isCheck || needed.contains($0)) }
        return Pass(solution: solution, checks: Set(checks.map { self.cells[$0].id }), cells: cells)
    }

    /// The same pass with every cell before its last check.
    func whole(_ pass: Pass) -> Pass {
        var pass = pass
        if let last = pass.cells.last { pass.cells = Array(0...last) }
        return pass
    }

    mutating func replace(_ pass: Pass, at index: Int) { passes[index] = pass }

    /// The first of these that a cell uses, directly or through others.
    func cause(of index: Int, among others: Set<Int>) -> Int? {
        others.isEmpty ? nil : closure(of: [index]).subtracting([index]).intersection(others).min()
    }

    private func closure(of indices: [Int]) -> Set<Int> {
        var found = Set(indices)
        var waiting = indices
        while let next = waiting.popLast() {
            for used in uses[next] where found.insert(used).inserted { waiting.append(used) }
        }
        return found
    }

    private static func uses(of cells: [Cell]) -> [Set<Int>] {
        var makers: [String: [Int]] = [:]
        return cells.enumerated().map { index, cell in
            let outline = CellOutline(of: cell.text)
            // A function may have overloads in several cells.
            let used = Set(outline.uses.flatMap { makers[$0] ?? [] })
            for name in outline.names { makers[name, default: []].append(index) }
            return used
        }
    }

    /// The solution cells, by id.
    var solutions: [Cell] { cells.filter { $0.options.role == .solution } }
}

extension Cell {
    var isCheck: Bool { options.role == .check || options.role == .hidden }

    /// A check with points that gives them to whoever lets it run to its end.
    var expectsNothing: Bool {
        isCheck && options.expect == nil && (options.points ?? 0 > 0 || options.together ?? 0 > 0)
    }
}

/// Why a lab cannot be graded.
public struct GradingError: Error, CustomStringConvertible {
    public let message: String
    public let advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    public var description: String { message + (advice.map { "\n  \($0)" } ?? "") }
}
