import CellKit
import CellSyntax
import Checks
import Engine
import Foundation
import Notebook

/// Grades submissions to one lab. The lab's cells are compiled when it is made; ``grade(_:)`` may be called from several threads.
public final class Grader: @unchecked Sendable {
    private var plan: GradingPlan
    private let lab: LabBuild
    private let settings: GradingSettings
    public let stop: GradingStop

    /// Compiles the lab and lets the reference solution go the way that submissions go.
    ///
    /// - Throws: ``GradingError`` where the lab does not compile, or its own solution does not pass its checks; ``SandboxError`` where
    ///   the sandbox does not start.
    public init(_ notebook: Notebook, settings: GradingSettings, stop: GradingStop = GradingStop()) throws {
        plan = try GradingPlan(notebook)
        self.settings = settings
        self.stop = stop
        try settings.sandbox?.start()
        lab = try LabBuild(plan, timeLimit: settings.timeLimit)
        try rehearse()
    }

    /// The reference in the student's place: passes that leave out too much take all cells; what fails then is the lab's mistake.
    private func rehearse() throws {
        for (index, pass) in plan.passes.enumerated() {
            if try firstToFail(in: pass) == nil { continue }
            let whole = plan.whole(pass)
            if let (check, why) = try firstToFail(in: whole) {
                throw GradingError(
                    "\(check.file):\(check.firstLine): the lab's own solution does not pass '\(check.label)': \(why)",
                    advice: "'cellist check' on the lab shows what differs; nothing was graded")
            }
            plan.replace(whole, at: index)
        }
    }

    private func firstToFail(in pass: GradingPlan.Pass) throws -> (Cell, String)? {
        let result = try run(pass, students: [:], variation: nil)
        for check in plan.cells where pass.checks.contains(check.id) {
            guard let outcome = result.outcomes[check.id] else { return (check, "it did not run") }
            let isAlone = outcome.outcome.printed == outcome.outcome.stdout
            if isAlone { plan.printAlone.insert(check.id) } else { plan.printAlone.remove(check.id) }
            let verdict = judge(outcome.outcome, of: check)
            if !verdict.passed {
                return (check, verdict.checks.first { !$0.passed }?.message ?? outcome.outcome.error?.message ?? "")
            }
        }
        return nil
    }

    private func run(
        _ pass: GradingPlan.Pass, students: [String: CompiledCell], variation: String?
    ) throws -> PassResult {
        try PassRun(
            plan: plan, lab: lab, pass: pass, configuration: settings.configuration(variation: variation),
            students: students, stop: stop
        ).run()
    }

    // MARK: One submission

    /// What one submission earned. Nothing that it does is an error: where there is no verdict there are no points, and its status says
    /// that a person must look.
    ///
    /// - Throws: ``GradingInterrupted`` where it was stopped.
    public func grade(_ submission: StudentCells) throws -> SubmissionGrade {
        try DeepStack.run { try self.gradeHere(submission) }
    }

    private func gradeHere(_ submission: StudentCells) throws -> SubmissionGrade {
        let start = ContinuousClock.now
        var result = SubmissionGrade(student: submission.student, notes: submission.notes)
        do {
            let folder = try TemporaryFolder()
            let compiled = try compile(submission, into: &result, folder: folder.path)
            for pass in plan.passes { try take(pass, submission, compiled, &result) }
        } catch let error as GradingInterrupted {
            throw error
        } catch {
            if stop.isThrown { throw GradingInterrupted() }
            result.status = .review
            result.notes.append("not graded to its end: \(error)")
        }
        addMissingChecks(&result)
        result.seconds = (ContinuousClock.now - start) / .seconds(1)
        return result
    }

    /// The student's cells that compiled, by id.
    private func compile(
        _ submission: StudentCells, into grade: inout SubmissionGrade, folder: String
    ) throws -> [String: CompiledCell] {
        var compiled: [String: CompiledCell] = [:]
        for cell in plan.solutions {
            if stop.isThrown { throw GradingInterrupted() }
            var result = SolutionResult(cell: cell.id, name: cell.label, ran: false)
            do {
                let own = try compile(cell, submission, folder: folder)
                compiled[cell.id] = own
                if !own.missing.isEmpty { result.message = Self.message(missing: own.missing) }
            } catch let refusal as Refusal {
                result.message = refusal.message
                if let note = refusal.note {
                    grade.status = .review
                    grade.notes.append(note)
                }
            }
            grade.solutions.append(result)
        }
        return compiled
    }

