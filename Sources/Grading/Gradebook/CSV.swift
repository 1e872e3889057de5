/// Comma-separated values, as RFC 4180 has them.
public enum CSV {
    /// One line without its end. A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises; a
    /// number stays one.
    public static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    private static let formulaStarts: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "|", "%",
    ]

    static func field(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace || $0 == "\t" || $0 == "\r" }
        let isFormula = first.map(formulaStarts.contains) ?? false
        let safe = isFormula && Double(text) == nil ? "'" + text : text
        let needsQuotes = safe.unicodeScalars.contains { "\",\r\n;\t".unicodeScalars.contains($0) }
        return needsQuotes || safe.first == " " || safe.last == " "
            ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }

    /// The records of a file; a field in quotation marks may hold line ends.
    public static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var (fields, field, isQuoted, hasAny) = ([String](), "", false, false)
        var scalars = Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars)[...]
        func end() {
            fields.append(field)
            field = ""
        }
        while let scalar = scalars.popFirst() {
            hasAny = true
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                field += "\""
                scalars.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: end()
            case "\n" where !isQuoted:
                end()
                records.append(fields)
                (fields, hasAny) = ([], false)
            default: field.unicodeScalars.append(scalar)
            }
        }
        if hasAny {
            end()
            records.append(fields)
        }
        return records
    }
}
