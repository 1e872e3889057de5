import ArgumentParser

@main
struct Cellist: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cellist",
        abstract: "Plays Swift notebooks: runs them cell by cell, checks what each cell does.",
        discussion: """
            A notebook is a folder of cell files, a percent script ('// %%' begins a cell) or an '.ipynb'.

            Exit codes: 0 all well, 1 a check or a cell failed, 64 wrong usage, 65 unreadable notebook, \
            66 no such file, 69 something needed is missing, 70 a bug of ours, 73 a file cannot be written, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            ShellCommand.self, WatchCommand.self, Run.self, Check.self, Assign.self, Grade.self, GradebookCommand.self,
            Convert.self, KernelCommand.self, Doctor.self,
        ])

    static func main() { main(ParameterWords.joined(Array(CommandLine.arguments.dropFirst()))) }
}
