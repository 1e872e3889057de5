import ArgumentParser
import Engine
import Foundation
import Grading
import Notebook

struct Grade: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Grade submissions to a lab, each in a sandbox of its own.",
        discussion: """
            Of a submission only what stands between the START and END marks of the lab's solution cells is taken. Each solution \
            cell is graded with the lab's own solution in all other places, so that one mistake costs once; checks with 'together:' \
            run once more with all cells the student's. Exit code 0 when every submission was graded, 1 when a person must look \
            at one.
            """)

    @Argument(help: "The lab as its instructor keeps it, with the solution and all checks.", completion: .file())
    var lab: String

    @Argument(help: "A folder with one folder, script, '.ipynb' or archive a student.", completion: .directory)
    var submissions: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the gradebook, the pages and 'grades.json' go.", valueName: "folder"))
    var output: String

    @Flag(help: "Print one JSON object in place of text.")
    var json = false

    @Option(name: .shortAndLong, help: "How many submissions run at the same time. (default: one for each processor)")
    var jobs: Int?

    @Option(help: ArgumentHelp("How long a cell may run, unless the lab says so.", valueName: "seconds"))
    var timeout = 30.0

    @Option(help: ArgumentHelp("How long the compiler may take for a cell.", valueName: "seconds"))
    var compileTimeout = 30.0

    @Option(help: ArgumentHelp("How much memory a submission may use.", valueName: "MiB"))
    var memory = 2048

    @Option(
        help: ArgumentHelp("A file or folder that cells find beside them; again for another.", valueName: "path"),
        completion: .file())
    var data: [String] = []

    @Flag(help: "Run submissions as your own programs run. Only for submissions that you trust.")
    var noSandbox = false

    @Flag(help: "Run submissions again that have not changed since they were graded with this lab.")
    var regrade = false

    @Option(
        help: ArgumentHelp("Write the first submission's result as Gradescope's 'results.json'.", valueName: "file"))
    var gradescope: String?

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if !(timeout > 0) || !(compileTimeout > 0) { throw ValidationError("a time-out must be more than 0 seconds") }
        if memory < 256 { throw ValidationError("--memory must be at least 256 MiB") }
        for path in data where !FileManager.default.fileExists(atPath: path) {
            throw ValidationError("--data \(path): there is no such file")
        }
    }

    func run() throws {
        try Failure.reported {
            let grading = GradingRun(options: self)
            try grading.run()
            if grading.stop.isThrown { throw Failure.interrupted }
            if grading.grades.contains(where: { $0.status == .review }) { throw Failure.failedCell }
        }
    }
}
