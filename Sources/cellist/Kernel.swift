import ArgumentParser
import Engine
import Foundation
import JupyterKernel
import Notebook

struct KernelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel",
        abstract: "Run the cells of Jupyter's front ends: JupyterLab, nbconvert, Visual Studio Code.",
        discussion: """
            'cellist kernel install' tells Jupyter of it, once. Jupyter then starts 'cellist kernel FILE' for each notebook whose \
            kernel is "Swift (Cellist)".
            """,
        subcommands: [Start.self, Install.self, Uninstall.self], defaultSubcommand: Start.self)

    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serve one front end until it says that it is done. Jupyter starts it so.")

        @Argument(
            help: ArgumentHelp("The file in which Jupyter says where it listens.", valueName: "connection-file"),
            completion: .file())
        var connectionFile: String

        @OptionGroup var options: KernelOptions

        func run() throws {
            try Failure.reported {
                try Kernel(connectionFile: connectionFile, options: options.kernelOptions).run()
            }
        }
    }

    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell Jupyter of the kernel.",
            discussion: """
                Writes PLACE/kernels/NAME/kernel.json, which names this program by its path. The other options are those that \
                the kernel is started with each time.
                """)

        @OptionGroup var place: KernelPlace
        @OptionGroup var options: KernelOptions

        @Option(help: ArgumentHelp("What people see.", valueName: "text"))
        var displayName = Notebook.kernelDisplayName

        func run() throws {
            try Failure.reported {
                let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
                // Jupyter may be started where this variable is not set.
                let variables = ["CELLIST_TOOLCHAIN", "CELLIST_CACHE"]
                let environment = ProcessInfo.processInfo.environment.filter { variables.contains($0.key) }
                let spec = KernelSpec(
                    name: place.name, displayName: displayName, program: program, arguments: options.words,
                    environment: environment)
                Console().print("installed in \(try spec.install(in: try place.place))")
            }
        }
    }

    struct Uninstall: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove what 'install' wrote.")

        @OptionGroup var place: KernelPlace

        func run() throws {
            try Failure.reported {
                Console().print("removed \(try KernelSpec.uninstall(place.name, from: try place.place))")
            }
        }
    }
}

/// Which of Jupyter's folders is meant; the options are those of `python -m ipykernel install`.
struct KernelPlace: ParsableArguments {
    @Flag(help: "The user's own folder; so it is without an option, too.")
    var user = false

    @Flag(help: "The folder of the active Python environment (VIRTUAL_ENV, CONDA_PREFIX).")
    var sysPrefix = false

    @Option(help: ArgumentHelp("PREFIX/share/jupyter.", valueName: "prefix"), completion: .directory)
    var prefix: String?

    @Option(help: ArgumentHelp("By which notebooks name the kernel.", valueName: "name"))
    var name = Notebook.kernelName

    var place: KernelSpec.Place {
        get throws {
            if let prefix { return .prefix(prefix) }
            return sysPrefix ? try .activeEnvironment() : .user
        }
    }

    func validate() throws {
        if [user, sysPrefix, prefix != nil].count(where: \.self) > 1 {
            throw ValidationError("give one of --user, --sys-prefix and --prefix")
        }
        // What Jupyter takes for a kernel's name.
        if name.wholeMatch(of: /[A-Za-z0-9._-]+/) == nil || name.hasPrefix(".") {
            throw ValidationError("--name '\(name)': use letters a-z, digits, '.', '-' and '_'")
        }
    }
}

/// How a kernel runs cells, and what it says of it.
struct KernelOptions: ParsableArguments {
    @OptionGroup var cells: CellRunOptions

    @Flag(help: "Tell each message that comes on standard error.")
    var verbose = false

    var kernelOptions: Kernel.Options {
        var session = SessionConfiguration(limits: cells.limits.limits)
        cells.set(&session.compiler, &session.environment)
        return Kernel.Options(
            version: Cellist.configuration.version, timeLimit: cells.timeLimit, session: session, isVerbose: verbose)
    }

    /// The same as words of a command line.
    var words: [String] { cells.words + (verbose ? ["--verbose"] : []) }
}
