import Notebook

/// Compares what a cell gives with the outputs that its notebook holds, kind by kind, as nbval does: all of standard output,
/// all of standard error, the result, each display, the error. Numbers count by tolerance, pictures by their text.
///
/// https://nbval.readthedocs.io
public struct StoredComparison: Sendable {
    static let errorName = "stored error"

    /// The metadata of an output that came after its cell had ended.
    public static let lateMark: JSON = ["cellist": ["late": .bool(true)]]

    public static func isLate(_ output: JSON) -> Bool { output.object?["metadata"] == lateMark }

    public var tolerance: Tolerance
    /// Taken to both sides before they are compared, in order.
    public var sanitizers: [Sanitizer]

    public init(tolerance: Tolerance = .standard, sanitizers: [Sanitizer] = []) {
        self.tolerance = tolerance
        self.sanitizers = sanitizers
    }

    /// Nothing for a cell that never ran, and for one whose output is not to be looked at.
    func checks(of cell: Cell, got outputs: [JSON]) -> [Check] {
        guard cell.executionCount != nil || !cell.outputs.isEmpty, !cell.tags.contains("nbval-ignore-output") else {
            return []
        }
        let (expected, got) = (StoredTexts(cell.outputs), StoredTexts(outputs))
        let names = expected.names + got.names.filter { expected[$0] == nil }
        return names.map { name in
            Check(name: name) { _ in complaint(name, expected[name], got[name]) }
        }
    }

    /// Whether the notebook holds the cell as one that fails.
    func expectsError(of cell: Cell) -> Bool {
        cell.outputs.contains { $0.object?["output_type"] == .string("error") }
    }

    private func complaint(_ name: String, _ expected: String?, _ got: String?) -> String? {
        let (expected, got) = (expected.map(sanitized), got.map(sanitized))
        if let expected, let got {
            return TextComparison(expected: expected, got: got, tolerance: tolerance).complaint(about: name)
        }
        let what = name.replacing("stored ", with: "")
        if let expected { return "the notebook holds \(what), and now there is none:\n\(excerpt(expected))" }
        return "the notebook holds no \(what), and now there is:\n\(excerpt(got ?? ""))"
    }

    private func sanitized(_ text: String) -> String { sanitizers.reduce(text) { $1.apply(to: $0) } }
}

/// Outputs as texts under the names of what they are, in the order of their kinds.
private struct StoredTexts {
    private(set) var names: [String] = []
    private var texts: [String: String] = [:]

    init(_ outputs: [JSON]) {
        var displays = 0
        for output in outputs.filter({ !StoredComparison.isLate($0) }).compactMap(\.object) {
            switch output["output_type"]?.string {
            case "stream": add(output["text"]?.string ?? "", to: "stored \(output["name"]?.string ?? "stdout")")
            case "execute_result": add(Self.text(output["data"]?.object), to: "stored result")
            case "error":
                let parts = [output["ename"]?.string, output["evalue"]?.string].compactMap(\.self)
                add(parts.joined(separator: ": "), to: StoredComparison.errorName)
            default:
                displays += 1
                add(Self.text(output["data"]?.object), to: "stored display \(displays)")
            }
        }
    }

    subscript(name: String) -> String? { texts[name] }

    private mutating func add(_ text: String, to name: String) {
        if texts[name] == nil { names.append(name) }
        texts[name, default: ""] += text
    }

    /// The plain text stands for a picture; what has none is compared in the form that it has.
    private static func text(_ bundle: JSONObject?) -> String {
        guard let bundle else { return "" }
        if let text = bundle["text/plain"]?.string { return text }
        let members = bundle.members.sorted { $0.key < $1.key }
        return members.map { "\($0.key): \($0.value.string ?? $0.value.line)" }.joined(separator: "\n")
    }
}
