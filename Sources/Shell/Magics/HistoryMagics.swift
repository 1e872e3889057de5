/// `%history`.
let historyMagics = [
    Magic(
        name: "history", usage: "[n]", help: "The last 10 cells that were entered, or the last n; Ctrl-R searches them"
    ) {
        shell, text in
        let count = text.isEmpty ? 10 : Int(text) ?? 10
        for entry in shell.history.entries.suffix(count) { shell.printer.out(entry) }
    }
]
