import Yams

/// Reads the YAML of a cell's options, keeping for each part the line of the user's file.
struct OptionYAML {
    /// More parts than any cell's options have; stops YAML whose aliases multiply.
    private static let maximumParts = 100_000

    private let file: String
    /// The file's line of each line of the YAML text.
    private let lines: [Int]
    private var parts = 0

    private init(file: String, lines: [Int]) {
        self.file = file
        self.lines = lines
    }

    /// - Parameter lines: each line of YAML with the line of `file` that it stands on.
    /// - Returns: nil when there is nothing but comments.
    /// - Throws: ``NotebookError`` on the user's line.
    static func parse(_ lines: [(text: Substring, line: Int)], file: String) throws -> OptionNode? {
        var reader = OptionYAML(file: file, lines: lines.map(\.line))
        let text = lines.map(\.text).joined(separator: "\n") + "\n"
        do {
            guard let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else { return nil }
            return try reader.node(root)
        } catch let error as YamlError {
            throw reader.error(error)
        }
    }

    private mutating func node(_ node: Node) throws -> OptionNode {
        let line = node.mark.map { fileLine($0.line) }
        parts += 1
        guard parts <= Self.maximumParts else {
            throw NotebookError("the options of this cell are too large", file: file, line: line)
        }
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain || scalar.style == .any
            return OptionNode(
                plain ? OptionNode.resolve(plain: scalar.string) : .text(scalar.string), line: line,
                written: plain ? scalar.string : nil)
        case .sequence(let elements):
            return OptionNode(.list(try elements.map { try self.node($0) }), line: line)
        case .mapping(let pairs):
            let entries = try pairs.map { key, value in
                guard case .scalar(let name) = key else {
                    throw NotebookError("a key must be a word", file: file, line: key.mark.map { fileLine($0.line) })
                }
                return OptionNode.Entry(
                    key: name.string, line: key.mark.map { fileLine($0.line) }, value: try self.node(value))
            }
            return OptionNode(.map(entries), line: line)
        case .alias:
            throw NotebookError("an alias ('*name') has nothing to stand for", file: file, line: line)
        }
    }

    private func fileLine(_ yamlLine: Int) -> Int {
        lines.isEmpty ? 1 : lines[min(max(yamlLine - 1, 0), lines.count - 1)]
    }

    private func error(_ error: YamlError) -> NotebookError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            NotebookError(
                "the options are not valid YAML: \(problem)", file: file, line: fileLine(mark.line),
                advice: Self.advice(for: problem))
        case .duplicatedKeysInMapping(let keys, let context):
            NotebookError(
                "the option '\(keys.sorted().joined(separator: "', '"))' is given twice", file: file,
                line: fileLine(context.mark.line), advice: "keep one of them")
        default:
            NotebookError("the options are not valid YAML", file: file, line: lines.first, advice: "\(error)")
        }
    }

    private static func advice(for problem: String) -> String {
        if problem.contains("cannot start any token") {
            return "put text that begins with a special character, or a tab, in quotes; indent with spaces"
        }
        if problem.contains("mapping values are not allowed") {
            return "put text that holds ': ' in quotes, and check the indentation"
        }
        if ["simple key", "expected <block end>", "expected key"].contains(where: problem.contains) {
            return "write 'key: value', and give keys of one level the same indentation; "
                + "text whose first line is indented needs '|2' in place of '|'"
        }
        return "options are 'key: value' lines after '//| ', indented with spaces"
    }
}
