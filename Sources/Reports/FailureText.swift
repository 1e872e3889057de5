import Checks
import Engine
import Notebook
import Pages

/// Where a cell's verdict belongs in the user's files.
struct CellPlace {
    var file: String
    var line: Int
    /// Whether `line` is a line of `file`; in an `.ipynb` it is a line of the cell.
    var isFileLine: Bool
}

extension CellReport {
    /// Where the cell failed, or where it begins.
    var place: CellPlace {
        let error = outcome?.error
        let owner = error?.line == nil ? cell.file : error?.file ?? cell.file
        let parts = owner.split(separator: "#", maxSplits: 1)
        let isJupyter = parts.first?.hasSuffix(".ipynb") == true
        return CellPlace(
            file: isJupyter ? String(parts[0]) : owner, line: error?.line ?? cell.firstLine, isFileLine: !isJupyter)
    }

    /// What went wrong in plain lines, without colours and without what would move a cursor; empty when nothing did.
    var failureLines: [String] {
        guard isFailure else { return [] }
        let lines = TextReport(cells: [], isColored: false).failure(self)
        let margin = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { String($0.dropFirst(margin)).withoutTerminalCodes }
    }

    /// What went wrong in a line.
    var failureMessage: String {
        let failed = verdict.status == .failed ? verdict.checks.filter { !$0.passed } : []
        let first = failed.first?.message.split(separator: "\n").first.map { String($0).withoutTerminalCodes }
        let line = first ?? failureLines.first ?? statusWord
        return failed.count > 1 ? "\(line) (\(failed.count) checks failed)" : line
    }

    /// `passed`, `failed`, …, and for a cell that did not run although it should have, why.
    var statusWord: String {
        verdict.status == .skipped && isFailure ? "not run" : verdict.status.rawValue
    }
}
