/// The commented YAML between `// ---` lines with which jupytext begins a script.
struct ScriptHeader {
    /// What stands under `jupyter:`.
    var metadata: JSONObject
    /// The index of the first line after it.
    var end: Int

    /// nil when the script has no header.
    init?(_ lines: [Substring], from start: Int, file: String) throws {
        guard let open = lines[start...].firstIndex(where: { !$0.isBlank }), lines[open].trimmed == "// ---" else {
            return nil
        }
        guard let close = lines[(open + 1)...].firstIndex(where: { $0.trimmed == "// ---" }) else {
            throw NotebookError(
                "the header has no end", file: file, line: open + 1, advice: "close it with a second '// ---' line")
        }
        let yaml = (open + 1..<close).map { index -> (text: Substring, line: Int) in
            let line = lines[index]
            return (line.hasPrefix("// ") ? line.dropFirst(3) : line.drop { $0 == "/" }, index + 1)
        }
        let header = try OptionYAML.parse(yaml, file: file)?.json.object
        metadata = header?["jupyter"]?.object ?? JSONObject()
        end = close + 1
    }
}
