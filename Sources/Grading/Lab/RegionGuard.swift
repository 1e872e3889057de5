import CellSyntax
import Engine
internal import SwiftParser
internal import SwiftSyntax

/// Why a student's text may not be put into the instructor's.
public struct RegionFault: Error, Sendable, Hashable {
    /// Which of the cell's regions, from 0.
    public var region: Int
    /// The line of the region's text, from 1.
    public var line: Int
    public var message: String

    static func tooDeep(region: Int, line: Int) -> RegionFault {
        RegionFault(region: region, line: line, message: "the text is nested too deeply to be read")
    }
}

/// Says whether texts sit wholly inside the places that a solution cell has for them.
///
/// Such a text is a list of whole statements (or members, or cases) of the node that its region lies in. Nothing that begins in it
/// ends outside and nothing that it closes was opened outside, so what it says cannot change how the instructor's text around it
/// is read: the parser, not a rule about brackets, decides.
struct RegionGuard {
    /// Longer texts are nobody's work.
    static let maximumLength = 64 << 10
    /// In seconds. An honest text takes milliseconds.
    static let timeLimit = 10.0
    /// Nodes inside nodes; whatever reads the text later recurses too, on a stack of its own size.
    static let maximumDepth = 1000

    private let cell: SolutionCell
    /// The instructor's tokens; and for each region the node around it.
    private let frame: [FrameToken]
    private let anchors: [Anchor?]

    init(_ cell: SolutionCell) {
        self.cell = cell
        guard DeepNesting.first(in: cell.text(with: cell.reference)) == nil else {
            (frame, anchors) = ([], [])
            return
        }
        (frame, anchors) =
            DeepStack.run(limit: 3600) {
                let layout = Layout(cell, regions: cell.reference)
                return (layout.frameTokens, cell.reference.indices.map { layout.anchor(of: $0) })
            } ?? ([], [])
    }

    /// What is wrong with these texts in the cell's regions; nil when nothing is.
    func fault(_ regions: [String]) -> RegionFault? {
        for (index, text) in regions.enumerated() {
            if text.utf8.count > Self.maximumLength {
                let message = "the text is longer than \(Self.maximumLength >> 10) KiB"
                return RegionFault(region: index, line: 1, message: message)
            }
            if let nesting = DeepNesting.first(in: text) { return .tooDeep(region: index, line: nesting.line) }
        }
        // The regions may lie deep in what is around them.
        if DeepNesting.first(in: cell.text(with: regions)) != nil { return .tooDeep(region: 0, line: 1) }
        let fault: RegionFault?? = DeepStack.run(limit: Self.timeLimit) {
            self.fault(in: Layout(cell, regions: regions))
        }
        guard let fault else { return .tooDeep(region: 0, line: 1) }
        return fault
    }

    private func fault(in layout: Layout) -> RegionFault? {
        if layout.depth > Self.maximumDepth {
            return .tooDeep(region: 0, line: 1)
        }
        if let fault = layout.forbiddenDirective { return fault }
        for index in anchors.indices {
            if let fault = layout.fault(of: index, anchor: anchors[index]) { return fault }
        }
        guard layout.frameTokens != frame else { return nil }
        return RegionFault(region: 0, line: 1, message: "the lines around the marks would be read in another way")
    }
}

/// A place in the instructor's text: a piece of the frame and a distance from its beginning in bytes.
private struct FramePlace: Hashable {
    var piece: Int
    var offset: Int
}

private struct FrameToken: Hashable {
    var place: FramePlace
    var text: String
}

/// The node whose list holds a region, by what it must be in every text: its kind, and where it begins and ends.
private struct Anchor: Hashable {
    var path: [SyntaxKind]
    var list: SyntaxKind
    var start: FramePlace?
    var end: FramePlace?
}

/// A cell's text with its regions, parsed.
private struct Layout {
    private let tree: SourceFileSyntax
    /// In bytes of the text.
    private let regions: [Range<Int>]
    private let pieces: [Range<Int>]
    private let text: String

    init(_ cell: SolutionCell, regions texts: [String]) {
        var text = ""
        var (regions, pieces): ([Range<Int>], [Range<Int>]) = ([], [])
        for (index, lines) in cell.frame.enumerated() {
            var start = text.utf8.count
            for line in lines { text += line + "\n" }
            pieces.append(start..<text.utf8.count)
            guard index < texts.count else { continue }
            start = text.utf8.count
            if !texts[index].isEmpty { text += texts[index] + "\n" }
            regions.append(start..<text.utf8.count)
        }
        self.text = text
        self.regions = regions
        self.pieces = pieces
        var parser = Parser(text, swiftVersion: .v5)
        tree = SourceFileSyntax.parse(from: &parser)
    }

