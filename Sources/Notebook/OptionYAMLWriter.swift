import Yams

/// Writes options and metadata as YAML, so that ``OptionYAML`` reads the same values from it.
enum OptionYAMLWriter {
    /// Lists up to this many characters stand on one line.
    private static let maximumFlowWidth = 70

    /// Lines without a last line end; empty for no members.
    static func text(_ object: JSONObject) -> String {
        guard !object.isEmpty else { return "" }
        do {
            let yaml = try serialize(node: node(.object(object)), width: -1, allowUnicode: true)
            return String(yaml.hasSuffix("\n") ? yaml.dropLast() : yaml[...])
        } catch {
            // The emitter refuses nothing that JSON can hold; JSON is YAML too.
            return JSON.object(object).line
        }
    }

    private static func node(_ value: JSON) -> Node {
        switch value {
        case .null: return Node("null", .implicit, .plain)
        case .bool(let flag): return Node(flag ? "true" : "false", .implicit, .plain)
        case .number(let digits): return Node(digits, .implicit, .plain)
        case .string(let text): return scalar(text)
        case .array(let elements):
            let short = elements.allSatisfy(isScalar) && value.line.count <= maximumFlowWidth
            return .sequence(.init(elements.map(node), .implicit, short ? .flow : .block))
        case .object(let object):
            let style: Node.Mapping.Style = object.isEmpty ? .flow : .block
            return .mapping(.init(object.members.map { (scalar($0.key), node($0.value)) }, .implicit, style))
        }
    }

    private static func scalar(_ text: String) -> Node {
        if text.contains("\n") { return Node(text, Tag(.str), .literal) }
        if isSpecialNumber(text) { return Node(text, .implicit, .plain) }
        if case .text = OptionNode.resolve(plain: text) { return Node(text, .implicit, .any) }
        return Node(text, Tag(.str), .singleQuoted)
    }

    /// JSON has no number for these, and holds them as the text that YAML reads as one.
    private static func isSpecialNumber(_ text: String) -> Bool { [".nan", ".inf", "-.inf"].contains(text) }

    private static func isScalar(_ value: JSON) -> Bool {
        switch value {
        case .string(let text): !text.contains("\n")
        case .null, .bool, .number: true
        case .array, .object: false
        }
    }
}
