import ArgumentParser
import Foundation
import Notebook
import Replay

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play notebooks, and print or save what their cells give.",
        discussion: """
            Stops at the first cell that fails, unless the cell is expected to. With --output nothing is printed but progress and \
            errors: an '.ipynb' is written, after every cell anew.
            """)

    @OptionGroup var options: PlayOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The '.ipynb' to write, which may be the notebook itself; a folder for several.", valueName: "path"),
        completion: .file())
    var output: String?

    @Flag(
        help:
            "Go on where an earlier run with the same --output stopped. Finished cells run again for what they made, and keep their outputs."
    )
    var resume = false

    @Flag(help: "Go on after cells that fail. The exit code is 1 all the same.")
    var allowErrors = false

    @Flag(name: .shortAndLong, help: "Print what the cells print, with --output too.")
    var showOutput = false

    @Flag(inversion: .prefixedNo, help: "Save when each cell ran.")
    var timing = true

    func validate() throws {
        if resume, output == nil { throw ValidationError("--resume needs --output: the file to go on with") }
        if allowErrors, options.failFast { throw ValidationError("give either --allow-errors or --fail-fast") }
        if let output, options.paths.count == 1, !output.hasSuffix(".ipynb"), !isFolder(output), !isDevice(output),
            !isFolder(options.paths[0])
        {
            throw ValidationError("--output \(output): outputs go into an '.ipynb', or into a folder for several")
        }
    }

    func run() throws {
        try Failure.reported {
            var playerOptions = options.playerOptions(checks: false)
            if allowErrors { playerOptions.stopsAtFailure = false }
            let requests = try outputs(options.requests(playerOptions))
            let replays = try requests.map { try NotebookReplay($0) }
            for replay in replays where replay.finished > 0 { noteResume(replay) }
            // Where the cells' own output is shown, it is the progress.
            let style = Playing.Style(
                showsProgress: !options.quiet, progressLines: output != nil || options.paths.count > 1,
                isJSON: options.json)
            let playing = Playing(replays, jobs: options.jobs, style: style)
            let isQuiet = options.json || (output != nil && !showOutput)
            let labels = replays.map { replay in
                Dictionary(replay.notebook.cells.map { ($0.id, $0.label) }) { first, _ in first }
            }
            playing.play { index, event, console in
                Transcript(console: console, isQuiet: isQuiet, leavesErrors: options.json, labels: labels[index])
                    .show(event)
            } onEnd: { _, report, _ in
                !options.failFast || report.cells.allSatisfy(\.ranAsWanted)
            }
            try playing.finish { !$0.ranAsWanted && !$0.wasLeftOut }
        }
    }

    /// The requests with the files that they fill.
    private func outputs(_ requests: [NotebookReplay.Request]) throws -> [NotebookReplay.Request] {
        guard let output else { return requests }
        let isSingle = requests.count == 1 && !isFolder(output) && !output.hasSuffix("/")
        if !isSingle { try makeFolder(output) }
        var owners: [String: String] = [:]
        return try requests.map { request in
            var request = request
            let name = Notebook(path: request.path, format: .script).name
            let path = isSingle ? output : (output as NSString).appendingPathComponent(name + ".ipynb")
            if let other = owners[path] {
                throw ValidationError("\(other) and \(request.path) would both be written to \(path)")
            }
            owners[path] = request.path
            request.output = path
            request.resumes = resume
            request.recordsTiming = timing
            return request
        }
    }

    private func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw NotebookError(
                "the folder cannot be made", family: .unwritable, file: path, advice: "\(error.localizedDescription)")
        }
    }

    private func noteResume(_ replay: NotebookReplay) {
        let path = replay.notebook.path
        guard !replay.cells.isEmpty else { return Console().note("\(path): all cells are done") }
        Console().note("\(path): \(replay.finished) finished cells run again for what they made; their outputs stay")
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private func isDevice(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }
}
