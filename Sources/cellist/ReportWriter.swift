import ArgumentParser
import Foundation
import Notebook
import Reports

/// Reports beside the one on the terminal.
struct ReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write a JUnit report.", valueName: "file"), completion: .file())
    var junit: String?

    @Option(help: ArgumentHelp("Write a report to read in a browser.", valueName: "file"), completion: .file())
    var html: String?

    @Flag(help: "Print annotations for a GitHub workflow, and write its step summary.")
    var github = false
}

/// Writes the reports that are asked for.
struct ReportWriter {
    private let options: ReportOptions
    private let fence = GitHubReport.Fence()
    /// Where GitHub's commands go: not between the objects that a program reads.
    private let handle: FileHandle

    init(options: ReportOptions, isJSON: Bool) {
        self.options = options
        handle = isJSON ? .standardError : .standardOutput
    }

    /// Before anything that a cell prints.
    func begin() { if options.github { say(fence.open) } }

    func end(_ reports: [NotebookReport]) throws {
        if let path = options.junit { try WholeFile.write(JUnitReport(reports).xml, to: path) }
        if let path = options.html { try WholeFile.write(HTMLReport(reports).html(), to: path) }
        guard options.github else { return }
        say(fence.close)
        let report = GitHubReport(reports)
        for annotation in report.annotations { say(annotation) }
        if let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty {
            try append(report.summary, to: path)
        }
    }

    private func say(_ line: String) { handle.write(Data((line + "\n").utf8)) }

    /// Steps share the file.
    private func append(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644)
        guard descriptor >= 0 else {
            throw NotebookError("the step summary cannot be written", family: .unwritable, file: path)
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            throw NotebookError("the step summary cannot be written: \(error)", family: .unwritable, file: path)
        }
    }
}
