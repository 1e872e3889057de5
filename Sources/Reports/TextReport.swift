import Checks
import Engine
import Foundation
import Notebook

/// Verdicts for a person: a line a cell, the checks that failed under it, a summary at the end.
///
/// ```
/// ✓ Mini-batches of ten samples      0.04 s    5/5
/// ✗ Five solvers against the table   0.11 s    8/10
///     values adam
///       adam: [1] expected 19.27573813, got 19.2: |diff| 0.07574 > allowed 0.0001928
///
/// 1 passed, 1 failed; 13 of 15 points; 0.15 s
/// ```
public struct TextReport: Sendable {
    private let paint: Paint
    private let labelWidth: Int
    private let pointsWidth: Int

    /// - Parameter cells: all that will be reported, so that columns line up while cells are still running.
    public init(cells: [Cell], isColored: Bool) {
        paint = Paint(isOn: isColored)
        labelWidth = min(60, cells.map { DisplayText.width(DisplayText.visible($0.label)) }.max() ?? 0)
        pointsWidth = cells.contains { ($0.options.points ?? 0) > 0 } ? 7 : 0
    }

    /// The cell's line, and what went wrong under it. Without a last line end.
    public func text(_ report: CellReport) -> String {
        let label = DisplayText.visible(report.cell.label)
        let padding = String(repeating: " ", count: max(0, labelWidth - DisplayText.width(label)))
        var line = "\(mark(report)) \(label)\(padding)  \(paint(time(report), .dim))"
        if pointsWidth > 0, report.verdict.maxPoints > 0 {
            line += "  " + padded("\(number(report.verdict.points))/\(number(report.verdict.maxPoints))", pointsWidth)
        }
        return ([line] + failure(report)).joined(separator: "\n")
    }

    /// `11 passed, 1 failed, 2 skipped; 35 of 40 points; 12.3 s`.
    public func summary(_ report: NotebookReport) -> String {
        var counts = [paint("\(report.passed) passed", report.failed == 0 ? .green : .bold)]
        if report.failed > 0 || report.skipped == 0 {
            counts.append(paint("\(report.failed) failed", report.failed > 0 ? .red : .dim))
        }
        if report.skipped > 0 { counts.append("\(report.skipped) skipped") }
        var parts = [counts.joined(separator: ", ")]
        if report.maxPoints > 0 { parts.append("\(number(report.points)) of \(number(report.maxPoints)) points") }
        parts.append(duration(report.seconds))
        return parts.joined(separator: "; ")
    }

    private func mark(_ report: CellReport) -> String {
        switch report.verdict.status {
        case .passed: paint("✓", .green)
        case .skipped: report.isFailure ? paint("○", .red) : paint("○", .dim)
        case .failed, .error, .timeout: paint("✗", .red)
        }
    }

    private func time(_ report: CellReport) -> String {
        padded(report.verdict.status == .skipped ? "not run" : duration(report.seconds), 9)
    }

    /// What went wrong, each line behind four spaces.
    func failure(_ report: CellReport) -> [String] {
        switch report.verdict.status {
        case .passed: []
        case .skipped: report.missing.map { ["    needs \($0), which failed"] } ?? []
        case .error, .timeout: reason(report).map { "    " + $0 }
        case .failed: report.verdict.checks.filter { !$0.passed }.flatMap(complaint)
        }
    }

    private func complaint(_ check: CheckResult) -> [String] {
        let rows = check.message.split(separator: "\n", omittingEmptySubsequences: false).map { row in
            let row = DisplayText.visible(String(row))
            return "      " + (row.hasPrefix("> ") ? paint(row, .bold) : isCaretRow(row) ? paint(row, .yellow) : row)
        }
        return ["    " + paint(check.name, .red)] + rows
    }

    private func isCaretRow(_ row: String) -> Bool {
        row.contains("^") && row.allSatisfy { " ^|".contains($0) }
    }

    /// Why the cell failed: what the compiler said, or the error and where it happened.
    private func reason(_ report: CellReport) -> [String] {
        guard let error = report.outcome?.error else { return ["the cell failed"] }
        let said = errors(among: report.outcome?.diagnostics ?? []).map(\.rendered)
        let text = error.kind == .compile && !said.isEmpty ? said.joined(separator: "\n") : error.located
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { DisplayText.visible(String($0)) }
        return rows + error.backtrace.prefix(8).map { "  at \(DisplayText.visible($0))" }
    }

    /// The errors with the notes that explain them.
    private func errors(among diagnostics: [Diagnostic]) -> [Diagnostic] {
        var isAboutError = false
        return diagnostics.filter { diagnostic in
            if diagnostic.severity != .note { isAboutError = diagnostic.severity == .error }
            return isAboutError
        }
    }
}

/// `0.12 s`, `12.3 s`, `2 min 05 s`.
public func duration(_ seconds: Double) -> String {
    if seconds < 10 { return String(format: "%.2f s", seconds) }
    if seconds < 100 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    return "\(whole / 60) min " + String(format: "%02d s", whole % 60)
}

/// Points: `10`, `6.67`.
func number(_ value: Double) -> String {
    value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.2f", value)
}

func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}
