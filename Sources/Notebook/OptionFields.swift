/// The keys of one mapping in a cell's options, read one by one with their types.
///
/// Errors stand on the user's line and say what was expected; an unknown key names the nearest known one.
struct OptionFields {
    let file: String
    /// What the mapping belongs to, for messages: `option`, `key of 'expect'`.
    private let noun: String
    private let entries: [OptionNode.Entry]

    /// - Throws: ``NotebookError`` when `node` is not a mapping or has a key that is not in `known`.
    init(_ node: OptionNode, noun: String, known: [String], file: String) throws {
        guard case .map(let entries) = node.value else {
            throw NotebookError(
                "expected 'key: value' lines, found \(node.kind)", file: file, line: node.line,
                advice: "keys here are \(known.sorted().joined(separator: ", "))")
        }
        for entry in entries where !known.contains(entry.key) {
            throw NotebookError(
                "unknown \(noun) '\(entry.key)'", file: file, line: entry.line,
                advice: nearest(to: entry.key, among: known).map { "did you mean '\($0)'?" }
                    ?? "known are \(known.sorted().joined(separator: ", "))")
        }
        self.file = file
        self.noun = noun
        self.entries = entries
    }

    subscript(key: String) -> OptionNode? {
        entries.first { $0.key == key }?.value
    }

    /// Text, or a number or truth value as it is written.
    func text(_ key: String) throws -> String? {
        try read(key) { node in
            if case .text(let text) = node.value { return text }
            if case .null = node.value { return nil }
            return node.written
        } expecting: {
            "text"
        }
    }

    func number(_ key: String) throws -> Double? {
        try read(key) {
            $0.double
        } expecting: {
            "a number"
        }
    }

    func bool(_ key: String) throws -> Bool? {
        try read(key) { node in
            if case .bool(let flag) = node.value { flag } else { nil }
        } expecting: {
            "true or false"
        }
    }

    /// One text or a list of them.
    func texts(_ key: String) throws -> [String]? {
        guard let node = self[key] else { return nil }
        guard case .list(let elements) = node.value else {
            guard let text = node.scalarText else { throw mismatch(key, node, expected: "text or a list of texts") }
            return [text]
        }
        return try elements.map { element in
            guard let text = element.listedText else { throw mismatch(key, element, expected: "a list of texts") }
            return text
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) throws -> Choice?
    where Choice.RawValue == String {
        try read(key) {
            $0.scalarText.flatMap(Choice.init(rawValue:))
        } expecting: {
            let all = Choice.allCases.map { "'\($0.rawValue)'" }
            return all.dropLast().joined(separator: ", ") + " or " + (all.last ?? "")
        }
    }

    /// Reads one key with `body`, which returns nil for what it does not understand.
    func read<Value>(
        _ key: String, _ body: (OptionNode) throws -> Value?, expecting: () -> String
    ) throws -> Value? {
        guard let node = self[key] else { return nil }
        guard let value = try body(node) else { throw mismatch(key, node, expected: expecting()) }
        return value
    }

    func mismatch(_ key: String, _ node: OptionNode, expected: String) -> NotebookError {
        NotebookError("'\(key)' should be \(expected), found \(node.kind)", file: file, line: node.line)
    }
}

extension OptionNode {
    var double: Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// Text, or a scalar as it is written; nil for nothing, lists and mappings.
    var scalarText: String? {
        switch value {
        case .text(let text): text
        case .bool, .integer, .number: written
        case .null, .list, .map: nil
        }
    }
}

extension OptionNode {
    /// Text in a list. YAML takes `- If so: look there` for a key and its value; where only text can stand it is text.
    fileprivate var listedText: String? {
        guard case .map(let entries) = value, entries.count == 1, let entry = entries.first else { return scalarText }
        return entry.value.scalarText.map { "\(entry.key): \($0)" }
    }
}

/// The word of `known` that `word` most likely was meant to be; nil when none is near.
func nearest(to word: String, among known: [String]) -> String? {
    let candidates = known.map { (word: $0, distance: editDistance(word.lowercased(), $0.lowercased())) }
    guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, min(3, word.count / 3)) ? best.word : nil
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.
private func editDistance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var rows = [Array(0...second.count)]
    for i in first.indices {
        var row = [i + 1]
        for j in second.indices {
            var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (first[i] == second[j] ? 0 : 1))
            if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                cost = min(cost, rows[i - 1][j - 1] + 1)
            }
            row.append(cost)
        }
        rows.append(row)
    }
    return rows[first.count][second.count]
}
