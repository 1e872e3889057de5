import CellKit
import Checks
import Engine
import Foundation
import Notebook

/// What one way through the notebook came to.
struct PassResult {
    /// Of the checks that were to be judged, by id.
    var outcomes: [String: CheckOutcome] = [:]
    /// Of the student's own cells, by id.
    var solutions: [String: Outcome] = [:]
}

/// What a check's cell came to.
struct CheckOutcome {
    var outcome: Outcome
    /// Why there is nothing to judge by: then a person must look.
    var trouble: String?
}

/// Runs the cells of a pass in a session of its own.
struct PassRun {
    let plan: GradingPlan
    let lab: LabBuild
    let pass: GradingPlan.Pass
    let configuration: SessionConfiguration
    /// The student's cells, by id.
    var students: [String: CompiledCell] = [:]
    let stop: GradingStop

    /// - Throws: ``EngineError`` when the machine fails; whatever cells do is in the result.
    func run() throws -> PassResult {
        let session = try Session(configuration: configuration)
        let key = stop.add(session.interruption)
        defer {
            stop.remove(key)
            session.close()
        }
        var progress = Progress()
        for index in pass.cells {
            if stop.isThrown { throw GradingInterrupted() }
            try take(index, in: session, &progress)
        }
        return progress.result
    }

    private struct Progress {
        var result = PassResult()
        /// Cells that did not run to their end, by index, and why.
        var failed: [Int: String] = [:]
    }

    private func take(_ index: Int, in session: Session, _ progress: inout Progress) throws {
        let cell = plan.cells[index]
        let isJudged = pass.checks.contains(cell.id)
        if let cause = plan.cause(of: index, among: Set(progress.failed.keys)) {
            let why = progress.failed[cause] ?? ""
            progress.failed[index] = why
            if isJudged { progress.result.outcomes[cell.id] = failure(why, progress) }
            return
        }
        let student = isStudents(cell) ? students[cell.id] : nil
        let outcome: Outcome
        if isJudged {
            let checked = try check(cell, lab.cells[index], in: session)
            progress.result.outcomes[cell.id] = checked
            outcome = checked.outcome
        } else {
            outcome = try session.run(student ?? lab.cells[index]).streamSafe
        }
        if student != nil { progress.result.solutions[cell.id] = outcome }
        if outcome.status != .ok, !cell.mayFail {
            progress.failed[index] = "'\(cell.label)' failed: \(outcome.error?.message ?? "")"
        }
    }

    private func isStudents(_ cell: Cell) -> Bool {
        cell.options.role == .solution && (pass.solution == nil || pass.solution == cell.id)
    }

    /// A check whose turn did not come. What fails before any cell of the student's has run is not the student's doing.
    private func failure(_ why: String, _ progress: Progress) -> CheckOutcome {
        let error = CellError(kind: .thrown, name: "NotRun", message: why)
        let isStudents = !progress.result.solutions.isEmpty
        return CheckOutcome(
            outcome: Outcome(status: .error, error: error), trouble: isStudents ? nil : "the lab's own cells: \(why)")
    }

    private func check(_ cell: Cell, _ compiled: CompiledCell, in session: Session) throws -> CheckOutcome {
        do {
            return try read(cell, compiled, in: session)
        } catch let error as EngineError {
            if stop.isThrown { throw GradingInterrupted() }
            // What cells did to their own process: they have no verdict, and whoever comes after them begins anew.
            let outcome = Outcome(status: .error, error: CellError(kind: .lost, name: "Lost", message: "\(error)"))
            return CheckOutcome(outcome: outcome, trouble: "'\(cell.label)' came to no verdict: \(error)")
        }
    }

    private func read(_ cell: Cell, _ compiled: CompiledCell, in session: Session) throws -> CheckOutcome {
        var outcome = try session.run(compiled).streamSafe
        // What cells of the student's give under a name is their affair: only what is asked for afterwards counts.
        outcome.values = [:]
        if plan.printAlone.contains(cell.id) { outcome.stdout = outcome.printed }
        guard outcome.status == .ok else {
            let isLost = outcome.error?.kind == .lost
            return CheckOutcome(outcome: outcome, trouble: isLost ? "the session was lost in '\(cell.label)'" : nil)
        }
        guard let probe = lab.probes[cell.id] else { return CheckOutcome(outcome: outcome) }
        if configuration.launcher.isConfined { try session.goOnAlone() }
        let (values, repeated) = try session.values(by: probe)
        outcome.values = values.filter { !repeated.contains($0.key) }
        let trouble =
            !repeated.isEmpty
            ? "'\(cell.label)' gave more than one value for \(repeated.sorted().joined(separator: ", "))"
            : values.isEmpty ? "'\(cell.label)' ran to its end and gave no value" : nil
        return CheckOutcome(outcome: outcome, trouble: trouble)
    }
}

extension Outcome {
    /// What was printed, fit for being compared. Messages and values have been made so where they came in.
    fileprivate var streamSafe: Outcome {
        var outcome = self
        outcome.stdout = StreamSafeText.data(stdout)
        outcome.stderr = StreamSafeText.data(stderr)
        return outcome
    }
}

/// Thrown where Ctrl-C ends the grading.
struct GradingInterrupted: Error {}

/// Ctrl-C for all sessions that run.
public final class GradingStop: @unchecked Sendable {
    private let lock = NSLock()
    private var stops: [Int: @Sendable () -> Void] = [:]
    private var count = 0
    private var thrown = false

    public init() {}

    public var isThrown: Bool { lock.withLock { thrown } }

    public func interrupt() {
        let all = lock.withLock {
            thrown = true
            return Array(stops.values)
        }
        for stop in all { stop() }
    }

    func add(_ stop: @escaping @Sendable () -> Void) -> Int {
        lock.withLock {
            count += 1
            stops[count] = stop
            return count
        }
    }

    func remove(_ key: Int) { lock.withLock { stops[key] = nil } }
}
