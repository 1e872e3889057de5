extension NamedExpectation {
    private static let keys =
        ["value", "shape", "range", "min", "max", "finite", "regex", "points"] + Tolerance.keys

    /// Reads one line under `values:`: a plain value, or a mapping of what must hold for it.
    init(_ entry: OptionNode.Entry, tolerance: Tolerance, file: String) throws {
        guard case .map = entry.value.value else {
            self.init(entry.key, value: try ExpectedValue(entry.value, file: file))
            return
        }
        let fields = try OptionFields(
            entry.value, noun: "key for the value '\(entry.key)'", known: Self.keys, file: file)
        let range = try Self.range(fields)
        self.init(
            entry.key,
            value: try fields["value"].map { try ExpectedValue($0, file: file) },
            shape: try fields.read("shape", Self.shape) { "a list of sizes such as [80, 64]" },
            minimum: try range?.lowerBound ?? fields.number("min"),
            maximum: try range?.upperBound ?? fields.number("max"),
            finite: try fields.bool("finite"),
            regex: try fields.pattern("regex"),
            tolerance: try Self.tolerance(fields, basis: tolerance),
            points: try fields.read("points") {
                $0.double.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
            } expecting: {
                "a number from 0"
            })
        guard value != nil || shape != nil || minimum != nil || maximum != nil || finite != nil || regex != nil else {
            throw NotebookError(
                "nothing is expected of '\(entry.key)'", file: file, line: entry.line,
                advice: "give one of value, shape, range, min, max, finite, regex")
        }
    }

    private static func range(_ fields: OptionFields) throws -> ClosedRange<Double>? {
        try fields.read("range") { node in
            guard case .list(let bounds) = node.value, bounds.count == 2, let low = bounds[0].double,
                let high = bounds[1].double, low <= high
            else { return nil }
            return low...high
        } expecting: {
            "two numbers, the lower first, such as [0, 0.01]"
        }
    }

    private static func shape(_ node: OptionNode) -> [Int]? {
        guard case .list(let sizes) = node.value else { return nil }
        let numbers = sizes.compactMap { size -> Int? in
            if case .integer(let number) = size.value, number >= 0 { number } else { nil }
        }
        return numbers.count == sizes.count ? numbers : nil
    }

    private static func tolerance(_ fields: OptionFields, basis: Tolerance) throws -> Tolerance? {
        guard Tolerance.keys.contains(where: { fields[$0] != nil }) else { return nil }
        return try Tolerance(fields, basis: basis)
    }
}

extension ExpectedValue {
    init(_ node: OptionNode, file: String) throws {
        switch node.value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let elements): self = .list(try elements.map { try ExpectedValue($0, file: file) })
        case .map(let entries):
            var members: [String: ExpectedValue] = [:]
            for entry in entries { members[entry.key] = try ExpectedValue(entry.value, file: file) }
            self = .object(members)
        }
    }
}
