import Checks
import Engine
import Foundation
import Grading
import Notebook
import Reports

/// One call of `cellist grade`.
final class GradingRun {
    /// A submission that has been read.
    private struct Work: Sendable {
        var submission: Submission
        var content: Submission.Content
    }

    private let options: Grade
    private let console: Console
    private let status: StatusLine
    let stop = GradingStop()
    private(set) var grades: [SubmissionGrade] = []

    init(options: Grade) {
        self.options = options
        status = options.quiet ? StatusLine(isOn: false) : .onTerminal(STDERR_FILENO)
        console = Console(status: status)
    }

    func run() throws {
        let lab = try Lab(options.lab)
        let submissions = try Submission.find(in: options.submissions)
        try makeFolder()
        Interrupts.handle { [stop] in stop.interrupt() }
        let gradebook = try Gradebook(options.output)
        let run = try gradebook.begin(
            Gradebook.RunRequest(lab: lab, isRegrade: options.regrade, isSandboxed: !options.noSandbox))
        let waiting = try takeGraded(submissions, lab, run)
        if !waiting.isEmpty { try grade(waiting, lab, run) }
        status.end()
        guard !stop.isThrown else { return }
        try run.finish()
        try report(lab, gradebook)
    }

    /// Takes over what this or an earlier run has graded; what is left has to be run.
    private func takeGraded(_ submissions: [Submission], _ lab: Lab, _ run: GradebookRun) throws -> [Work] {
        var waiting: [Work] = []
        for submission in submissions {
            let content = try DeepStack.run { submission.content(for: lab) }
            if let grade = try run.grade(of: submission.student, contentHash: content.hash) {
                show(grade)
            } else {
                waiting.append(Work(submission: submission, content: content))
            }
        }
        let count = submissions.count - waiting.count
        if count > 0, !options.quiet {
            console.note("\(count) of \(submissions.count) are graded already: '--regrade' runs them again")
        }
        return waiting
    }

    private func grade(_ waiting: [Work], _ lab: Lab, _ run: GradebookRun) throws {
        if !options.quiet { console.note("compiling \(lab.name) and playing its own solution") }
        let grader = try Grader(lab.notebook, settings: settings(), stop: stop)
        let batch = GradingBatch(grader, jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
        try batch.grade(waiting) {
            $0.submission.student
        } read: { work in
            if let failure = work.content.failure { throw UnreadableSubmission(description: failure) }
            var taken = lab.take(work.content.cells)
            taken.notes = work.content.notes + taken.notes
            return StudentCells(student: work.submission.student, taken: taken)
        } onGrade: { work, graded, progress in
            var grade = graded
            if self.options.noSandbox { grade.notes.append("graded without a sandbox") }
            try run.record(
                grade, contentHash: work.content.hash, path: work.submission.path, submittedAt: work.submission.time)
            self.show(grade)
            self.show(progress)
        }
    }

    private func settings() throws -> GradingSettings {
        let (timeLimit, compileLimit) = (Duration.seconds(options.timeout), Duration.seconds(options.compileTimeout))
        guard !options.noSandbox else {
            console.note("without a sandbox: submissions can read and write all that you can")
            return GradingSettings(sandbox: nil, timeLimit: timeLimit, compileLimit: compileLimit)
        }
        var limits = SandboxLimits()
        limits.memory = options.memory << 20
        let data = [options.lab + "/data"].filter { FileManager.default.fileExists(atPath: $0) } + options.data
        let sandbox = try Sandbox(
            installation: Installation.find(), limits: limits,
            data: data.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
        return GradingSettings(sandbox: sandbox, timeLimit: timeLimit, compileLimit: compileLimit)
    }

    // MARK: What is shown

    private func show(_ grade: SubmissionGrade) {
        grades.append(grade)
        if !options.json { console.print(line(of: grade)) }
    }

    private func show(_ progress: GradingBatch.Progress) {
        guard !options.quiet else { return }
        let text = "\(progress.done) of \(progress.total) graded" + left(progress)
        if status.isOn {
            status.show(text)
        } else {
            console.note(text)
        }
    }

    private func left(_ progress: GradingBatch.Progress) -> String {
        guard progress.done < progress.total, let left = progress.left else { return "" }
        let seconds = Int((left / .seconds(1)).rounded(.up))
        return ", " + (seconds < 100 ? "\(seconds) s" : "\((seconds + 59) / 60) min") + " left"
    }

    private func line(of grade: SubmissionGrade) -> String {
        let points = "\(short(grade.points)) of \(short(grade.maxPoints))"
        let notes = (grade.status == .review ? ["to be looked at"] : []) + grade.notes
        let line = DisplayText.visible(grade.student) + "  " + points
        return notes.isEmpty ? line : line + "  (" + notes.map(DisplayText.visible).joined(separator: "; ") + ")"
    }

    private func short(_ points: Double) -> String {
        abs(points - points.rounded()) < 0.005 ? "\(Int(points.rounded()))" : String(format: "%.2f", points)
    }

    private func report(_ lab: Lab, _ gradebook: Gradebook) throws {
        grades.sort { $0.student < $1.student }
        let report = GradingReport(lab: lab.name, grades: grades, isSandboxed: !options.noSandbox)
        try WholeFile.write(report.json.line + "\n", to: options.output + "/grades.json")
        let standings = try gradebook.standings(gradebook.assignment(lab.name))
        try FeedbackFolder(standings, lab: lab.name).write(to: options.output)
        if let path = options.gradescope, let standing = standings.first {
            try GradescopeResults(standing).write(to: path)
        }
        if options.json { console.print(report.json.line) }
    }

    private func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(atPath: options.output, withIntermediateDirectories: true)
        } catch {
            throw NotebookError(
                "the folder cannot be made", family: .unwritable, file: options.output,
                advice: "\(error.localizedDescription)")
        }
    }
}

/// A submission of which nothing could be read.
private struct UnreadableSubmission: Error, CustomStringConvertible {
    let description: String
}
