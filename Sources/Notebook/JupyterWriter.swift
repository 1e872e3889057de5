/// Writes nbformat 4.5, with keys sorted, one space a level and texts cut into lines, as Jupyter does.
enum JupyterWriter {
    /// Everything but the cells, in whose place stands an empty list.
    static func root(_ notebook: Notebook) -> JSONObject {
        var root = notebook.unknown
        root["cells"] = .array([])
        root["metadata"] = .object(notebook.format == .ipynb ? notebook.metadata : notebook.metadataWithKernel)
        root["nbformat"] = .int(4)
        root["nbformat_minor"] = .int(5)
        return root
    }

    /// - Parameter isJupyter: the cell comes from an `.ipynb`, whose `//|` lines stay where they are; those of a script move to the
    ///   metadata, so that Jupyter shows the code alone.
    static func cell(_ cell: Cell, isJupyter: Bool) -> JSON {
        var object = cell.unknown
        object["cell_type"] = .string(cell.kind.rawValue)
        object["id"] = .string(cell.id)
        let optionLines = cell.kind == .code ? cell.optionLineCount : 0
        let moves = optionLines > 0 && !isJupyter && !cell.options.fields.isEmpty
        object["source"] = JupyterText.split(moves ? cell.code : cell.text)
        object["metadata"] = .object(metadata(cell, holdsOptions: optionLines == 0 || moves))
        if !cell.attachments.isEmpty {
            object["attachments"] = .object(
                JSONObject(
                    cell.attachments.members.map { member in
                        .init(
                            member.key,
                            member.value.object.map { .object(JupyterText.split(bundle: $0)) } ?? member.value)
                    }))
        }
        if cell.kind == .code {
            object["outputs"] = .array(cell.outputs.map(JupyterText.split(output:)))
            object["execution_count"] = cell.executionCount.map { .int($0) } ?? .null
        }
        return .object(object)
    }

    private static func metadata(_ cell: Cell, holdsOptions: Bool) -> JSONObject {
        var metadata = JupyterTags.adding(cell.options, to: cell.metadata)
        metadata["id"] = nil
        if let heading = cell.heading { metadata["title"] = .string(heading) }
        if holdsOptions, !cell.options.fields.isEmpty {
            metadata[JupyterCell.optionsKey] = .object(StoredOptions.stored(cell.options.fields))
        }
        return metadata
    }
}

extension Notebook {
    /// What says to Jupyter that the notebook is Swift and which kernel plays it.
    private static let kernel: JSONObject = [
        "kernelspec": .object([
            "display_name": .string(kernelDisplayName), "language": .string("swift"), "name": .string(kernelName),
        ]),
        "language_info": .object(languageInfo),
    ]

    /// What Jupyter is told of the language.
    static let languageInfo: JSONObject = [
        "file_extension": .string(".swift"), "mimetype": .string("text/x-swift"), "name": .string("swift"),
    ]

    /// The same from a kernel, which Jupyter's programs put into each notebook that they play: with the compiler's version, and the
    /// language under the names that nbconvert and the notebook's editor look for.
    public static func languageInfo(version: String) -> JSONObject {
        JSONObject(
            languageInfo.members + [
                .init("version", .string(version)), .init("pygments_lexer", .string("swift")),
                .init("codemirror_mode", .string("swift")),
            ])
    }

    /// What the kernel is called: its folder among Jupyter's kernels, and what people see.
    public static let kernelName = "cellist"
    public static let kernelDisplayName = "Swift (Cellist)"

    /// With Cellist's kernel where the notebook names none.
    var metadataWithKernel: JSONObject {
        var metadata = metadata
        for member in Self.kernel.members where metadata[member.key] == nil { metadata[member.key] = member.value }
        return metadata
    }

    /// Without what ``metadataWithKernel`` or a kernel would add again.
    var metadataWithoutKernel: JSONObject {
        let version = metadata["language_info"]?.object?["version"]?.string ?? ""
        let played = JSON.object(Self.languageInfo(version: version)).sorted
        return JSONObject(
            metadata.members.filter {
                Self.kernel[$0.key] != $0.value && !($0.key == "language_info" && $0.value.sorted == played)
            })
    }
}
