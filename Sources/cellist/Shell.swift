import ArgumentParser
import Reports
import Shell

struct ShellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell",
        abstract: "Type cells and see what they do, or work through a lab.",
        discussion: """
            With a notebook, opens at the first cell that is not done yet. '%help' lists the shell's own commands. Without a \
            terminal, standard input is run as a script.
            """)

    @Argument(
        help: "A lab to work through: a folder of cell files, a percent script or an '.ipynb'.", completion: .file())
    var path: String?

    @OptionGroup var options: SessionOptions

    func run() throws {
        try Failure.reported {
            let code = try Shell(options.shellOptions(path: path)).run()
            if code != 0 { throw ExitCode(code) }
        }
    }
}

/// What the verbs with a session of their own have in common.
struct SessionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How long a cell may run, unless it says so itself.", valueName: "seconds"))
    var timeout: Double?

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(help: "When to use colour.")
    var color = ColorChoice.auto

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be more than 0 seconds") }
    }

    func shellOptions(path: String?) -> ShellOptions {
        ShellOptions(path: path, color: color, timeLimit: timeout.map { .seconds($0) }, limits: limits.limits)
    }
}
