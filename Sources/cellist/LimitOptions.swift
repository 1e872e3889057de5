import ArgumentParser
import Engine

/// What cells may use, for all verbs that run cells.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How much memory the cells may use together.", valueName: "MiB"))
    var memory: Int?

    @Option(help: ArgumentHelp("How much processor time a cell may use.", valueName: "seconds"))
    var cpuTime: Double?

    @Option(
        help: ArgumentHelp(
            "How much a cell may print; 0 for no limit. (default: \(ResourceLimits.defaultOutput >> 20))",
            valueName: "MiB"))
    var outputLimit: Int?

    @Option(help: ArgumentHelp("How many files the cells may have open.", valueName: "number"))
    var openFiles: Int?

    @Option(help: ArgumentHelp("How many processes the cells may have running.", valueName: "number"))
    var processes: Int?

    var limits: ResourceLimits {
        var limits = ResourceLimits(
            memory: memory.map { $0 << 20 }, cpuTime: cpuTime.map { .seconds($0) }, openFiles: openFiles,
            processes: processes)
        if let outputLimit { limits.output = outputLimit == 0 ? nil : outputLimit << 20 }
        return limits
    }

    /// The same as words of a command line.
    var words: [String] {
        let options: [(String, String?)] = [
            ("--memory", memory.map(String.init)), ("--cpu-time", cpuTime.map { "\($0)" }),
            ("--output-limit", outputLimit.map(String.init)), ("--open-files", openFiles.map(String.init)),
            ("--processes", processes.map(String.init)),
        ]
        return options.flatMap { name, value in value.map { [name, $0] } ?? [] }
    }

    func validate() throws {
        try require("--memory", memory, atLeast: 512, "MiB: Swift's runtime and its libraries take part of it")
        try require("--output-limit", outputLimit, atLeast: 0, "MiB")
        try require("--open-files", openFiles, atLeast: 32, "files: the session itself has some open")
        try require("--processes", processes, atLeast: 0, "processes")
        if let cpuTime, !(cpuTime > 0) { throw ValidationError("--cpu-time must be more than 0 seconds") }
    }

    private func require(_ option: String, _ value: Int?, atLeast least: Int, _ unit: String) throws {
        guard let value, value < least || value > 1 << 40 else { return }
        throw ValidationError("\(option) must be at least \(least) \(unit)")
    }
}
