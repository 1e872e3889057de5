extension CellExpectation {
    /// In the order in which they are written.
    static let keys = ["error", "stdout", "stderr", "result", "values", "regex", "figure", "tolerance"]

    /// Reads what stands under `expect:`.
    init(_ node: OptionNode, file: String) throws {
        let fields = try OptionFields(node, noun: "key of 'expect'", known: Self.keys, file: file)
        self.init(
            stdout: try fields.text("stdout"),
            result: try fields.read("result", \.resultText) { "text, a number or a list" },
            error: try fields.read("error") {
                try ExpectedError($0, file: file)
            } expecting: {
                "true, text to find, or { regex: … }"
            },
            figure: try fields.text("figure"),
            tolerance: try fields["tolerance"].map { try Tolerance($0, file: file) } ?? .standard)
        values = try fields["values"].map { try Self.values($0, tolerance: tolerance, file: file) } ?? []
        regex = try Self.patterns(fields, "regex")
        try readStandardError(fields)
        guard self != CellExpectation(tolerance: tolerance) else {
            throw NotebookError(
                "'expect' expects nothing", file: file, line: node.line,
                advice: "say what to expect (\(Self.keys.dropLast().joined(separator: ", "))) or remove the line")
        }
        try checkErrorAlone(fields)
    }

    /// `stderr: text`, or `stderr: { regex: … }`.
    private mutating func readStandardError(_ fields: OptionFields) throws {
        guard let node = fields["stderr"] else { return }
        if case .map = node.value {
            let inner = try OptionFields(node, noun: "key of 'stderr'", known: ["regex"], file: fields.file)
            stderrRegex = try Self.patterns(inner, "regex")
        } else {
            stderr = try fields.text("stderr")
        }
    }

    private func checkErrorAlone(_ fields: OptionFields) throws {
        guard error != nil, result != nil || !values.isEmpty else { return }
        throw NotebookError(
            "a cell that must fail has no result and no values", file: fields.file, line: fields["error"]?.line,
            advice: "keep 'error', and 'stdout' or 'regex' for what it prints before, or move the rest to another cell")
    }

    private static func patterns(_ fields: OptionFields, _ key: String) throws -> [String] {
        let patterns = try fields.texts(key) ?? []
        for pattern in patterns { try checkPattern(pattern, file: fields.file, line: fields[key]?.line) }
        return patterns
    }

    private static func values(_ node: OptionNode, tolerance: Tolerance, file: String) throws -> [NamedExpectation] {
        guard let entries = entries(node) else {
            throw NotebookError(
                "'values' should be 'name: value' lines, found \(node.kind)", file: file, line: node.line,
                advice: "for instance 'accuracy: 0.97' or 'W.shape: [80, 64]'")
        }
        return try entries.map { try NamedExpectation($0, tolerance: tolerance, file: file) }
    }

    /// A mapping, or the list of mappings that ``StoredOptions`` makes of one.
    private static func entries(_ node: OptionNode) -> [OptionNode.Entry]? {
        switch node.value {
        case .map(let entries): return entries
        case .list(let elements):
            let maps = elements.compactMap { element -> [OptionNode.Entry]? in
                if case .map(let entries) = element.value { entries } else { nil }
            }
            return maps.count == elements.count ? maps.flatMap { $0 } : nil
        default: return nil
        }
    }
}

extension ExpectedError {
    /// nil for what is no expectation of an error, such as `false`.
    init?(_ node: OptionNode, file: String) throws {
        switch node.value {
        case .bool(true): self = .any
        case .text(let text) where !text.isEmpty: self = .text(text)
        case .map:
            let fields = try OptionFields(node, noun: "key of 'error'", known: ["regex", "text"], file: file)
            if let pattern = try fields.text("regex") {
                try checkPattern(pattern, file: file, line: fields["regex"]?.line)
                self = .regex(pattern)
            } else if let text = try fields.text("text") {
                self = .text(text)
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension Tolerance {
    static let keys = ["rtol", "atol", "equal_nan", "integers"]

    init(_ node: OptionNode, file: String) throws {
        let fields = try OptionFields(node, noun: "key of 'tolerance'", known: Self.keys, file: file)
        try self.init(fields, basis: .standard)
    }

    /// The keys that are there, on top of `basis`.
    init(_ fields: OptionFields, basis: Tolerance) throws {
        func bound(_ key: String) throws -> Double? {
            try fields.read(key) {
                $0.double.flatMap { $0 >= 0 ? $0 : nil }
            } expecting: {
                "a number from 0"
            }
        }
        self.init(
            rtol: try bound("rtol") ?? basis.rtol, atol: try bound("atol") ?? basis.atol,
            equalNaN: try fields.bool("equal_nan") ?? basis.equalNaN,
            integers: try fields.bool("integers") ?? basis.integers)
    }
}

/// - Throws: ``NotebookError`` when `pattern` is not a regular expression of Swift's `Regex`.
private func checkPattern(_ pattern: String, file: String, line: Int?) throws {
    do {
        _ = try Regex(pattern)
    } catch {
        throw NotebookError(
            "'\(pattern)' is not a regular expression: \(error)", file: file, line: line,
            advice: "write '\\' before a character that is meant as itself, and put the expression in single quotes")
    }
}

extension OptionFields {
    /// Reads a regular expression and checks that it is one.
    func pattern(_ key: String) throws -> String? {
        guard let pattern = try text(key) else { return nil }
        try checkPattern(pattern, file: file, line: self[key]?.line)
        return pattern
    }
}

extension OptionNode {
    /// A value's text as Swift prints it, so that `result: [1, 2, 3]` need not be quoted.
    fileprivate var resultText: String? {
        guard case .list(let elements) = value else {
            if case .null = value { return "nil" }
            return scalarText
        }
        let texts = elements.compactMap(\.resultText)
        return texts.count == elements.count ? "[" + texts.joined(separator: ", ") + "]" : nil
    }
}
