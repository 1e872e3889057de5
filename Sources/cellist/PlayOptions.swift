import ArgumentParser
import Foundation
import Notebook
import Replay
import Reports

/// What the verbs that play a notebook have in common.
struct PlayOptions: ParsableArguments {
    @Argument(
        help: "A folder of cell files, a percent script ('// %%' begins a cell) or an '.ipynb'.", completion: .file())
    var path: String

    @Flag(help: "Print one JSON object in place of text.")
    var json = false

    @Option(help: ArgumentHelp("How long a cell may run, unless it says so itself.", valueName: "seconds"))
    var timeout: Double?

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(help: "When to use colour.")
    var color = ColorChoice.auto

    func notebook() throws -> Notebook { try Notebook.read(path) }

    func playerOptions(checks: Bool) -> Player.Options {
        Player.Options(
            checks: checks, timeLimit: timeout.map { .seconds($0) }, limits: limits.limits)
    }

    var isColored: Bool {
        color.isOn(environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1)
    }

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be more than 0 seconds") }
    }
}

extension ColorChoice: ExpressibleByArgument {}
