import Engine
import Foundation
import Notebook

/// Looks in a student's version for what the hidden checks expect.
///
/// A number counts when it has four digits or more and agrees in all of them with one that stands in the version; a text from four
/// characters. Shorter ones are everywhere, and no reader could tell that they mean anything.
struct LeakSearch {
    /// One thing to find, as it is written and as it is read.
    private enum Secret: Hashable {
        case number(Double, String)
        case text(String)

        var written: String {
            switch self {
            case .number(_, let text), .text(let text): text
            }
        }
    }

    private var secrets: [(cell: Cell, secret: Secret)] = []

    init(_ lab: Lab) {
        for cell in lab.notebook.cells where cell.options.role == .hidden {
            guard let expect = cell.options.fields["expect"] else { continue }
            for secret in Set(Self.secrets(in: expect, key: "")) { secrets.append((cell, secret)) }
        }
    }

    /// Where a hidden value stands, a sentence each.
    func leaks(in release: Release) -> [String] {
        let text = release.notebook.scriptText + "\n" + release.notebook.ipynbText
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let numbers = lines.flatMap { Self.numbers(in: $0) }.filter { $0.digits >= 4 }
        return secrets.compactMap { cell, secret in
            let isThere =
                switch secret {
                case .text(let word): lines.contains { $0.contains(word) }
                case .number(let value, _): numbers.contains { Self.agrees($0.value, value) }
                }
            guard isThere else { return nil }
            return "'\(secret.written)', which the hidden cell '\(cell.label)' expects, stands in the student's version"
        }
    }

    /// To the digits that a reader could copy.
    private static func agrees(_ seen: Double, _ secret: Double) -> Bool {
        abs(abs(seen) - abs(secret)) <= 1e-4 * abs(secret)
    }

    private static let settings: Set<String> = [
        "tolerance", "rtol", "atol", "points", "equal_nan", "integers", "finite",
    ]

    private static func secrets(in value: JSON, key: String) -> [Secret] {
        if settings.contains(key) { return [] }
        switch value {
        case .null, .bool: return []
        case .number(let digits): return secret(number: digits)
        case .string(let text): return secrets(inText: text)
        case .array(let elements): return elements.flatMap { secrets(in: $0, key: key) }
        case .object(let object): return object.members.flatMap { secrets(in: $0.value, key: $0.key) }
        }
    }

    private static func secrets(inText text: String) -> [Secret] {
        text.split(separator: "\n").flatMap { line -> [Secret] in
            let trimmed = line.drop { $0.isWhitespace }
            let isWords = trimmed.contains { $0.isLetter } && trimmed.count >= 4
            return (isWords ? [Secret.text(String(trimmed))] : [])
                + numbers(in: line).flatMap { secret(number: $0.text) }
        }
    }

    private static func secret(number digits: String) -> [Secret] {
        guard let number = numbers(in: digits[...]).first, number.digits >= 4 else { return [] }
        return [.number(number.value, digits)]
    }

    private struct Number {
        var value: Double
        var text: String
        /// Significant ones: 4 in 0.01234, 2 in 1200.
        var digits: Int
    }

    private static func numbers(in text: Substring) -> [Number] {
        text.matches(of: #/[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/#).compactMap { match in
            let written = match.output.filter { $0 != "_" }
            guard let value = Double(written), value.isFinite else { return nil }
            var digits = written.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber).drop { $0 == "0" }
            if !written.contains(".") {
                digits = digits.prefix(
                    (digits.lastIndex { $0 != "0" }.map { digits.distance(from: digits.startIndex, to: $0) + 1 }) ?? 0)
            }
            return Number(value: value, text: String(match.output), digits: digits.count)
        }
    }
}

extension Lab {
    /// Names that visible cells use and only hidden cells make: students' notebooks would not have them.
    var namesOnlyHiddenCellsMake: [(name: String, hidden: Cell, user: Cell)] {
        var makers: [String: Cell] = [:]
        var found: [(String, Cell, Cell)] = []
        for cell in notebook.cells where cell.kind == .code {
            let outline = CellOutline(of: cell.text)
            if cell.options.role == .hidden {
                for name in outline.names where makers[name]?.options.role != .hidden && makers[name] == nil {
                    makers[name] = cell
                }
                continue
            }
            for name in outline.uses.sorted() {
                if let maker = makers[name], maker.options.role == .hidden { found.append((name, maker, cell)) }
            }
            for name in outline.names { makers[name] = cell }
        }
        return found
    }
}
