import ArgumentParser
import Foundation
import Grading
import Notebook

struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the students' version of a lab.",
        discussion: """
            What stands between the START and END marks of solution cells becomes a stub; hidden cells go, with all that they expect; \
            outputs go. Beside the notebook stands a manifest of its cells. Refused with exit code 1: a lab whose own solution does \
            not pass every check, whose stubs earn points, or in whose version a hidden value could be read. The lab is played for \
            that, here and without a sandbox.
            """)

    @Argument(help: "The lab as its instructor keeps it, with the solution and all checks.", completion: .file())
    var lab: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file or folder to write.", valueName: "path"), completion: .file())
    var output: String

    @Option(name: .shortAndLong, help: "The form to write. (default: by OUTPUT's ending; without one a folder)")
    var to: Notebook.Format?

    @Option(help: ArgumentHelp("How long a cell may run, unless it says so itself.", valueName: "seconds"))
    var timeout: Double?

    @Flag(help: "Print the manifest.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be more than 0 seconds") }
        if format == nil { throw ValidationError("'\(output)': no form has this ending; give --to FORM") }
    }

    private var format: Notebook.Format? {
        if let to { return to }
        switch Convert.Form(path: output) {
        case .ipynb: return .ipynb
        case .script: return .script
        case .folder: return .folder
        default: return nil
        }
    }

    func run() throws {
        try Failure.reported {
            guard let format else { return }
            let console = Console()
            let lab = try Lab(lab)
            try refuseOverwriting(lab)
            let trial = ReleaseTrial(lab, timeLimit: timeout) { if !quiet { console.note($0) } }
            let release = try trial.release()
            let manifest = try release.write(to: output, as: format)
            if !quiet { console.note("wrote \(output) and \(manifest)") }
            if json { console.print(release.manifest.line) }
        }
    }

    /// The lab itself is the one file that must not be lost.
    private func refuseOverwriting(_ lab: Lab) throws {
        let paths = [lab.notebook.path, output].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
        guard paths[0] == paths[1] else { return }
        throw NotebookError(
            "this is the lab itself", family: .unwritable, file: output, advice: "give another file or folder")
    }
}

extension Notebook.Format: ExpressibleByArgument {}
