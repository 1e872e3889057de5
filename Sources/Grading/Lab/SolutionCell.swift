import Notebook

/// A cell that students write: the instructor's text around its regions, and what the reference has in them.
public struct SolutionCell: Sendable, Hashable {
    public let cell: Cell
    /// What the reference has in each region, without the last line end.
    public let reference: [String]
    /// The instructor's lines around the regions, one piece more than regions; marks and options stand here.
    let frame: [[Substring]]
    /// How many of the first piece's lines are options.
    let optionLines: Int
    /// Whether the cell has marks; without them all of it but its options is the student's.
    public let hasMarks: Bool

    /// - Throws: ``NotebookError`` for marks without counterpart, a `stub` of another length, and regions that are not whole statements.
    init(_ cell: Cell) throws {
        self.cell = cell
        let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false)
        optionLines = lines.count - cell.code.split(separator: "\n", omittingEmptySubsequences: false).count
        var regions = try Self.regions(of: cell, lines)
        hasMarks = !regions.isEmpty
        if regions.isEmpty { regions = [SolutionRegion(lines: optionLines..<lines.count)] }
        reference = regions.map { lines[$0.lines].joined(separator: "\n") }
        let starts = [0] + regions.map(\.lines.upperBound)
        let ends = regions.map(\.lines.lowerBound) + [lines.count]
        frame = zip(starts, ends).map { Array(lines[$0..<$1]) }
        try checkStub()
        if let fault = RegionGuard(self).fault(reference) {
            throw NotebookError(
                "what stands between the marks is no whole statement: \(fault.message)", file: cell.file,
                line: cell.firstLine + firstLine(ofRegion: fault.region, in: reference) + fault.line - 1,
                advice: "move START and END so that whole statements stand between them")
        }
    }

    public var count: Int { reference.count }

    /// The stubs that the author gave, one a region; nil where there are none.
    public var stubs: [String]? { cell.options.stub.isEmpty ? nil : cell.options.stub }

    /// The cell's text with these texts in its regions.
    public func text(with regions: [String]) -> String {
        var lines: [Substring] = []
        for (index, piece) in frame.enumerated() {
            lines += piece
            if index < regions.count, !regions[index].isEmpty {
                lines += regions[index].split(separator: "\n", omittingEmptySubsequences: false)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The line of the cell's text, from 0, at which a region begins when the regions hold these texts.
    func firstLine(ofRegion index: Int, in regions: [String]) -> Int {
        let own = regions.prefix(index).reduce(0) { $0 + Self.lineCount($1) }
        return own + frame.prefix(index + 1).reduce(0) { $0 + $1.count }
    }

    static func lineCount(_ region: String) -> Int {
        region.isEmpty ? 0 : region.utf8.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }

    private static func regions(of cell: Cell, _ lines: [Substring]) throws -> [SolutionRegion] {
        do {
            return try SolutionRegion.find(in: lines)
        } catch {
            let (one, other) = error.isStart ? ("START", "END") : ("END", "START")
            throw NotebookError(
                "'### \(one) CODE HERE ###' has no '### \(other) CODE HERE ###'", file: cell.file,
                line: cell.firstLine + error.line, advice: "regions begin and end in turn, and none stands in another")
        }
    }

    private func checkStub() throws {
        guard let stubs, stubs.count != count else { return }
        throw NotebookError(
            "'stub' has \(stubs.count) texts, and the cell \(count) regions", file: cell.file, line: cell.firstLine,
            advice: "give a text for each region, in order")
    }
}
