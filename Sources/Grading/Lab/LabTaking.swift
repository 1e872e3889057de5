import Notebook

/// One solution cell with a student's work in it.
public struct TakenCell: Sendable, Hashable {
    public enum State: Sendable, Hashable {
        /// The student's regions stand in the instructor's text.
        case taken
        /// The submission has no such cell, or nothing that could be found in it.
        case missing
        /// The student's text does not sit inside its places; nothing of it is in `cell`.
        case refused(RegionFault)
    }

    public var state: State
    /// The instructor's cell; its regions hold the student's text, or nothing where that was not taken.
    public var cell: Cell
    /// Where the student's text comes from; nil when it is missing.
    public var source: LooseCell?
    /// For each line of `cell.text` the line of the student's file; nil for the instructor's lines.
    public var studentLines: [Int?]

    /// The student's own file and line for a line of `cell.text`, counted from 1.
    public func studentPlace(ofLine line: Int) -> (file: String, line: Int)? {
        guard let source, studentLines.indices.contains(line - 1), let own = studentLines[line - 1] else { return nil }
        return (source.file, own)
    }
}

/// What was taken of a submission.
public struct TakenWork: Sendable, Hashable {
    /// One for each solution cell of the lab, in its order.
    public var cells: [TakenCell]
    /// What was missing, extra, double, renamed, in another order or refused.
    public var notes: [String]

    public subscript(id id: String) -> TakenCell? { cells.first { $0.cell.id == id } }
}

extension Lab {
    /// Puts a student's regions into the instructor's text; everything else of the submission is left.
    public func take(_ submitted: [LooseCell]) -> TakenWork {
        let matching = CellMatching(self, submitted)
        var work = TakenWork(cells: [], notes: matching.notes)
        for solution in solutions {
            let taken = take(solution, matching.found[solution.cell.id], &work.notes)
            work.cells.append(taken)
        }
        return work
    }

    private func take(_ solution: SolutionCell, _ source: LooseCell?, _ notes: inout [String]) -> TakenCell {
        let name = "'\(solution.cell.label)'"
        var empty = TakenCell(state: .missing, cell: solution.cell, source: source, studentLines: [])
        empty.cell.text = solution.text(with: solution.reference.map { _ in "" })
        guard let source else { return empty }
        guard let reading = RegionReading(solution, source) else {
            notes.append(
                "in \(name) the START and END marks are gone, and what was written cannot be told from the rest")
            return empty
        }
        if !reading.hasMarks, solution.hasMarks {
            notes.append("in \(name) the START and END marks are gone; what stands between the given lines was taken")
        }
        if let fault = RegionGuard(solution).fault(reading.regions) {
            let line = source.firstLine + reading.firstLines[fault.region] + fault.line - 1
            var refused = empty
            refused.state = .refused(fault)
            notes.append("\(name) cannot be taken: line \(line): \(fault.message)")
            return refused
        }
        var cell = solution.cell
        cell.text = solution.text(with: reading.regions)
        return TakenCell(
            state: .taken, cell: cell, source: source,
            studentLines: lines(solution, reading, firstLine: source.firstLine))
    }

    private func lines(_ solution: SolutionCell, _ reading: RegionReading, firstLine: Int) -> [Int?] {
        var lines: [Int?] = []
        for (index, piece) in solution.frame.enumerated() {
            lines += piece.map { _ in nil }
            guard index < reading.regions.count else { continue }
            let start = firstLine + reading.firstLines[index]
            lines += (0..<SolutionCell.lineCount(reading.regions[index])).map { start + $0 }
        }
        return lines
    }
}
