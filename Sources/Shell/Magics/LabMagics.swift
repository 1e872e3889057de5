import Checks
import Engine
import Foundation
import Notebook

/// Working through a lab.
let labMagics = [
    Magic(name: "next", help: "Shows the coming cell: its text, its code, where to write", needsLab: true) { shell, _ in
        try shell.showCurrentCell()
    },
    Magic(name: "run", usage: "[CELL|all]", help: "Runs the coming cell and judges it", argument: .cell, needsLab: true)
    {
        shell, name in
        let lab = try shell.needLab()
        try lab.reload()
        if name == "all" {
            for cell in lab.cells where try !shell.runLab(upTo: cell) { throw ShellError("stopped at '\(cell.label)'") }
            return lab.moveOn()
        }
        let cell = try name.isEmpty ? lab.needCurrent() : lab.find(name)
        guard try shell.runLab(upTo: cell) else { throw shell.failed(cell) }
        lab.moveOn()
        try shell.showWhatIsNext()
    },
    Magic(
        name: "check", help: "Runs the coming cell and the checks that follow it", needsLab: true
    ) { shell, _ in
        let lab = try shell.needLab()
        try lab.reload()
        let cell = try lab.needCurrent()
        let following = lab.cells[(lab.index(of: cell) + 1)...].prefix { $0.isCheck && !cell.isCheck }
        for cell in [cell] + following {
            guard try shell.runLab(upTo: cell) else { throw shell.failed(cell) }
        }
        lab.moveOn()
        try shell.showWhatIsNext()
    },
    Magic(
        name: "edit", help: "Opens $EDITOR where the coming cell is written, and runs it on return", needsLab: true
    ) { shell, _ in try shell.editCurrentCell() },
    Magic(name: "hint", help: "The next hint for the coming cell", needsLab: true) { shell, _ in
        shell.printer.out(try shell.needLab().nextHint())
    },
    Magic(name: "skip", help: "Leaves the coming cell for later", needsLab: true) { shell, _ in
        try shell.needLab().skip()
        try shell.showWhatIsNext()
    },
    Magic(name: "goto", usage: "CELL", help: "Makes another cell the coming one", argument: .cell, needsLab: true) {
        shell, name in
        try shell.needLab().go(to: name)
        try shell.showWhatIsNext()
    },
    Magic(name: "status", help: "All cells: done, failing, stale, points", needsLab: true) { shell, _ in
        shell.printer.out(try shell.needLab().table(stale: Set(shell.session.staleCells)))
    },
    Magic(name: "diff", help: "What you wrote against the cell as it was given", needsLab: true) { shell, _ in
        let lab = try shell.needLab()
        try lab.reload()
        let cell = try lab.cellToWrite()
        let stub = try lab.stub(of: cell)
        guard stub != cell.text else { return shell.printer.out("'\(cell.label)' is as it was given") }
        for (mark, line) in LineDiff.rows(from: stub, to: cell.text) {
            let row = "\(mark) \(line)"
            shell.printer.out(
                mark == "+" ? shell.printer.paint(row, .green) : mark == "-" ? shell.printer.paint(row, .red) : row)
        }
    },
]

extension LabWork {
    /// ```
    ///    1  ✓  Load and prepare
    /// >  2     create_mini_batches       yours to write
    ///    3  ✗  ten rows in batches of 4  0/10
    /// ```
    func table(stale: Set<String>) -> String {
        let rows = cells.enumerated().map { index, cell -> [String] in
            let mark =
                switch progress.status(of: cell) {
                case .passed: "✓"
                case .failed: "✗"
                case .skipped: "○"
                case nil: " "
                }
            var notes: [String] = []
            if let entry = progress.cells[cell.id], progress.status(of: cell) != nil, entry.maxPoints > 0 {
                notes.append("\(Self.points(entry.points))/\(Self.points(entry.maxPoints))")
            } else if let points = cell.options.points {
                notes.append("\(Self.points(points)) points")
            }
            if progress.cells[cell.id] != nil, progress.status(of: cell) == nil { notes.append("changed") }
            if stale.contains(cell.id) { notes.append("stale") }
            if cell.options.role == .solution { notes.append("yours to write") }
            let number = String(index + 1)
            return [
                (cell.id == progress.current ? ">" : " ") + String(repeating: " ", count: max(1, 4 - number.count))
                    + number, mark, DisplayText.visible(cell.label), notes.joined(separator: ", "),
            ]
        }
        return TextTable(rows: rows).text(columns: Terminal.size.columns) + "\n" + summary
    }

