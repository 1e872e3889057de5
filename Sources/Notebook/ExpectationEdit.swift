import Foundation

/// New values for what a cell's `expect:` option says.
public struct ExpectationEdit: Sendable {
    /// The cell, by its id.
    public var cell: String
    /// By key: `stdout`, `stderr`, `result`, `figure`.
    public var texts: [String: String] = [:]
    /// By the name that stands under `values`.
    public var values: [String: JSON] = [:]

    public init(cell: String) { self.cell = cell }

    public var isEmpty: Bool { texts.isEmpty && values.isEmpty }

    /// The options with the new values in the old ones' places.
    func applied(to fields: JSONObject) -> JSONObject {
        guard var expect = fields["expect"]?.object else { return fields }
        for (key, text) in texts { expect[key] = written(text, key: key) }
        if let old = expect["values"] { expect["values"] = replaced(in: old) }
        var fields = fields
        fields["expect"] = .object(expect)
        return fields
    }

    /// `result: 42` needs no quotation marks.
    private func written(_ text: String, key: String) -> JSON {
        guard key == "result", case .number(let digits)? = JSON(text: text) else { return .string(text) }
        return .number(digits)
    }

    /// `values` are an object in lines of YAML, and a list of such in the metadata of an `.ipynb`.
    private func replaced(in old: JSON) -> JSON {
        switch old {
        case .array(let parts): .array(parts.map(replaced))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { member in
                        guard let new = values[member.key] else { return member }
                        guard case .object(var parts) = member.value else { return .init(member.key, new) }
                        parts["value"] = new
                        return .init(member.key, .object(parts))
                    }))
        default: old
        }
    }
}

extension Notebook {
    /// Writes new expectations, and for the cells in `outputs` new outputs, into the notebook's own files. What is around them
    /// stays as it is.
    ///
    /// - Throws: ``NotebookError`` when a file cannot be written, or has changed since the notebook was read.
    public func update(_ edits: [ExpectationEdit], outputs: [String: (outputs: [JSON], count: Int)] = [:]) throws {
        guard try Notebook.read(path).cells == cells else {
            throw NotebookError(
                "the notebook has changed while it was played", family: .unwritable, file: path, advice: "play it again"
            )
        }
        if format == .ipynb { return try updateJupyter(edits, outputs) }
        let known = Dictionary(cells.map { ($0.id, $0) }) { first, _ in first }
        let pairs = edits.compactMap { edit in known[edit.cell].map { (cell: $0, edit: edit) } }
        for (file, pairs) in Dictionary(grouping: pairs, by: \.cell.file) {
            var text = FileLines(try SourceText.read(file))
            // From the end, so that the lines of those that wait stay where they are.
            for (cell, edit) in pairs.sorted(by: { $0.cell.firstLine > $1.cell.firstLine }) {
                text.apply(edit, to: cell)
            }
            try WholeFile.write(text.text, to: file)
        }
    }

    private func updateJupyter(
        _ edits: [ExpectationEdit], _ outputs: [String: (outputs: [JSON], count: Int)]
    ) throws {
        var notebook = self
        for edit in edits {
            guard let index = cells.firstIndex(where: { $0.id == edit.cell }) else { continue }
            notebook.cells[index].options.fields = edit.applied(to: cells[index].options.fields)
            notebook.cells[index].text = edit.applied(toTextOf: cells[index])
        }
        for index in cells.indices {
            guard let new = outputs[cells[index].id] else { continue }
            notebook.cells[index].outputs = new.outputs
            notebook.cells[index].executionCount = new.count
        }
        try notebook.write(to: path, as: .ipynb)
    }
}

/// A file's lines with the ends that they have.
private struct FileLines {
    private var lines: [Substring]

    init(_ text: String) { lines = text.lineSlices }

    var text: String { lines.joined(separator: "\n") }

    mutating func apply(_ edit: ExpectationEdit, to cell: Cell) {
        let start = cell.firstLine - 1
        let end = start + cell.optionLineCount
        guard end <= lines.count else { return }
        let isWindows = lines[start].hasSuffix("\r")
        let old = lines[start..<end].map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
        let new = edit.applied(to: old, fields: cell.options.fields).map { isWindows ? $0 + "\r" : $0 }
        lines.replaceSubrange(start..<end, with: new.map { $0[...] })
    }
}

extension ExpectationEdit {
    /// A code cell's text whose `//|` lines say the new values; text without such lines stays.
    fileprivate func applied(toTextOf cell: Cell) -> String {
        let count = cell.kind == .code ? cell.optionLineCount : 0
        guard count > 0 else { return cell.text }
        let lines = cell.text.lineSlices
        let new = applied(to: Array(lines.prefix(count)), fields: cell.options.fields)
        return (new.map { $0[...] } + lines.dropFirst(count)).joined(separator: "\n")
    }

    /// Option lines with `expect` written anew; the other options' lines stay as they are.
    fileprivate func applied(to lines: [Substring], fields: JSONObject) -> [String] {
        guard let start = lines.firstIndex(where: { $0.contains(#/^\/\/\|\s?expect:/#) }),
            let expect = StoredOptions.written(applied(to: fields))["expect"]
        else { return lines.map(String.init) }
        let end = lines[(start + 1)...].firstIndex { $0.contains(#/^\/\/\|\s?[A-Za-z]/#) } ?? lines.count
        let yaml = OptionYAMLWriter.text(["expect": expect]).lineSlices
        let new = yaml.map { $0.isEmpty ? "//|" : "//| " + $0 }
        return lines[..<start].map(String.init) + new + lines[end...].map(String.init)
    }
}
