import ArgumentParser
import Engine

/// How cells are run, for the verbs that play notebooks and for the kernel.
struct CellRunOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How long a cell may run, unless it says so itself.", valueName: "seconds"))
    var timeout: Double?

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(
        help: ArgumentHelp(
            """
            How cells are compiled and run: 'optimize=speed', 'size' or 'none'; 'define=NAME' for '#if'; 'env=NAME=VALUE'. \
            Again for another.
            """, valueName: "name=value"))
    var kernelOpt: [KernelOption] = []

    var timeLimit: Duration? { timeout.map { .seconds($0) } }

    func set(_ compiler: inout CompilerOptions, _ environment: inout [String: String]) {
        for option in kernelOpt { option.set(&compiler, &environment) }
    }

    /// The same as words of a command line.
    var words: [String] {
        (timeout.map { ["--timeout", "\($0)"] } ?? []) + limits.words
            + kernelOpt.flatMap { ["--kernel-opt", $0.argument] }
    }

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be more than 0 seconds") }
    }
}
