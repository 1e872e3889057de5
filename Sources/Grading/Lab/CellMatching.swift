import Notebook

/// Which of a submission's cells stands for which solution cell.
struct CellMatching {
    private(set) var found: [String: LooseCell] = [:]
    private(set) var notes: [String] = []

    init(_ lab: Lab, _ submitted: [LooseCell]) {
        var taken = Set<Int>()
        for solution in lab.solutions {
            let id = solution.cell.id
            let same = submitted.indices.filter { submitted[$0].id == id }
            guard let last = same.last else { continue }
            taken.formUnion(same)
            // The last is what a notebook that ran from top to bottom had in the end.
            found[id] = submitted[last]
            if same.count > 1 {
                notes.append("'\(solution.cell.label)' comes \(same.count) times; the last one was taken")
            }
        }
        for solution in lab.solutions where found[solution.cell.id] == nil {
            guard let index = Self.renamed(solution, submitted, taken) else {
                notes.append("'\(solution.cell.label)' is missing")
                continue
            }
            taken.insert(index)
            found[solution.cell.id] = submitted[index]
            notes.append("'\(solution.cell.label)' was found under another name")
        }
        noteOrder(lab, submitted)
        noteExtras(lab, submitted, taken)
    }

    /// The cell that holds more than half of the instructor's lines, and more of them than any other.
    private static func renamed(_ solution: SolutionCell, _ submitted: [LooseCell], _ taken: Set<Int>) -> Int? {
        let frame = Set(solution.frameWords.joined())
        var best: (index: Int, share: Double)?
        for index in submitted.indices where !taken.contains(index) {
            var share = solution.cell.title != nil && submitted[index].title == solution.cell.title ? 1.0 : 0
            if !frame.isEmpty {
                let lines = submitted[index].code.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }
                share = max(share, Double(frame.intersection(lines).count) / Double(frame.count))
            }
            if share > max(0.5, best?.share ?? 0) { best = (index, share) }
        }
        return best?.index
    }

    private mutating func noteOrder(_ lab: Lab, _ submitted: [LooseCell]) {
        let order = lab.solutions.compactMap { found[$0.cell.id] }.compactMap { cell in
            submitted.lastIndex(of: cell)
        }
        if order != order.sorted() { notes.append("the cells stand in another order") }
    }

    private mutating func noteExtras(_ lab: Lab, _ submitted: [LooseCell], _ taken: Set<Int>) {
        let known = Set(lab.notebook.cells.map(\.id))
        let extras = submitted.indices.filter { index in
            !taken.contains(index) && !(submitted[index].id.map(known.contains) ?? false)
                && submitted[index].code.contains { !$0.isWhitespace }
        }
        guard !extras.isEmpty else { return }
        let names = extras.prefix(5).map { submitted[$0].title ?? submitted[$0].id ?? "without a name" }
        let more = extras.count > 5 ? ", …" : ""
        notes.append(
            "\(extras.count) more cell\(extras.count == 1 ? "" : "s") not of the lab: \(names.joined(separator: ", "))\(more)"
        )
    }
}
