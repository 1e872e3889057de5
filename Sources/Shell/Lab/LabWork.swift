import Checks
import Engine
import Foundation
import Notebook
import Reports

/// A lab that is worked through: its cells as they stand in their files now, and how far the student is.
final class LabWork {
    private(set) var notebook: Notebook
    private(set) var progress = LabProgress()
    private let file: LabProgressFile
    private var hintsGiven: [String: Int] = [:]
    let notes: [String]

    /// - Throws: ``NotebookError`` when the notebook cannot be read.
    init(_ path: String) throws {
        // Cells run, and `%cd` goes, anywhere: the path must hold from there.
        notebook = try Notebook.read(URL(fileURLWithPath: path).standardizedFileURL.path)
        file = try LabProgressFile(for: notebook)
        var notes = [file.note].compactMap(\.self)
        do {
            progress = try file.read()
        } catch let error as ShellError {
            notes.append(error.description)
        }
        self.notes = notes
        for cell in cells where cell.options.role == .solution && progress.stubs[cell.id] == nil {
            progress.stubs[cell.id] = cell.text
        }
        if current.flatMap(progress.status) == .passed || progress.current == nil { moveOn() }
    }

    /// The cells that run, in order.
    var cells: [Cell] { notebook.cells.filter { $0.kind == .code } }

    var current: Cell? { progress.current.flatMap { notebook[id: $0] } }

    func index(of cell: Cell) -> Int { cells.firstIndex { $0.id == cell.id } ?? 0 }

    /// Reads the files again: the student edits them in an editor of their own.
    func reload() throws { notebook = try Notebook.read(notebook.path) }

    /// - Throws: ``ShellError`` at the end of the lab.
    func needCurrent() throws -> Cell {
        guard let current else { throw ShellError("all cells are done", advice: "'%goto 1' goes back to the first") }
        return current
    }

    // MARK: Going on

    /// To the first cell that is neither done nor skipped.
    func moveOn() { progress.current = cells.first { ![.passed, .skipped].contains(progress.status(of: $0)) }?.id }

    func skip() throws {
        let cell = try needCurrent()
        progress.cells[cell.id] = LabProgress.Entry(status: .skipped, text: cell.text)
        moveOn()
        try file.write(progress)
    }

    func go(to name: String) throws {
        progress.current = try find(name).id
        try file.write(progress)
    }

    /// By number from 1, id or the beginning of a title.
    func find(_ name: String) throws -> Cell {
        let cells = cells
        if let number = Int(name), cells.indices.contains(number - 1) { return cells[number - 1] }
        if let cell = cells.first(where: { $0.id == name }) ?? cells.first(where: { $0.label.hasPrefix(name) }) {
            return cell
        }
        let nearest = EditDistance.nearest(to: name, among: cells.map(\.id))
        throw ShellError(
            "the lab has no cell '\(name)'", advice: nearest.map { "did you mean '\($0)'?" } ?? "'%status' lists them")
    }

    func note(_ report: CellReport) throws {
        let verdict = report.verdict
        progress.cells[report.cell.id] = LabProgress.Entry(
            status: verdict.passed ? .passed : .failed, points: verdict.points, maxPoints: verdict.maxPoints,
            text: report.cell.text)
        try file.write(progress)
    }

    func save() throws { try file.write(progress) }

    /// The next hint of the current cell that has not been given yet, those of checks that failed on it included; after the last
    /// one it begins again.
    func nextHint() throws -> String {
        let cell = try needCurrent()
        let checks = cells[(index(of: cell) + 1)...].prefix(while: \.isCheck)
        let failed = cell.isCheck ? [] : checks.filter { progress.status(of: $0) == .failed }
        let hints = ([cell] + failed).flatMap(\.options.hints)
        guard !hints.isEmpty else {
            throw ShellError("this cell has no hints", advice: "'%next' shows what it asks for")
        }
        let given = hintsGiven[cell.id, default: 0]
        hintsGiven[cell.id] = given + 1
        return "hint \(given % hints.count + 1) of \(hints.count): \(hints[given % hints.count])"
    }

    // MARK: Writing

    /// The cell that the student writes for the current one: itself, or the solution before a check.
    func cellToWrite() throws -> Cell {
        let cell = try needCurrent()
        guard cell.isCheck else { return cell }
        return cells[..<index(of: cell)].last { $0.options.role == .solution } ?? cell
    }

    /// - Throws: ``ShellError`` when the cell is none that the student writes.
    func stub(of cell: Cell) throws -> String {
        guard let stub = progress.stubs[cell.id] else {
            throw ShellError("'\(cell.label)' is not yours to write", advice: "'%status' shows which cells are")
        }
        return stub
    }

    func restoreStub(_ shell: Shell) throws {
        try reload()
        let cell = try cellToWrite()
        let stub = try stub(of: cell)
        guard stub != cell.text else { throw ShellError("'\(cell.label)' is as it was given") }
        guard notebook.format != .ipynb else {
            throw ShellError("cells of an '.ipynb' are put back in Jupyter", advice: "'%diff' shows what was changed")
        }
        guard let data = FileManager.default.contents(atPath: cell.file) else {
            throw ShellError("\(cell.file) cannot be read")
        }
        let kept = cell.file + ".before-reset"
        try StateFile.write(String(decoding: data, as: UTF8.self), to: kept)
        try StateFile.write(
            String(decoding: data, as: UTF8.self).replacingOccurrences(of: cell.text, with: stub), to: cell.file)
        try reload()
        shell.printer.note("'\(cell.label)' is as it was given; what you wrote is in \(kept)")
    }
}
