import Checks
import Engine
import Foundation
import Notebook
import Reports

extension Shell {
    /// - Throws: ``ShellError`` outside a lab.
    func needLab() throws -> LabWork {
        guard let lab else {
            throw ShellError("no lab is open", advice: "leave and start 'cellist shell FOLDER' with the lab's folder")
        }
        return lab
    }

    /// Runs a cell of the lab after those before it, and judges it.
    ///
    /// - Returns: whether it did what it should.
    @discardableResult
    func runLab(upTo target: Cell) throws -> Bool {
        let lab = try needLab()
        let cells = lab.cells
        let end = lab.index(of: target)
        let ready = cells[..<end].prefix { isInSession($0) }.count
        if ready < end, end - ready > 1 {
            printer.note(printer.paint("running the \(end - ready) cells before it", .dim))
        }
        for cell in cells[ready..<end] {
            let report = try runLabCell(cell, in: lab)
            guard report.outcome?.status == .ok || report.verdict.passed else {
                throw ShellError("'\(target.label)' needs the cells before it, and '\(cell.label)' failed")
            }
        }
        let report = try runLabCell(cells[end], in: lab)
        return report.verdict.passed
    }

    /// Whether the cell's text, as its file has it now, is what the session holds.
    private func isInSession(_ cell: Cell) -> Bool {
        session.cells.contains { $0.label == cell.id && !$0.isSuperseded && $0.source.text == cell.text }
    }

    private func runLabCell(_ cell: Cell, in lab: LabWork) throws -> CellReport {
        try goBack(before: cell)
        let source = CellSource(cell, position: lab.index(of: cell), timeLimit: timeLimit)
        let outcome = try run(source, cell: cell, hasVerdict: true)
        let report = CellReport(cell: cell, outcome: outcome, verdict: judge(outcome, of: cell))
        printer.out(TextReport(cells: [cell], isColored: printer.isColored).text(report))
        if !report.verdict.passed, outcome.status != .ok { printer.note(standing(outcome)) }
        if outcome.status != .interrupted { try lab.note(report) }
        return report
    }

    /// A cell that is run again finds things as they were before its first run, unless something was typed in since.
    private func goBack(before cell: Cell) throws {
        let ran = session.cells
        guard let first = ran.firstIndex(where: { $0.label == cell.id }) else { return }
        if ran[first...].contains(where: { $0.label.hasPrefix("[") }) { return }
        try session.rewind(before: cell.id, onEvent: printer.show)
    }
}
