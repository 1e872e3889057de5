import Foundation

/// A request in SourceKit's YAML, which takes JSON's strings.
struct SourceKitRequest {
    private(set) var fields: [String]

    init(_ name: String) { fields = ["key.request: source.request.\(name)"] }

    func with(_ key: String, _ value: String) -> SourceKitRequest { adding("key.\(key): \(Self.quoted(value))") }
    func with(_ key: String, _ value: Int) -> SourceKitRequest { adding("key.\(key): \(value)") }
    func with(_ key: String, _ values: [String]) -> SourceKitRequest {
        adding("key.\(key): [\(values.map(Self.quoted).joined(separator: ", "))]")
    }
    func with(_ key: String, options: SourceKitRequest) -> SourceKitRequest {
        adding("key.\(key): { \(options.fields.dropFirst().joined(separator: ", ")) }")
    }

    var yaml: String { "{ \(fields.joined(separator: ", ")) }" }

    private func adding(_ field: String) -> SourceKitRequest {
        var request = self
        request.fields.append(field)
        return request
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 32 || scalar.value == 127:
                quoted +=
                    "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
                    + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

/// A dictionary of an answer.
struct SourceKitAnswer {
    private var fields: [String: Any]

    init?(_ json: Data?) {
        guard let json, let fields = (try? JSONSerialization.jsonObject(with: json)) as? [String: Any] else {
            return nil
        }
        self.fields = fields
    }

    private init(_ fields: [String: Any]) { self.fields = fields }

    subscript(_ key: String) -> String? { fields["key." + key] as? String }

    func list(_ key: String) -> [SourceKitAnswer] {
        (fields["key." + key] as? [[String: Any]] ?? []).map { SourceKitAnswer($0) }
    }
}