    /// `3 of 19 cells done, 10 of 90 points`.
    var summary: String {
        let done = cells.filter { progress.status(of: $0) == .passed }
        let points = done.reduce(0) { $0 + (progress.cells[$1.id]?.points ?? 0) }
        let most = cells.reduce(0) { $0 + (progress.cells[$1.id]?.maxPoints ?? $1.options.points ?? 0) }
        let count = "\(done.count) of \(cells.count) cells done"
        return most > 0 ? "\(count), \(Self.points(points)) of \(Self.points(most)) points" : count
    }

    private static func points(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : String(format: "%.2f", value)
    }
}

extension Shell {
    func failed(_ cell: Cell) -> ShellError {
        let hints = cell.options.hints.isEmpty ? "" : ", '%hint' helps"
        return ShellError(
            "'\(cell.label)' does not do yet what it should", advice: "'%edit' opens what you wrote\(hints)")
    }

    func showWhatIsNext() throws {
        let lab = try needLab()
        try lab.save()
        guard let next = lab.current else { return printer.note("All done: \(lab.summary).") }
        let file = printer.paint("\(Self.short(next.file)):\(next.startLine)", .dim)
        printer.note("Next is \(lab.index(of: next) + 1), \(next.label)  \(file)")
    }

    func showCurrentCell() throws {
        let lab = try needLab()
        try lab.reload()
        let cell = try lab.needCurrent()
        let all = lab.notebook.cells
        let place = all.firstIndex { $0.id == cell.id } ?? 0
        let prose = all[..<place].reversed().prefix { $0.kind == .markdown }.reversed()
        for text in prose { printer.prose(text.text + "\n") }
        let code = cell.code
        printer.out(printer.isColored ? Source.colored(code) : code)
        let role = cell.options.role == .solution ? "write at" : "in"
        printer.note(
            "\(cell.label): \(role) \(Self.short(cell.file)):\(cell.startLine); '%edit' opens it, '%run' runs it")
    }

    /// Relative to where the shell is, if it lies there.
    static func short(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }

    func editCurrentCell() throws {
        let lab = try needLab()
        try lab.reload()
        let cell = try lab.cellToWrite()
        let status = system(
            Editor.command(
                file: cell.file.split(separator: "#").first.map(String.init) ?? cell.file, line: cell.startLine))
        guard status == 0 else {
            throw ShellError(
                "the editor failed (exit code \((status >> 8) & 0xff))",
                advice:
                    "set EDITOR to one that is there, as in '%env EDITOR=nano'; the file is \(Self.short(cell.file))")
        }
        try lab.reload()
        guard let edited = lab.notebook[id: cell.id] else {
            throw ShellError("'\(cell.id)' is not in the lab any more", advice: "put its '//| id:' line back")
        }
        if edited.text == cell.text { printer.note("nothing was changed") }
        guard try runLab(upTo: edited) else { throw failed(edited) }
        let current = try lab.needCurrent()
        if current.id == edited.id { lab.moveOn() }
        try showWhatIsNext()
    }
}

/// The user's editor.
enum Editor {
    /// `vim +12 'lab3/02.swift'`; editors that count otherwise are told in their own way.
    static func command(file: String, line: Int, environment: [String: String] = ProcessInfo.processInfo.environment)
        -> String
    {
        let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty } ?? "vi"
        let quoted = "'" + file.replacing("'", with: "'\\''") + "'"
        let name = editor.split(separator: " ").first?.split(separator: "/").last ?? ""
        switch name {
        case "code", "codium": return "\(editor) --wait --goto \(quoted):\(line)"
        case "hx", "helix", "subl", "zed": return "\(editor) \(quoted):\(line)"
        default: return "\(editor) +\(line) \(quoted)"
        }
    }
}
