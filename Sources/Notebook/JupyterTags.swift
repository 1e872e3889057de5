/// Tags of an `.ipynb`'s cell that follow from its options, which other programs do not read: nbclient stops at a cell that fails
/// unless it is tagged `raises-exception`.
enum JupyterTags {
    private static func implied(by options: CellOptions) -> [String] {
        let mayFail = options.expect?.error != nil && !options.tags.contains("raises-exception")
        return options.tags + (mayFail ? ["raises-exception"] : [])
    }

    static func adding(_ options: CellOptions, to metadata: JSONObject) -> JSONObject {
        let stored = metadata["tags"]?.array ?? []
        let missing = implied(by: options).map { JSON.string($0) }.filter { !stored.contains($0) }
        guard !missing.isEmpty else { return metadata }
        var metadata = metadata
        metadata["tags"] = .array(stored + missing)
        return metadata
    }

    /// Without those that ``adding(_:to:)`` would add again at the same place.
    static func removing(_ options: CellOptions, from metadata: JSONObject) -> JSONObject {
        let added = implied(by: options).map { JSON.string($0) }
        guard !added.isEmpty, let stored = metadata["tags"]?.array, stored.suffix(added.count) == added[...] else {
            return metadata
        }
        var metadata = metadata
        let own = stored.dropLast(added.count)
        metadata["tags"] = own.isEmpty ? nil : .array(Array(own))
        return metadata
    }
}