    var frameTokens: [FrameToken] {
        tree.tokens(viewMode: .sourceAccurate).compactMap { token in
            guard token.tokenKind != .endOfFile, let place = place(token.start) else { return nil }
            return FrameToken(place: place, text: token.text)
        }
    }

    var depth: Int {
        var deepest = 0
        var waiting = [(Syntax(tree), 1)]
        while let (node, depth) = waiting.popLast() {
            deepest = max(deepest, depth)
            for child in node.children(viewMode: .sourceAccurate) { waiting.append((child, depth + 1)) }
        }
        return deepest
    }

    /// Where a byte stands in the frame; nil in a region.
    private func place(_ offset: Int) -> FramePlace? {
        pieces.firstIndex { $0.contains(offset) }.map { FramePlace(piece: $0, offset: offset - pieces[$0].lowerBound) }
    }

    func anchor(of index: Int) -> Anchor? { list(of: index).flatMap(anchor) }

    private func anchor(_ list: Syntax) -> Anchor? {
        guard let parent = list.parent else { return nil }
        let path = sequence(first: parent) { $0.parent }.map(\.kind)
        guard !parent.is(SourceFileSyntax.self) else {
            return Anchor(path: path, list: list.kind, start: nil, end: nil)
        }
        guard let first = parent.firstToken(viewMode: .sourceAccurate),
            let last = parent.lastToken(viewMode: .sourceAccurate), let start = place(first.start),
            let end = place(last.start)
        else { return nil }
        return Anchor(path: path, list: list.kind, start: start, end: end)
    }

    /// The innermost list that the region's statements belong to.
    private func list(of index: Int) -> Syntax? {
        let region = regions[index]
        let lists = lists(around: region)
        return lists.first { $0.overlaps(region) } ?? lists.first { Self.holdsStatements.contains($0.kind) }
    }

    /// Where a region with nothing but comments in it can lie.
    private static let holdsStatements: Set<SyntaxKind> = [.codeBlockItemList, .memberBlockItemList, .switchCaseList]

    /// The lists of the nodes that take in the region, from the innermost node to the outermost. The lists themselves may be smaller: the
    /// line end after a last statement belongs to the bracket that follows.
    private func lists(around region: Range<Int>) -> [Syntax] {
        var node = Syntax(tree)
        while let child = node.children(viewMode: .sourceAccurate).first(where: { $0.takesIn(region) }) { node = child }
        return sequence(first: node) { $0.parent }.flatMap { parent in
            parent.children(viewMode: .sourceAccurate).filter {
                $0.kind.isSyntaxCollection && $0.kind != .unexpectedNodes
            }
        }
    }

    func fault(of index: Int, anchor: Anchor?) -> RegionFault? {
        let region = regions[index]
        guard let anchor, let list = lists(around: region).first(where: { self.anchor($0) == anchor }) else {
            return fault(index, at: region.lowerBound)
        }
        let beside = list.parent?.children(viewMode: .sourceAccurate).filter { $0.id != list.id } ?? []
        for node in beside where node.overlaps(region) { return fault(index, at: max(node.start, region.lowerBound)) }
        for node in list.children(viewMode: .sourceAccurate) where node.overlaps(region) {
            guard region.contains(node.start), node.end <= region.upperBound else {
                return fault(index, at: max(node.start, region.lowerBound))
            }
        }
        return nil
    }

    private func fault(_ index: Int, at offset: Int) -> RegionFault {
        RegionFault(
            region: index, line: line(offset, inRegion: index),
            message: "what begins here does not end between the marks, or ends what was begun before them "
                + "(a brace, a bracket, a string or a comment)")
    }

    /// A line that claims to be one of another file would be blamed on it.
    var forbiddenDirective: RegionFault? {
        for token in tree.tokens(viewMode: .sourceAccurate) where token.tokenKind == .poundSourceLocation {
            guard let index = regions.firstIndex(where: { $0.contains(token.start) }) else { continue }
            return RegionFault(
                region: index, line: line(token.start, inRegion: index), message: "'#sourceLocation' is not allowed")
        }
        return nil
    }

    private func line(_ offset: Int, inRegion index: Int) -> Int {
        let start = regions[index].lowerBound
        return text.utf8.dropFirst(start).prefix(offset - start).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
}

extension SyntaxProtocol {
    /// Its first byte that is neither space nor comment.
    fileprivate var start: Int { positionAfterSkippingLeadingTrivia.utf8Offset }
    fileprivate var end: Int { endPositionBeforeTrailingTrivia.utf8Offset }

    fileprivate func overlaps(_ region: Range<Int>) -> Bool {
        start < end && start < region.upperBound && end > region.lowerBound
    }

    /// Spaces and comments around it included.
    fileprivate func takesIn(_ region: Range<Int>) -> Bool {
        position.utf8Offset <= region.lowerBound && endPosition.utf8Offset >= region.upperBound
    }
}
