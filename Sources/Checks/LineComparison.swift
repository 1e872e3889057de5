import Notebook

/// Where two lines first differ, and why.
struct LineDifference: Equatable {
    /// In bytes from the line's start.
    var expectedOffset: Int
    var gotOffset: Int
    /// `expected 3, got 4`.
    var reason: String
}

/// Compares two lines of output: numbers by tolerance, brackets with any spaces around them, the rest exactly.
struct LineComparison {
    private let expected: ArraySlice<UInt8>
    private let got: ArraySlice<UInt8>
    private let tolerance: Tolerance

    init(expected: ArraySlice<UInt8>, got: ArraySlice<UInt8>, tolerance: Tolerance) {
        self.expected = expected
        self.got = got
        self.tolerance = tolerance
    }

    /// nil when the lines count as equal.
    var difference: LineDifference? {
        var wanted = LineTokens(expected)
        var given = LineTokens(got)
        var previous: TextToken.Kind?
        while true {
            switch (wanted.next(), given.next()) {
            case (nil, nil): return nil
            case (let token?, nil):
                return difference(
                    token.range.lowerBound, got.endIndex, "expected \(shown(token, expected)), got the end of the line")
            case (nil, let token?):
                return difference(
                    expected.endIndex, token.range.lowerBound, "expected the end of the line, got \(shown(token, got))")
            case (let token?, let other?):
                if let found = compare(token, other, after: previous) { return found }
                previous = token.kind
            }
        }
    }

    private func compare(_ token: TextToken, _ other: TextToken, after previous: TextToken.Kind?) -> LineDifference? {
        let (left, right) = (token.range.lowerBound, other.range.lowerBound)
        if let reason = contentComplaint(token, other) { return difference(left, right, reason) }
        guard !spacesAgree(token, other, after: previous) else { return nil }
        return difference(left, right, "the spaces before \(shown(token, expected)) differ")
    }

    private func contentComplaint(_ token: TextToken, _ other: TextToken) -> String? {
        let text = "expected \(shown(token, expected)), got \(shown(other, got))"
        switch (token.kind, other.kind) {
        case (.number(let want, let wantPlain), .number(let have, let havePlain)):
            if wantPlain, havePlain, !tolerance.integers {
                return sameInteger(want, have, token, other) ? nil : text
            }
            return tolerance.accepts(have, expected: want)
                ? nil : "\(text): \(tolerance.explanation(have, expected: want))"
        case (.number, _), (_, .number): return text
        default: return expected[token.range] == got[other.range] ? nil : text
        }
    }

    /// Beyond 2^53 doubles no longer tell integers apart, and their digits do.
    private func sameInteger(_ want: Double, _ have: Double, _ token: TextToken, _ other: TextToken) -> Bool {
        guard want == have else { return false }
        guard abs(want) >= 0x1p53 else { return true }
        let plus = UInt8(ascii: "+")
        return expected[token.range].drop { $0 == plus }.elementsEqual(got[other.range].drop { $0 == plus })
    }

    /// Spaces mean nothing beside a bracket, and their number means nothing beside a number, whose width may change;
    /// between words they are part of the text.
    private func spacesAgree(_ token: TextToken, _ other: TextToken, after previous: TextToken.Kind?) -> Bool {
        let neighbours = [previous, token.kind].compactMap { $0 }
        guard neighbours.contains(where: { $0 != .word }) else {
            return expected[token.spaces].elementsEqual(got[other.spaces])
        }
        if neighbours.contains(.bracket) || previous == nil, !neighbours.contains(.word) { return true }
        return token.spaces.isEmpty == other.spaces.isEmpty
    }

    private func difference(_ expectedIndex: Int, _ gotIndex: Int, _ reason: String) -> LineDifference {
        LineDifference(
            expectedOffset: expectedIndex - expected.startIndex, gotOffset: gotIndex - got.startIndex, reason: reason)
    }

    private func shown(_ token: TextToken, _ line: ArraySlice<UInt8>) -> String {
        let text = String(decoding: line[token.range], as: UTF8.self)
        let cut = text.count > 40 ? text.prefix(40) + "…" : text[...]
        return token.isNumber ? String(cut) : "\"\(DisplayText.visible(String(cut)))\""
    }
}
