import CellKit
import Engine
import Foundation

/// Where cells run, and how the shell behaves.
let placeMagics = [
    Magic(name: "cd", usage: "[FOLDER]", help: "Changes the folder that cells and '!' run in", argument: .file) {
        shell, path in
        let folder = NSString(string: path.isEmpty ? "~" : path).expandingTildeInPath
        guard access(folder, X_OK) == 0, chdir(folder) == 0 else {
            throw ShellError("\(path): \(String(cString: strerror(errno)))")
        }
        try shell.runInside("%cd \(path)", "CellKit._cellChangeFolder(\(folder.debugDescription))")
        shell.printer.out(FileManager.default.currentDirectoryPath)
    },
    Magic(name: "env", usage: "[NAME[=VALUE]]", help: "Shows the environment, or sets a variable for cells and '!'") {
        shell, text in
        let environment = ProcessInfo.processInfo.environment
        guard let equals = text.firstIndex(of: "=") else {
            let shown = environment.filter { text.isEmpty || $0.key == text }.sorted { $0.key < $1.key }
            if shown.isEmpty { throw ShellError("there is no variable '\(text)'") }
            return shown.forEach { shell.printer.out("\($0.key)=\($0.value)") }
        }
        let (name, value) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
        guard !name.isEmpty, setenv(name, value, 1) == 0 else { throw ShellError("'\(name)' is no variable's name") }
        try shell.runInside(
            "%env \(name)", "CellKit._cellSetVariable(\(name.debugDescription), \(value.debugDescription))")
    },
    Magic(name: "opt", usage: "[NAME VALUE]", help: "Shows the shell's settings, or changes one", argument: .setting) {
        shell, text in
        let words = text.split(separator: " ")
        guard words.count == 2 else {
            return shell.printer.out(
                TextTable(rows: Setting.all.map { [$0.name, $0.get(shell), $0.help] }).text(
                    columns: Terminal.size.columns))
        }
        guard let setting = Setting.all.first(where: { $0.name == words[0] }) else {
            let nearest = EditDistance.nearest(to: String(words[0]), among: Setting.all.map(\.name))
            throw ShellError(
                "there is no setting '\(words[0])'",
                advice: nearest.map { "did you mean '\($0)'?" } ?? "'%opt' lists them")
        }
        try setting.set(shell, String(words[1]))
    },
    Magic(name: "!", usage: "COMMAND", help: "Runs a command of the system", argument: .file) { shell, command in
        guard !command.isEmpty else { throw ShellError("which command?", advice: "'!ls'") }
        let status = system(command)
        if status & 0x7f != 0 {
            shell.printer.note("ended by signal \(status & 0x7f)")
        } else if status != 0 {
            shell.printer.note("exit code \((status >> 8) & 0xff)")
        }
    },
]

/// What `%opt` shows and changes.
struct Setting: @unchecked Sendable {
    var name: String
    var help: String
    var get: (Shell) -> String
    var set: (Shell, String) throws -> Void

    static let all = [
        Setting(name: "timeout", help: "how long a cell may run: '30', '0.5' (seconds), 'off'") { shell in
            shell.timeLimit.map { Seconds.text($0 / .seconds(1)) } ?? "off"
        } set: { shell, value in
            if value == "off" { return shell.timeLimit = nil }
            guard let seconds = Double(value), seconds > 0 else {
                throw ShellError("'\(value)' is no time", advice: "seconds, as '30', or 'off'")
            }
            shell.timeLimit = .seconds(seconds)
        },
        Setting(name: "color", help: "colours: 'on', 'off'") {
            $0.printer.isColored ? "on" : "off"
        } set: { shell, value in
            guard ["on", "off"].contains(value) else { throw ShellError("'\(value)' is neither 'on' nor 'off'") }
            shell.printer = Printer(isColored: value == "on")
            shell.editor?.screen.isColored = value == "on"
        },
    ]
}
