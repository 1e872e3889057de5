import Checks
import Engine
import Foundation
import Grading
import Notebook

/// One call of `cellist grade`.
final class GradingRun {
    private let options: Grade
    private let console: Console
    private let status: RunningLine?
    let stop = GradingStop()
    private(set) var grades: [SubmissionGrade] = []

    init(options: Grade) {
        self.options = options
        status = options.quiet ? nil : RunningLine()
        console = Console(status: status)
    }

    func run() throws {
        let lab = try Lab(options.lab)
        let submissions = try PlainSubmission.all(in: options.submissions)
        try makeFolder()
        Interrupts.handle { [stop] in stop.interrupt() }
        if !options.quiet { console.note("compiling \(lab.name) and playing its own solution") }
        let grader = try Grader(lab.notebook, settings: settings(), stop: stop)
        let batch = GradingBatch(grader, jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
        try batch.grade(submissions) {
            $0.student
        } read: { submission in
            StudentCells(student: submission.student, taken: lab.take(try submission.cells()))
        } onGrade: { _, grade, progress in
            self.take(grade, progress)
        }
        status?.clear()
        try report(lab)
    }

    private func settings() throws -> GradingSettings {
        guard !options.noSandbox else {
            console.note("without a sandbox: submissions can read and write all that you can")
            return GradingSettings(
                sandbox: nil, timeLimit: .seconds(options.timeout), compileLimit: .seconds(options.compileTimeout))
        }
        var limits = SandboxLimits()
        limits.memory = options.memory << 20
        let data = [options.lab + "/data"].filter { FileManager.default.fileExists(atPath: $0) } + options.data
        let sandbox = try Sandbox(
            installation: Installation.find(), limits: limits,
            data: data.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
        return GradingSettings(
            sandbox: sandbox, timeLimit: .seconds(options.timeout), compileLimit: .seconds(options.compileTimeout))
    }

    private func take(_ graded: SubmissionGrade, _ progress: GradingBatch.Progress) {
        var grade = graded
        if options.noSandbox { grade.notes.append("graded without a sandbox") }
        grades.append(grade)
        if !options.json { console.print(line(of: grade)) }
        guard !options.quiet else { return }
        let text = "\(progress.done) of \(progress.total) graded" + left(progress)
        if let status {
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
        (points * 100).rounded() / 100 == points.rounded() ? "\(Int(points.rounded()))" : String(format: "%.2f", points)
    }

    private func report(_ lab: Lab) throws {
        grades.sort { $0.student < $1.student }
        let report = GradingReport(lab: lab.name, grades: grades, isSandboxed: !options.noSandbox)
        try WholeFile.write(report.json.line + "\n", to: options.output + "/grades.json")
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
