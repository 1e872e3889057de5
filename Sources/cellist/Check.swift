import ArgumentParser
import Checks
import Notebook
import Replay
import Reports

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play notebooks and compare what each cell does with what is expected.",
        discussion: """
            A cell is judged by its 'expect:' option; without one by the outputs that an '.ipynb' holds, if any. Goes on after a \
            failed cell; exits with 1 when any check failed.
            """)

    @OptionGroup var options: PlayOptions

    @Flag(name: .shortAndLong, help: "Print what the cells print, too.")
    var showOutput = false

    func run() throws {
        try Failure.reported {
            var playerOptions = options.playerOptions(checks: true)
            playerOptions.stored = StoredComparison()
            let replays = try options.requests(playerOptions).map { try NotebookReplay($0) }
            let style = Playing.Style(showsProgress: !options.quiet, progressLines: false, isJSON: options.json)
            let playing = Playing(replays, jobs: options.jobs, style: style)
            let texts = replays.map { TextReport(cells: $0.cells, isColored: options.isColored) }
            playing.play { index, event, console in
                Transcript(console: console, isQuiet: options.json || !showOutput, leavesErrors: true).show(event)
                guard case .ended(let cell) = event, !options.json, !options.quiet || cell.isFailure else { return }
                console.print(texts[index].text(cell))
            } onEnd: { index, report, console in
                if !options.json { console.print((options.quiet ? "" : "\n") + texts[index].summary(report)) }
                return !options.failFast || !report.cells.contains(where: \.isFailure)
            }
            try playing.finish(isFailure: \.isFailure)
        }
    }
}
