/// What the student writes in a solution cell: the lines between a START and an END mark.
///
/// ```
/// // ### START CODE HERE ###
/// mini_batches.append((parts[0], parts[1]))
/// // ### END CODE HERE ###
/// ```
public struct SolutionRegion: Sendable, Hashable {
    /// The lines between the marks, as indices into the text's lines; empty where nothing stands there.
    public var lines: Range<Int>

    public init(lines: Range<Int>) { self.lines = lines }

    /// A mark without its counterpart.
    public struct Unmatched: Error, Sendable, Hashable {
        /// The mark's line, from 0.
        public var line: Int
        public var isStart: Bool
    }

    /// Whether a line is a comment that says where the student's code begins.
    public static func isStart(_ line: some StringProtocol) -> Bool { isMark(line, "START CODE HERE") }

    public static func isEnd(_ line: some StringProtocol) -> Bool { isMark(line, "END CODE HERE") }

    private static func isMark(_ line: some StringProtocol, _ words: String) -> Bool {
        line.drop { $0 == " " || $0 == "\t" }.hasPrefix("//") && line.contains(words)
    }

    /// The regions of a text, in order; none where it has no marks.
    ///
    /// Marks count wherever they stand, inside strings too: what a student's unclosed string does to the lines after it is
    /// judged later.
    public static func find(in lines: [Substring]) throws(Unmatched) -> [SolutionRegion] {
        var regions: [SolutionRegion] = []
        var start: Int?
        for (index, line) in lines.enumerated() {
            if isStart(line) {
                if let start { throw Unmatched(line: start, isStart: true) }
                start = index
            } else if isEnd(line) {
                guard let begin = start else { throw Unmatched(line: index, isStart: false) }
                regions.append(SolutionRegion(lines: begin + 1..<index))
                start = nil
            }
        }
        if let start { throw Unmatched(line: start, isStart: true) }
        return regions
    }
}

extension Cell {
    /// The line of its file at which the student begins to write; its first line where nothing marks one.
    public var startLine: Int {
        firstLine + (text.lineSlices.firstIndex(where: SolutionRegion.isStart).map { $0 + 1 } ?? 0)
    }
}
