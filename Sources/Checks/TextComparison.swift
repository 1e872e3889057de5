import Foundation
import Notebook

/// Compares a text that a cell printed with the expected one, line by line; see ``LineComparison`` for what counts as equal.
///
/// White space at the end of a line and empty lines at the end of the text mean nothing. Takes time linear in the texts.
struct TextComparison {
    struct Difference {
        /// From 0.
        var line: Int
        var inLine: LineDifference
    }

    let expected: TextLines
    let got: TextLines
    private let tolerance: Tolerance
    /// Lines of the same bytes are equal, unless a NaN, which equals nothing, may stand in them.
    private let equalBytesAreEqual: Bool

    init(expected: String, got: String, tolerance: Tolerance) {
        self.expected = TextLines(expected)
        self.got = TextLines(got)
        self.tolerance = tolerance
        equalBytesAreEqual = tolerance.equalNaN || !self.expected.mayHoldNaN
    }

    var isEqual: Bool { difference(from: 0) == nil }

    /// The first line at or after `start` that differs.
    func difference(from start: Int) -> Difference? {
        for line in start..<max(start, min(expected.count, got.count)) {
            let (want, have) = (expected[line], got[line])
            if equalBytesAreEqual, want == have { continue }
            if let found = compare(want, have) { return Difference(line: line, inLine: found) }
        }
        return missingLine(from: start)
    }

    private func compare(_ want: ArraySlice<UInt8>, _ have: ArraySlice<UInt8>) -> LineDifference? {
        guard let found = LineComparison(expected: want, got: have, tolerance: tolerance).difference else { return nil }
        // A letter and its composed form are the same text: `é` as one scalar or two, Hangul as syllables or letters.
        let (composedWant, composedHave) = (TextLines.composed(want), TextLines.composed(have))
        guard composedWant != nil || composedHave != nil else { return found }
        let composed = LineComparison(expected: composedWant ?? want, got: composedHave ?? have, tolerance: tolerance)
        return composed.difference == nil ? nil : found
    }

    private func missingLine(from start: Int) -> Difference? {
        let line = min(expected.count, got.count)
        guard expected.count != got.count, line >= start else { return nil }
        let reason =
            expected.count > got.count
            ? "the text ends here; \(plural(expected.count - line, "more line")) expected"
            : "the text should end here; \(plural(got.count - line, "more line")) printed"
        return Difference(line: line, inLine: LineDifference(expectedOffset: 0, gotOffset: 0, reason: reason))
    }

    /// What differs, side by side; nil when nothing does.
    func complaint(about name: String) -> String? {
        guard let first = difference(from: 0) else { return nil }
        let place = max(expected.count, got.count) > 1 ? " at line \(first.line + 1)" : ""
        var text = "\(name) differs\(place): \(first.inLine.reason)\n"
        text += SideBySide(expected: expected, got: got, first: first).text
        let others = countDifferences(after: first.line)
        if others > 0 { text += "\nand \(plural(others, "more line")) \(others == 1 ? "differs" : "differ")" }
        return text
    }

    private func countDifferences(after line: Int) -> Int {
        guard expected.count == got.count else { return 0 }
        var count = 0
        var start = line + 1
        while let next = difference(from: start) {
            count += 1
            start = next.line + 1
        }
        return count
    }
}

/// `1 line`, `2 lines`.
func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// A text's lines as bytes, without white space at their ends.
struct TextLines {
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var ranges = Self.lines(of: bytes)
        while let last = ranges.last, last.isEmpty { ranges.removeLast() }
        self.bytes = bytes
        self.ranges = ranges
    }

    var count: Int { ranges.count }

    subscript(line: Int) -> ArraySlice<UInt8> { bytes[ranges[line]] }

    /// nil beyond the last line.
    func text(_ line: Int) -> String? {
        ranges.indices.contains(line) ? String(decoding: self[line], as: UTF8.self) : nil
    }

    /// Whether `nan` or `NaN` stands anywhere, perhaps inside a word.
    var mayHoldNaN: Bool {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return false }
            var start = 1
            while start < buffer.count - 1, let found = memchr(base + start, 0x61, buffer.count - 1 - start) {
                let index = UnsafeRawPointer(found) - base
                if buffer[index - 1] | 0x20 == 0x6E, buffer[index + 1] | 0x20 == 0x6E { return true }
                start = index + 1
            }
            return false
        }
    }

    /// The line with composed characters; nil where it is ASCII and has none.
    static func composed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.contains(where: { $0 >= 0x80 }) else { return nil }
        return Array(String(decoding: line, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)[...]
    }

    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var ranges: [Range<Int>] = []
            var start = 0
            while start < buffer.count {
                let found = memchr(base + start, 0x0A, buffer.count - start).map { UnsafeRawPointer($0) - base }
                var end = found ?? buffer.count
                let next = end + 1
                while end > start, isSpace(buffer[end - 1]) { end -= 1 }
                ranges.append(start..<end)
                start = next
            }
            return ranges
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
