import Engine
import Foundation
import Notebook

/// One thing to look at in an outcome.
struct Check {
    var name: String
    /// What is wrong, or nil when nothing is.
    var complaint: (Outcome) -> String?
}

extension CellExpectation {
    /// What is to be looked at, in the order in which it is reported.
    var checks: [Check] {
        var checks: [Check] = []
        if let error { checks.append(Check(name: "error") { error.complaint($0) }) }
        if let stdout { checks.append(text("stdout", stdout) { $0.stdoutText }) }
        if let stderr { checks.append(text("stderr", stderr) { $0.stderrText }) }
        if let result { checks.append(Check(name: "result") { resultComplaint(result, $0) }) }
        checks += values.map { value in
            Check(name: "values \(value.name)") { value.complaint($0.values[value.name], tolerance: tolerance) }
        }
        checks += regex.map { pattern in
            Check(name: "regex \(pattern)") { missing(pattern, in: $0.stdoutText, of: "standard output") }
        }
        checks += stderrRegex.map { pattern in
            Check(name: "stderr regex \(pattern)") { missing(pattern, in: $0.stderrText, of: "standard error") }
        }
        if let figure { checks.append(Check(name: "figure") { figureComplaint(figure, $0) }) }
        return checks
    }

    /// What single checks say they are worth, by the check's name.
    var ownPoints: [String: Double] {
        Dictionary(values.compactMap { value in value.points.map { ("values \(value.name)", $0) } }) { first, _ in first
        }
    }

    private func text(_ name: String, _ expected: String, got: @escaping (Outcome) -> String) -> Check {
        Check(name: name) {
            TextComparison(expected: expected, got: got($0), tolerance: tolerance).complaint(about: name)
        }
    }

    /// The value's text, or with its type as a session shows it: `Int = 42`.
    private func resultComplaint(_ expected: String, _ outcome: Outcome) -> String? {
        guard let result = outcome.result else {
            return "the cell's last expression has no value; expected \(expected)"
        }
        let typed = TextComparison(expected: expected, got: "\(result.type) = \(result.text)", tolerance: tolerance)
        if typed.isEqual { return nil }
        return TextComparison(expected: expected, got: result.text, tolerance: tolerance).complaint(about: "result")
    }
}

extension ExpectedError {
    func complaint(_ outcome: Outcome) -> String? {
        guard let error = outcome.error, outcome.failedByItself else {
            return "the cell should have failed" + (wanted.map { " with \($0)" } ?? "") + ", and it ran to its end"
        }
        let text = "\(error.name): \(error.message)"
        switch self {
        case .any: return nil
        case .text(let part):
            return text.contains(part) ? nil : "the cell failed, but not with \(quoted(part)): \(text)"
        case .regex(let pattern):
            return missing(pattern, in: text, of: "the error").map { "\($0)\n\(text)" }
        }
    }

    private var wanted: String? {
        switch self {
        case .any: nil
        case .text(let part): quoted(part)
        case .regex(let pattern): "an error that matches /\(pattern)/"
        }
    }
}

/// In seconds; an honest text takes milliseconds.
private let longestSearch = 10.0

/// A complaint when `pattern` is not found in `text`; `^` and `$` match at lines.
func missing(_ pattern: String, in text: String, of place: String) -> String? {
    do {
        let regex = try Regex(pattern).anchorsMatchLineEndings()
        // Some patterns take the square of a text's length and more: what was printed must not hold up who judges it.
        guard let isFound = DeepStack.run(limit: longestSearch, { text.contains(regex) }) else {
            return "/\(pattern)/ was not found in \(place) in \(Int(longestSearch)) seconds"
        }
        if isFound { return nil }
        return "/\(pattern)/ is not found in \(place)" + (text.isEmpty ? ", which is empty" : ":\n\(excerpt(text))")
    } catch {
        return "/\(pattern)/ is not a regular expression: \(error)"
    }
}

/// Text in quotation marks, on one line.
func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\n", with: "\\n") + "\""
}

/// The last lines of a text, which is where a regex most likely should have matched.
func excerpt(_ text: String) -> String {
    let lines = text.suffix(2000).split(separator: "\n")
    return lines.suffix(8).map { "  \($0.prefix(160))" }.joined(separator: "\n")
}

extension Outcome {
    /// Bytes that are not UTF-8 become U+FFFD.
    var stdoutText: String { String(decoding: stdout, as: UTF8.self) }
    var stderrText: String { String(decoding: stderr, as: UTF8.self) }
}
