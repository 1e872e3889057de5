import Checks
import Engine
import Foundation
import Notebook

@testable import Reports

func sampleCell(_ id: String, title: String? = nil, file: String = "nb/03.swift", tags: [String] = []) -> Cell {
    Cell(id: id, heading: title, text: "let x = 1 // <b>", file: file, firstLine: 7, options: CellOptions(tags: tags))
}

/// A report of one cell that failed so.
func failedReport(
    title: String? = nil, file: String = "nb/03.swift", message: String = "x: expected 1, got 2\nmore",
    stdout: Data = Data()
) -> CellReport {
    CellReport(
        cell: sampleCell("table", title: title, file: file), outcome: Outcome(stdout: stdout, seconds: 1.5),
        verdict: Verdict(status: .failed, checks: [CheckResult(name: "values x", passed: false, message: message)]))
}

func crashedReport(file: String = "nb/03.swift") -> CellReport {
    CellReport(
        cell: sampleCell("crash", file: file),
        outcome: Outcome(
            status: .error,
            error: CellError(kind: .trap, name: "Fatal error", message: "50%, a: b", file: file, line: 9, column: 5)),
        verdict: Verdict(status: .error))
}

let passedReport = CellReport(cell: sampleCell("sum"), outcome: Outcome(), verdict: Verdict(status: .passed))
let leftOutReport = CellReport(
    cell: sampleCell("left", tags: ["skip-execution"]), outcome: nil, verdict: Verdict(status: .skipped))
let needyReport = CellReport(
    cell: sampleCell("needy"), outcome: nil, verdict: Verdict(status: .skipped), missing: "'x' of \"table\"")

func notebookReport(_ cells: CellReport...) -> NotebookReport {
    NotebookReport(notebook: "nb", cells: cells, seconds: 3)
}
