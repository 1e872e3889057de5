/// A value for a notebook's parameter, as the user gives it.
public struct ParameterSetting: Sendable, Hashable {
    public var name: String
    public var value: JSON
    /// From the command line, where all is text: `"3"` is the number 3 for a parameter that is one.
    public var isText: Bool
    /// Where it stands in the user's file: `params.yaml:3`.
    public var place: String?

    /// What follows `-p` on the command line.
    public init(name: String, text: String) {
        (self.name, value, isText) = (name, .string(text), true)
    }

    init(name: String, value: JSON, place: String) {
        (self.name, self.value, self.place, isText) = (name, value, place, false)
    }

    /// Reads a file of `name: value` lines: YAML, or JSON, which is YAML too.
    ///
    /// - Throws: ``NotebookError`` for a file that cannot be read or holds something else.
    public static func read(_ path: String) throws -> [ParameterSetting] {
        let lines = SourceText(try SourceText.read(path)).lines.enumerated().map { (text: $1, line: $0 + 1) }
        guard let root = try OptionYAML.parse(lines, file: path) else { return [] }
        guard case .map(let entries) = root.value else {
            throw NotebookError(
                "the file should hold 'name: value' lines, found \(root.kind)", file: path, line: root.line ?? 1,
                advice: "for instance 'n_epochs: 20'")
        }
        return entries.map { entry in
            let line = entry.line.map { ":\($0)" } ?? ""
            return ParameterSetting(name: entry.key, value: entry.value.json, place: path + line)
        }
    }
}
