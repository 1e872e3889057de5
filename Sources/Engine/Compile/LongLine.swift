/// A source line and what is marked below it, cut to what stands around a column where the line is longer than anybody reads: a
/// table of numbers in one line, say.
struct LongLine {
    /// In characters; what is longer is cut.
    static let longest = 400
    /// In characters, on each side of the column.
    private static let around = 100

    private let kept: Range<Int>

    /// nil for a line that is shown whole.
    ///
    /// - Parameter column: from 1, in UTF-8 bytes.
    init?(_ source: some StringProtocol, column: Int) {
        guard source.utf8.count > Self.longest else { return nil }
        let count = source.count
        guard count > Self.longest else { return nil }
        let place = String(decoding: source.utf8.prefix(max(0, column - 1)), as: UTF8.self).count
        kept = max(0, place - Self.around)..<min(count, place + Self.around)
    }

    /// The line itself.
    func source(_ line: some StringProtocol) -> String {
        (kept.lowerBound > 0 ? "…" : "") + row(line) + (kept.upperBound < line.count ? "…" : "")
    }

    /// A row of carets or of what could be put in.
    func marks(_ line: some StringProtocol) -> String {
        let row = row(line)
        return row.isEmpty || kept.lowerBound == 0 ? row : " " + row
    }

    private func row(_ line: some StringProtocol) -> String {
        String(line.dropFirst(kept.lowerBound).prefix(kept.count))
    }

    /// The rows below a message's head: the source line first.
    static func cut(_ rows: [String], column: Int) -> [String] {
        guard let source = rows.first, let long = LongLine(source, column: column) else { return rows }
        return [long.source(source)] + rows.dropFirst().map { long.marks($0) }
    }
}
