import Checks
import Foundation
import Pages

/// Texts of students and their programs, as a page or a file for others may hold them.
enum FeedbackText {
    /// Of what a cell printed so much is shown.
    static let longestOutput = 8 << 10
    static let mostLines = 200

    /// Cut at the bounds, without what moves a cursor or colours a terminal.
    static func bounded(_ text: String) -> String {
        var kept =
            text.utf8.count > longestOutput ? String(decoding: text.utf8.prefix(longestOutput), as: UTF8.self) : text
        let lines = kept.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.count > mostLines { kept = lines.prefix(mostLines).joined(separator: "\n") }
        let isCut = kept.utf8.count < text.utf8.count
        return kept.withoutTerminalCodes + (isCut ? "\n… cut; \(text.utf8.count) bytes in all" : "")
    }

    static func html(_ text: String) -> String { htmlEscaped(bounded(text)) }

    /// On one line, with nothing that Markdown or HTML would read as markup.
    static func markdown(_ text: String) -> String {
        let line = DisplayText.visible(bounded(text).replacing("\n", with: " "))
        return String(
            line.unicodeScalars.reduce(into: String.UnicodeScalarView()) { result, scalar in
                if "\\`*_{}[]()#+-!|<>&~:@".unicodeScalars.contains(scalar) { result.append("\\") }
                result.append(scalar)
            })
    }

    /// A block of code that no line of the text can end.
    static func fenced(_ text: String) -> String {
        let lines = bounded(text).split(separator: "\n", omittingEmptySubsequences: false)
        let visible = lines.map { DisplayText.visible(String($0)).replacing("\\t", with: "\t") }.joined(separator: "\n")
        var (longest, run) = (2, 0)
        for byte in visible.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)text\n\(visible)\n\(fence)"
    }

    /// `7.5`, `10`.
    static func points(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    }

    /// A file's name for a student: no two students share one, whatever they are called.
    static func fileName(_ student: String) -> String {
        let letters = student.unicodeScalars.map { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_. ".unicodeScalars.contains(scalar)
                ? Character(scalar) : "_"
        }
        var safe = String(String(letters).drop { $0 == "." || $0 == " " || $0 == "-" })
        while safe.utf8.count > 100 { safe.removeLast() }
        let isSame = safe == student && safe == safe.lowercased() && !safe.isEmpty
        guard !isSame else { return safe }
        var digest = ContentDigest()
        digest.add(student)
        return safe + (safe.isEmpty ? "" : "-") + digest.text.prefix(8)
    }
}

/// What a student is told of one check.
struct CheckFeedback {
    var name: String
    var passed: Bool
    var points: String
    /// Expected and got; of a hidden check never anything but the hint.
    var message: String?
    var difference: String?
    var hint: String?

    init(_ check: CheckGrade) {
        name = check.name
        passed = check.passed
        points = "\(FeedbackText.points(check.points)) of \(FeedbackText.points(check.maxPoints))"
        hint = check.passed ? nil : check.hint
        guard !check.isHidden, !check.passed else { return }
        message = check.message.isEmpty ? nil : check.message
        difference = check.difference
    }
}

extension Standing {
    /// `7.5 of 10`.
    var pointsLine: String { "\(FeedbackText.points(points)) of \(FeedbackText.points(grade.maxPoints))" }

    /// How the points came about where checks do not say it all.
    var sums: [String] {
        var lines: [String] = []
        if penalty > 0 {
            lines.append("\(daysLate) day\(daysLate == 1 ? "" : "s") late: −\(FeedbackText.points(penalty))")
        }
        for adjustment in adjustments {
            let sign = adjustment.points < 0 ? "−" : "+"
            lines.append(
                "adjusted by hand: \(sign)\(FeedbackText.points(abs(adjustment.points))): \(adjustment.comment)")
        }
        if grade.status == .review { lines.append("a person will look at this submission") }
        return lines
    }
}
