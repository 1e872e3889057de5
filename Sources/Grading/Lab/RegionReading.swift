import Notebook

/// The regions of a student's cell.
struct RegionReading {
    var regions: [String] = []
    /// The line of the student's code, from 0, at which each region begins.
    var firstLines: [Int] = []
    var hasMarks: Bool

    /// By the marks; where the student removed or doubled them, by the instructor's lines around them. nil when neither can be
    /// found.
    init?(_ solution: SolutionCell, _ source: LooseCell) {
        let lines = source.code.split(separator: "\n", omittingEmptySubsequences: false)
        hasMarks = true
        guard solution.hasMarks else {
            add(lines, SolutionRegion(lines: 0..<lines.count))
            return
        }
        if let found = try? SolutionRegion.find(in: lines), found.count == solution.count {
            for region in found { add(lines, region) }
            return
        }
        hasMarks = false
        guard let found = Self.regions(between: solution.frameWords, in: lines) else { return nil }
        for region in found { add(lines, SolutionRegion(lines: region)) }
    }

    private mutating func add(_ lines: [Substring], _ region: SolutionRegion) {
        regions.append(lines[region.lines].joined(separator: "\n"))
        firstLines.append(region.lines.lowerBound)
    }

    /// Finds the pieces of the frame in the student's lines, the first at the beginning and the last at the end; what lies
    /// between is the student's.
    private static func regions(between pieces: [[Substring]], in lines: [Substring]) -> [Range<Int>]? {
        // Marks that are left would be taken for the student's text.
        let words = lines.enumerated().filter { !$1.isFiller }
        let texts = words.map { $1.stripped }
        var next = 0
        var ends: [(start: Int, end: Int)] = []
        for (index, piece) in pieces.enumerated() {
            let last = texts.count - piece.count
            guard last >= next else { return nil }
            let candidates = index == 0 ? 0...0 : index == pieces.count - 1 ? last...last : next...last
            guard let start = candidates.first(where: { Array(texts[$0..<$0 + piece.count]) == piece }) else {
                return nil
            }
            ends.append((start, start + piece.count))
            next = start + piece.count
        }
        return zip(ends, ends.dropFirst()).map { before, after in
            let own = words[before.end..<after.start]
            guard let first = own.first?.offset, let last = own.last?.offset else { return 0..<0 }
            return first..<last + 1
        }
    }
}

extension SolutionCell {
    /// The lines of the frame that say something, piece by piece, without their indentation; options and marks left out.
    var frameWords: [[Substring]] {
        frame.enumerated().map { index, piece in
            piece.dropFirst(index == 0 ? optionLines : 0).filter { !$0.isFiller }.map(\.stripped)
        }
    }
}

extension Substring {
    fileprivate var stripped: Substring {
        let front = drop { $0.isWhitespace }
        guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return front[...last]
    }

    /// Blank, or a mark.
    fileprivate var isFiller: Bool {
        allSatisfy(\.isWhitespace) || SolutionRegion.isStart(self) || SolutionRegion.isEnd(self)
    }
}
