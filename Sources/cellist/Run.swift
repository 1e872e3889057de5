import ArgumentParser
import Notebook
import Replay

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a notebook and print what its cells print.",
        discussion: "Stops at the first cell that fails, unless the cell is expected to.")

    @OptionGroup var options: PlayOptions

    func run() throws {
        try Failure.reported {
            let notebook = try options.notebook()
            let player = try Player(notebook, options: options.playerOptions(checks: false))
            Interrupts.handle(player.interruption)
            let labels = notebook.cells.map { ($0.id, $0.label) }
            let transcript = Transcript(
                isQuiet: options.json, labels: Dictionary(labels) { first, _ in first })
            let report = try player.play { transcript.show($0) }
            if options.json { Transcript.write(report.json.line) }
            if report.cells.contains(where: \.wasInterrupted) { throw Failure.interrupted }
            if !report.cells.allSatisfy(\.ranAsWanted) { throw Failure.failedCell }
        }
    }
}
