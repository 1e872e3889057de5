import ArgumentParser
import Notebook
import Replay
import Reports

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a notebook and compare what each cell does with what is expected.",
        discussion: "Goes on after a failed cell; exits with 1 when any check failed.")

    @OptionGroup var options: PlayOptions

    @Flag(name: .shortAndLong, help: "Print what the cells print, too.")
    var showOutput = false

    func run() throws {
        try Failure.reported {
            let notebook = try options.notebook()
            let player = try Player(notebook, options: options.playerOptions(checks: true))
            Interrupts.handle(player.interruption)
            let text = TextReport(cells: notebook.cells.filter { $0.kind == .code }, isColored: options.isColored)
            let transcript = Transcript(isQuiet: options.json || !showOutput, leavesErrors: true)
            let report = try player.play { event in
                transcript.show(event)
                if case .ended(let cell) = event, !options.json { Transcript.write(text.text(cell)) }
            }
            Transcript.write(options.json ? report.json.line : "\n" + text.summary(report))
            if report.cells.contains(where: \.wasInterrupted) { throw Failure.interrupted }
            if report.cells.contains(where: \.isFailure) { throw Failure.failedCell }
        }
    }
}
