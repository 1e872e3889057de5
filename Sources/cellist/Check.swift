import ArgumentParser
import Engine
import Foundation
import Notebook
import Replay

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a notebook and compare what each cell does with what is expected.",
        discussion: "Goes on after a failed cell; exits with 1 when any check failed.")

    @OptionGroup var options: PlayOptions

    func run() throws {
        try Failure.reported {
            let notebook = try Notebook.read(options.path)
            let player = try Player(notebook, options: options.playerOptions(checks: true))
            Interrupts.handle(player.interruption)
            let playback = try player.play(notebook) { _ in }
            for c in playback.cells { print(c.cell.id, c.verdict) }
            if playback.wasInterrupted { throw Failure.interrupted }
            if !playback.passed { throw Failure.failedCell }
        }
    }
}
