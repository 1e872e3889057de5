extension CellOptions {
    static let keys = [
        "id", "title", "role", "points", "together", "timeout", "expect", "hints", "tags", "replay", "vary", "stub",
        "parameters",
    ]

    /// Reads and checks the options that stand in `node`.
    ///
    /// - Throws: ``NotebookError`` on the line of the option that is wrong.
    init(_ node: OptionNode, file: String) throws {
        let fields = try OptionFields(node, noun: "option", known: Self.keys, file: file)
        self.init(
            id: try fields.read("id") {
                $0.scalarText.flatMap { CellIdentifier.isValid($0) ? $0 : nil }
            } expecting: {
                "at most 64 letters a-z, digits, '-' and '_'"
            },
            title: try fields.text("title"),
            role: try fields.choice("role"),
            points: try fields.points("points"),
            together: try fields.points("together"),
            timeout: try fields.read("timeout", Self.seconds) { "a time such as 10s, 500ms or 2m" },
            expect: try fields["expect"].map { try CellExpectation($0, file: file) },
            hints: try fields.texts("hints") ?? [],
            tags: try fields.texts("tags") ?? [],
            replay: try fields.choice("replay") ?? .always,
            vary: try fields.texts("vary") ?? [],
            stub: try fields.texts("stub") ?? [])
        if try fields.bool("parameters") == true { tags.append("parameters") }
        self.fields = node.json.object ?? JSONObject()
    }

    /// `10s`, `500ms`, `2m`, `1h`, or a number of seconds.
    private static func seconds(_ node: OptionNode) -> Double? {
        let seconds: Double?
        if let number = node.double {
            seconds = number
        } else if let text = node.scalarText {
            let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
            seconds = units.first { text.hasSuffix($0.0) }.flatMap { unit, factor in
                guard let number = Double(text.dropLast(unit.count)) else { return nil }
                return number * factor
            }
        } else {
            seconds = nil
        }
        return seconds.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }
}

extension OptionFields {
    fileprivate func points(_ key: String) throws -> Double? {
        try read(key) {
            $0.double.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
        } expecting: {
            "a number from 0"
        }
    }
}
