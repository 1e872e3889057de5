/// Where nbformat keeps text as a list of lines, and where it does not.
///
/// The rules are those of nbformat's `rwbase.py`, so that files agree with the ones Jupyter writes.
enum JupyterText {
    /// Text that a file may hold in one piece or as a list of lines; nil for anything else.
    static func joined(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .array(let lines):
            lines.allSatisfy { $0.string != nil } ? lines.compactMap(\.string).joined() : nil
        default: nil
        }
    }

    static func split(_ text: String) -> JSON {
        .array(lines(text).map { .string($0) })
    }

    /// An output with its texts in one piece.
    static func joined(output: JSON) -> JSON {
        mapping(output, text: { joined($0).map { .string($0) } ?? $0 }, bundle: joined(bundle:))
    }

    static func split(output: JSON) -> JSON {
        mapping(output, text: { $0.string.map(split) ?? $0 }, bundle: split(bundle:))
    }

    static func joined(bundle: JSONObject) -> JSONObject {
        JSONObject(
            bundle.members.map { member in
                guard !isJSON(member.key), let text = joined(member.value) else { return member }
                return .init(member.key, .string(text))
            })
    }

    static func split(bundle: JSONObject) -> JSONObject {
        JSONObject(
            bundle.members.map { member in
                guard isSplit(member.key), case .string(let text) = member.value else { return member }
                return .init(member.key, split(text))
            })
    }

    private static func mapping(
        _ output: JSON, text: (JSON) -> JSON, bundle: (JSONObject) -> JSONObject
    ) -> JSON {
        guard case .object(var object) = output else { return output }
        switch object["output_type"]?.string {
        case "execute_result", "display_data":
            if let data = object["data"]?.object { object["data"] = .object(bundle(data)) }
        case "stream":
            if let value = object["text"] { object["text"] = text(value) }
        default: break
        }
        return .object(object)
    }

    private static func isJSON(_ mime: String) -> Bool {
        mime == "application/json" || mime.hasPrefix("application/") && mime.hasSuffix("+json")
    }

    private static func isSplit(_ mime: String) -> Bool {
        mime.hasPrefix("text/") || mime == "application/javascript" || mime == "image/svg+xml"
    }

    /// Python's `splitlines(True)`: https://docs.python.org/3/library/stdtypes.html#str.splitlines
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            guard isLineEnd(scalar) else { continue }
            if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
            lines.append(String(scalars[start..<index]))
            start = index
        }
        if start < scalars.endIndex { lines.append(String(scalars[start...])) }
        return lines
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