    /// 256 KiB: a hundred times what students write. How deep a text can be nested is bounded by its length.
    private static let longestCell = 256 << 10

    /// Why a cell is not run.
    private struct Refusal: Error {
        var message: String
        /// What a person must look at.
        var note: String?
    }

    private func compile(_ cell: Cell, _ submission: StudentCells, folder: String) throws -> CompiledCell {
        if let why = submission.refused[cell.id] { throw Refusal(message: why) }
        guard let text = submission.cells[cell.id] else {
            throw Refusal(message: "the submission has no cell '\(cell.id)'")
        }
        guard text.text.utf8.count <= Self.longestCell else {
            throw Refusal(message: "the cell has more than \(Self.longestCell >> 10) KiB of text")
        }
        // What the parser does not read may hold anything.
        if let nesting = DeepNesting.first(in: text.text) {
            throw Refusal(message: "\(text.place(ofLine: nesting.line)): the text is nested too deeply to be read")
        }
        if let forbidden = ForbiddenCode.all(in: text.text).first {
            let place = text.place(ofLine: forbidden.line)
            throw Refusal(message: "\(place): '\(forbidden.what)' is not allowed in a graded cell")
        }
        let source = CellSource(
            id: cell.id, text: text.text, file: text.file,
            timeLimit: cell.options.timeout.map { .seconds($0) } ?? settings.timeLimit)
        let place = "\(folder)/\(cell.id)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        switch try lab.build.compile(
            source, inPlaceOf: cell.id, folder: place, timeLimit: settings.compileLimit, launcher: settings.launcher)
        {
        case .failure(let failure): throw Refusal(message: Self.message(failure.outcome, text))
        case .success(let compiled):
            if let foreign = compiled.foreignConformances.first {
                throw Refusal(
                    message: "'extension \(foreign)' is not allowed in a graded cell: it changes how other code works")
            }
            if let difference = compiled.layoutDifferences.first {
                throw Refusal(
                    message:
                        "\(difference); the lab's other cells were compiled for the lab's own '\(difference.type)'",
                    note: "'\(cell.label)' was not run: \(difference)")
            }
            return compiled
        }
    }

    private static func message(missing: [String]) -> String {
        GradeText.cut(
            "the lab's other cells use what is not here, or is here with other types:\n"
                + missing.prefix(10).joined(separator: "\n"))
    }

    /// The compiler's errors on the student's own lines.
    private static func message(_ outcome: Outcome, _ text: StudentCells.Text) -> String {
        let errors = outcome.diagnostics.filter { $0.severity == .error }
        guard !errors.isEmpty else { return GradeText.cut(outcome.error?.message ?? "the cell does not compile") }
        let lines = errors.prefix(20).map { "\(text.place(ofLine: $0.line)): \($0.message)" }
        return GradeText.cut(lines.joined(separator: "\n"))
    }

    // MARK: One pass

    /// A pass that comes to nothing leaves the others alone.
    private func take(
        _ pass: GradingPlan.Pass, _ submission: StudentCells, _ compiled: [String: CompiledCell],
        _ result: inout SubmissionGrade
    ) throws {
        do {
            try grade(pass, submission, compiled, &result)
        } catch let error as EngineError {
            if stop.isThrown { throw GradingInterrupted() }
            result.status = .review
            result.notes.append("no verdict on " + (pass.solution.map { "'\($0)'" } ?? "all together") + ": \(error)")
        }
    }

    private func grade(
        _ pass: GradingPlan.Pass, _ submission: StudentCells, _ compiled: [String: CompiledCell],
        _ grade: inout SubmissionGrade
    ) throws {
        let needed = plan.cells.filter { cell in
            cell.options.role == .solution && (pass.solution == nil || pass.solution == cell.id)
                && pass.cells.contains { plan.cells[$0].id == cell.id }
        }
        if let missing = needed.first(where: { compiled[$0.id] == nil }) {
            for check in plan.cells where pass.checks.contains(check.id) {
                grade.checks.append(
                    checkGrade(
                        check, pass, nil,
                        message: "'\(missing.label)' was not run: it does not compile, is refused, or is missing"))
            }
            return
        }
        let variation = LabBuild.variation(for: submission.student, plan: plan)
        let result = try run(pass, students: compiled, variation: variation)
        let varied = try variedExpectations(of: pass, variation)
        note(result, &grade)
        for check in plan.cells where pass.checks.contains(check.id) {
            let outcome = result.outcomes[check.id]
            if let trouble = outcome?.trouble {
                grade.status = .review
                grade.notes.append(trouble)
            }
            grade.checks.append(checkGrade(varied[check.id] ?? check, pass, outcome))
        }
    }

    /// The checks that vary, with what the reference gives for the same numbers in a run of its own.
    private func variedExpectations(of pass: GradingPlan.Pass, _ variation: String?) throws -> [String: Cell] {
        let varied = plan.cells.filter { pass.checks.contains($0.id) && !$0.options.vary.isEmpty }
        guard !varied.isEmpty else { return [:] }
        let result = try run(pass, students: [:], variation: variation)
        return Dictionary(
            uniqueKeysWithValues: varied.map { cell in
                (cell.id, cell.expecting(result.outcomes[cell.id]?.outcome))
            })
    }

    private func note(_ result: PassResult, _ grade: inout SubmissionGrade) {
        for index in grade.solutions.indices {
            guard let outcome = result.solutions[grade.solutions[index].cell] else { continue }
            grade.solutions[index].ran = grade.solutions[index].ran || outcome.status == .ok
            if let error = outcome.error { grade.solutions[index].message = GradeText.cut(error.message) }
            if grade.solutions[index].output.isEmpty {
                grade.solutions[index].output = GradeText.cut(String(decoding: outcome.stdout, as: UTF8.self))
            }
        }
    }

    private func checkGrade(
        _ cell: Cell, _ pass: GradingPlan.Pass, _ checked: CheckOutcome?, message: String? = nil
    ) -> CheckGrade {
        let verdict = judge(checked?.outcome, of: cell)
        let isTogether = pass.solution == nil
        let worth = isTogether ? cell.options.together ?? 0 : verdict.maxPoints
        let share = verdict.maxPoints > 0 ? verdict.points / verdict.maxPoints : verdict.passed ? 1 : 0
        let hasVerdict = checked != nil && checked?.trouble == nil
        let isHidden = cell.options.role == .hidden
        var grade = CheckGrade(
            cell: cell.id, name: cell.label + (isTogether ? " (all together)" : ""),
            points: hasVerdict ? (share == 1 ? worth : share * worth) : 0, maxPoints: worth,
            passed: hasVerdict && verdict.passed, isHidden: isHidden, seconds: checked?.outcome.runSeconds ?? 0)
        guard !grade.passed else { return grade }
        grade.hint = cell.options.hints.first
        grade.message = message ?? Self.message(verdict, checked?.outcome, isHidden: isHidden)
        return grade
    }

    /// What the student may read: of a hidden check neither what it expects nor what came.
    private static func message(_ verdict: Verdict, _ outcome: Outcome?, isHidden: Bool) -> String {
        if isHidden {
            return outcome?.status == .timeout
                ? "a hidden check ran out of its time" : "not what the hidden check expects"
        }
        if let error = outcome?.error { return GradeText.cut("\(error.name): \(error.message)") }
        let complaints = verdict.checks.filter { !$0.passed }.map(\.message)
        return GradeText.cut(complaints.joined(separator: "\n"))
    }

    /// What a submission gets that could not be read: nothing, and a person must look.
    func ungraded(_ student: String) -> SubmissionGrade {
        var grade = SubmissionGrade(student: student, status: .review)
        addMissingChecks(&grade)
        return grade
    }

    /// A check without a verdict is there too, with no points.
    private func addMissingChecks(_ grade: inout SubmissionGrade) {
        let graded = Set(grade.checks.map { $0.cell + "\0" + $0.name })
        for pass in plan.passes {
            for check in plan.cells where pass.checks.contains(check.id) {
                let missing = checkGrade(check, pass, nil, message: "there is no verdict")
                if !graded.contains(missing.cell + "\0" + missing.name) { grade.checks.append(missing) }
            }
        }
    }
}
