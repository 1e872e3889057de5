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

    @Option(help: ArgumentHelp("How much memory the cells may use.", valueName: "MiB"))
    var memory: Int?

    @Option(help: "When to use colour.")
    var color = ColorChoice.auto

    func notebook() throws -> Notebook { try Notebook.read(path) }

    func playerOptions(checks: Bool) -> Player.Options {
        Player.Options(
            checks: checks, timeLimit: timeout.map { .seconds($0) }, memoryLimit: memory.map { $0 << 20 })
    }

    var isColored: Bool {
        color.isOn(environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1)
    }

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be more than 0 seconds") }
        if let memory, memory < 512 {
            throw ValidationError(
                "--memory must be at least 512 MiB: Swift's runtime and its libraries take part of it")
        }
    }
}

extension ColorChoice: ExpressibleByArgument {}
