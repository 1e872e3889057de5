/// `%help`.
let helpMagics = [
    Magic(name: "help", usage: "[MAGIC]", help: "What there is, or what one magic does") { shell, name in
        guard name.isEmpty else {
            let magic = try Magic.find(String(name.drop { $0 == "%" }))
            return shell.printer.out("%\(magic.name) \(magic.usage)".trimmingEnd() + "\n    \(magic.help)")
        }
        let known = Magic.all.filter { shell.lab != nil || !$0.needsLab }
        let rows = known.map { magic in
            [(magic.name == "!" ? "!" : "%" + magic.name) + (magic.usage.isEmpty ? "" : " " + magic.usage), magic.help]
        }
        shell.printer.out(TextTable(rows: rows).text(columns: Terminal.size.columns))
        shell.printer.out("NAME? shows what a name is, NAME?? its source. Ctrl-C stops a cell, Ctrl-D leaves.")
    }
]
