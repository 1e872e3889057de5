/// Going back and forth between cells.
let cellMagics = [
    Magic(name: "undo", usage: "[n]", help: "Takes back the last cell, or the last n: values, names and all") {
        shell, text in
        let count = text.isEmpty ? 1 : Int(text) ?? 0
        guard count > 0 else { throw ShellError("'\(text)' is no number of cells", advice: "'%undo 2' takes back two") }
        let gone = try shell.session.undo(count, onEvent: shell.printer.show)
        try shell.wentBack(gone)
    },
    Magic(
        name: "rewind", usage: "CELL", help: "Goes back to just after a cell: '%rewind 3'", argument: .cell
    ) { shell, text in
        guard !text.isEmpty else {
            throw ShellError(
                "which cell?", advice: "'%rewind 3' goes back to just after [3]; '%stale' and '%who' name others")
        }
        let gone = try shell.session.rewind(after: shell.label(text), onEvent: shell.printer.show)
        try shell.wentBack(gone)
    },
    Magic(name: "stale", help: "The cells that used something which was made anew since") { shell, _ in
        let stale = shell.session.staleCells
        shell.printer.out(stale.isEmpty ? "no cell is stale" : stale.joined(separator: "\n"))
    },
    Magic(name: "rerun", help: "Runs the stale cells again, in order") { shell, _ in
        shell.printer.begin()
        defer { shell.printer.end() }
        let ran = try shell.session.rerunStale { _, event in shell.printer.show(event) }
        shell.printer.end()
        if ran.isEmpty { shell.printer.note("no cell is stale") }
        for (cell, outcome) in ran {
            shell.printer.note("\(cell): \(outcome.status == .ok ? "ran again" : "failed")")
            shell.printer.show(outcome)
        }
    },
    Magic(
        name: "reset", usage: "[cell]",
        help: "Begins a new session; '%reset cell' puts back this cell of the lab as it was given"
    ) { shell, text in
        switch text {
        case "": try shell.beginAnew()
        case "cell": try shell.needLab().restoreStub(shell)
        default: throw ShellError("'%reset \(text)' is not known", advice: "'%reset' or '%reset cell'")
        }
    },
]
