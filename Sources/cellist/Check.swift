import ArgumentParser
import Checks
import Foundation
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
    @OptionGroup(title: "Comparison") var comparison: ComparisonOptions
    @OptionGroup(title: "Reports") var reports: ReportOptions

    @Flag(name: .shortAndLong, help: "Print what the cells print, too.")
    var showOutput = false

    @Flag(help: "After showing what differs, make it what is expected: stored outputs and values of 'expect:'.")
    var update = false

    func validate() throws {
        guard update, !options.parameter.isEmpty || options.parameters != nil else { return }
        throw ValidationError("--update writes what the notebook itself gives: leave the parameters out")
    }

    func run() throws {
        try Failure.reported {
            var playerOptions = options.playerOptions(checks: true)
            playerOptions.stored = try comparison.stored()
            let replays = try options.requests(playerOptions).map { try NotebookReplay($0) }
            let writer = ReportWriter(options: reports, isJSON: options.json)
            writer.begin()
            let style = Playing.Style(showsProgress: !options.quiet, progressLines: false, isJSON: options.json)
            let playing = Playing(replays, jobs: options.jobs, style: style)
            play(playing, replays)
            try writer.end(playing.reports)
            let updated = update && playing.errors.isEmpty ? try updateNotebooks(playing) : []
            try playing.finish { $0.isFailure && !updated.contains($0.cell.file + $0.cell.id) }
        }
    }

    private func play(_ playing: Playing, _ replays: [NotebookReplay]) {
        let texts = replays.map { TextReport(cells: $0.cells, isColored: options.isColored) }
        playing.play { index, event, console in
            Transcript(console: console, isQuiet: options.json || !showOutput, leavesErrors: true).show(event)
            guard case .ended(let cell) = event, !options.json, !options.quiet || cell.isFailure else { return }
            console.print(texts[index].text(cell))
        } onEnd: { index, report, console in
            if !options.json { console.print((options.quiet ? "" : "\n") + texts[index].summary(report)) }
            return !options.failFast || !report.cells.contains(where: \.isFailure)
        }
    }

    /// - Returns: the cells, by file and id, that are now as expected.
    private func updateNotebooks(_ playing: Playing) throws -> Set<String> {
        var done = Set<String>()
        let notebooks = Dictionary(playing.batch.replays.map { ($0.notebook.path, $0.notebook) }) { first, _ in first }
        for report in playing.reports {
            guard let notebook = notebooks[report.notebook] else { continue }
            let update = NotebookUpdate(report)
            try update.write(to: notebook)
            let console = Console()
            for (cell, what) in update.changed {
                console.note("updated \(cell.label): \(what.joined(separator: ", "))")
            }
            for (cell, what) in update.left {
                console.note("left as it is, \(cell.label): \(what.joined(separator: ", "))")
            }
            let left = Set(update.left.map(\.cell.id))
            for cell in report.cells where !left.contains(cell.cell.id) { done.insert(cell.cell.file + cell.cell.id) }
        }
        return done
    }
}

/// How stored outputs are compared.
struct ComparisonOptions: ParsableArguments {
    @Option(help: "How far numbers in stored outputs may differ, as a part of the expected one.")
    var rtol = Tolerance.standard.rtol

    @Option(help: "How far they may differ at least.")
    var atol = Tolerance.standard.atol

    @Option(
        help: ArgumentHelp(
            "Rules for stored outputs: '[name]', 'regex: …', 'replace: …' lines; again for another file.",
            valueName: "file"),
        completion: .file())
    var sanitize: [String] = []

    func stored() throws -> StoredComparison {
        StoredComparison(
            tolerance: Tolerance(rtol: rtol, atol: atol), sanitizers: try sanitize.flatMap { try Sanitizer.read($0) })
    }

    func validate() throws {
        if !(rtol >= 0) || !(atol >= 0) { throw ValidationError("--rtol and --atol must be 0 or more") }
    }
}
