import ArgumentParser
import Shell

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Play a notebook again from the changed cell whenever a file of it is saved.",
        discussion: """
            The session goes back to before the cell that changed; it is played, then what uses it. Other cells keep their \
            verdicts, and run again only when one that is played needs their values. What cells share besides names (files, \
            say) is not seen: 'cellist check' plays all. A save while cells run stops them. Ctrl-C ends.
            """)

    @Argument(help: "A folder of cell files, a percent script or an '.ipynb'.", completion: .file())
    var path: String

    @OptionGroup var options: SessionOptions

    func run() throws {
        try Failure.reported { try Watch(path, options.shellOptions(path: path)).run() }
    }
}
