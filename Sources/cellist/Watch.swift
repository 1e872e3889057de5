import ArgumentParser
import Shell

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Play a notebook again from the changed cell whenever a file of it is saved.",
        discussion: """
            The session goes back to before the cell that changed and plays from there; cells before it keep their values. A \
            save while cells run stops them. Ctrl-C ends.
            """)

    @Argument(help: "A folder of cell files, a percent script or an '.ipynb'.", completion: .file())
    var path: String

    @OptionGroup var options: SessionOptions

    func run() throws {
        try Failure.reported { try Watch(path, options.shellOptions(path: path)).run() }
    }
}
