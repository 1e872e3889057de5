import ArgumentParser
import Checks
import Foundation
import Notebook
import Replay
import Reports

/// What the verbs that play notebooks have in common.
struct PlayOptions: ParsableArguments {
    @Argument(
        help: """
            Folders of cell files, percent scripts ('// %%' begins a cell) or '.ipynb's; or folders of notebooks.
            """, completion: .file())
    var paths: [String]

    @Flag(help: "Print one JSON object in place of text; for several notebooks one on each line.")
    var json = false

    @OptionGroup var cells: CellRunOptions

    @Option(help: ArgumentHelp("How long a whole notebook may take.", valueName: "seconds"))
    var totalTimeout: Double?

    @Flag(help: "Compile every cell: neither take compiled cells from earlier runs nor keep any.")
    var isolated = false

    @Option(
        name: [.customShort("p"), .customLong("parameter")],
        help: ArgumentHelp(
            "A value for the cell tagged 'parameters'; again for another.", valueName: "name value"))
    var parameter: [String] = []

    @Option(help: ArgumentHelp("A YAML or JSON file of such values.", valueName: "file"), completion: .file())
    var parameters: String?

    @Option(help: ArgumentHelp("The first cell to play: id, title or number.", valueName: "cell"))
    var from: String?

    @Option(help: ArgumentHelp("The last cell to play.", valueName: "cell"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Play this cell alone; again for another. Earlier cells that it needs run without a word.",
            valueName: "cell"))
    var only: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("How many notebooks play at the same time.", valueName: "n"))
    var jobs = 1

    @Flag(help: "Stop at the first failure.")
    var failFast = false

    @Flag(name: .shortAndLong, help: "No progress, and nothing about what went well.")
    var quiet = false

    @Option(help: "When to use colour.")
    var color = ColorChoice.auto

    /// The notebooks that are meant.
    func notebookPaths() throws -> [String] { try paths.flatMap { try Notebook.paths(at: $0) } }

    func playerOptions(checks: Bool) -> Player.Options {
        var options = Player.Options(checks: checks, timeLimit: cells.timeLimit, limits: cells.limits.limits)
        options.totalLimit = totalTimeout.map { .seconds($0) }
        options.stopsAtFailure = !checks || failFast
        cells.set(&options.compiler, &options.environment)
        if isolated { options.cache = .off }
        return options
    }

    /// One request for each notebook.
    func requests(_ options: Player.Options) throws -> [NotebookReplay.Request] {
        // What the command line says counts over what the file says.
        let settings = try (parameters.map { try ParameterSetting.read($0) } ?? []) + parameter.map(Self.setting)
        return try notebookPaths().map { path in
            var request = NotebookReplay.Request(path: path, options: options)
            request.parameters = settings
            if !only.isEmpty { request.selection = .only(only) }
            if from != nil || to != nil { request.selection = .range(from: from, to: to) }
            return request
        }
    }

    private static func setting(_ word: String) -> ParameterSetting {
        let equals = word.firstIndex(of: "=") ?? word.endIndex
        return ParameterSetting(name: String(word[..<equals]), text: String(word[equals...].dropFirst()))
    }

    var isColored: Bool {
        color.isOn(environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1)
    }

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Missing expected argument '<paths> ...'") }
        if let totalTimeout, !(totalTimeout > 0) {
            throw ValidationError("--total-timeout must be more than 0 seconds")
        }
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if !only.isEmpty, from != nil || to != nil {
            throw ValidationError("give either --only, or --from and --to")
        }
        if let word = parameter.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) {
            throw ValidationError("'-p \(word)': write '-p name value', or '-p name=value'")
        }
    }
}

extension ColorChoice: ExpressibleByArgument {}

/// `-p name value`, as papermill takes it: one option with two words, for which ArgumentParser has no form.
enum ParameterWords {
    /// The words with `-p name=value` in place of `-p name value`.
    static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            result.append(word)
            if word == "--" { break }
            guard word == "-p" || word == "--parameter", let name = rest.first, !name.contains("="), rest.count > 1
            else {
                continue
            }
            result.append(name + "=" + rest[rest.startIndex + 1])
            rest = rest.dropFirst(2)
        }
        return result + rest
    }
}
