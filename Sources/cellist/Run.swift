import ArgumentParser
import Engine
import Foundation
import Notebook
import Replay

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a notebook and print what its cells print.",
        discussion: "Stops at the first cell that fails, unless the cell is expected to.")

    @OptionGroup var options: PlayOptions

    func run() throws {
        try Failure.reported {
            let notebook = try Notebook.read(options.path)
            let player = try Player(notebook, options: options.playerOptions(checks: false))
            Interrupts.handle(player.interruption)
            let playback = try player.play(notebook) { if !options.json { Transcript.show($0) } }
            if playback.wasInterrupted { throw Failure.interrupted }
            if playback.cells.contains(where: { !$0.ranAsWanted }) { throw Failure.failedCell }
        }
    }
}

/// What `run` and `check` have in common.
struct PlayOptions: ParsableArguments {
    @Argument(help: "A folder of cell files or a percent script.", completion: .file())
    var path: String

    @Flag(help: "Print one JSON object in place of text.")
    var json = false

    @Option(help: "Seconds that a cell may run, unless it says so itself.")
    var timeout: Double?

    @Option(help: "Mebibytes of memory that the cells may use.")
    var memory: Int?

    func playerOptions(checks: Bool) -> Player.Options {
        Player.Options(
            checks: checks, timeLimit: timeout.map { .seconds($0) }, memoryLimit: memory.map { $0 << 20 })
    }

    func validate() throws {
        if let timeout, timeout <= 0 { throw ValidationError("--timeout must be more than 0 seconds") }
        if let memory, memory < 256 { throw ValidationError("--memory must be at least 256 MiB: the Swift runtime needs that") }
    }
}
