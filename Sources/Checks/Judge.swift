import Engine
import Notebook

/// Says whether `cell` did what its options expect, from what came of it.
///
/// A cell without expectations passes when it ran to its end, or may fail. A cell that failed although nothing expected it to
/// fails all its checks. Points are shared equally among the checks that do not name their own.
///
/// - Parameter outcome: nil when the cell did not run.
public func judge(_ outcome: Outcome?, of cell: Cell) -> Verdict {
    let expectation = cell.options.expect
    let checks = expectation?.checks ?? []
    guard let outcome else {
        return verdict(.skipped, checks.map { CheckResult($0.name, complaint: "the cell did not run") }, cell)
    }
    if outcome.status != .ok, !(cell.mayFail && outcome.failedByItself) {
        let reason = outcome.failure
        return verdict(outcome.failureStatus, checks.map { CheckResult($0.name, complaint: reason) }, cell)
    }
    let results = checks.map { CheckResult($0.name, complaint: $0.complaint(outcome)) }
    return verdict(results.allSatisfy(\.passed) ? .passed : .failed, results, cell)
}

/// Says whether `cell`, which has no expectations of its own, gave what the notebook holds as its outputs.
///
/// - Parameter outputs: what it gave, as nbformat's output objects.
public func judge(_ outcome: Outcome?, of cell: Cell, outputs: [JSON], stored: StoredComparison) -> Verdict {
    let checks = stored.checks(of: cell, got: outputs)
    guard let outcome else {
        return verdict(.skipped, checks.map { CheckResult($0.name, complaint: "the cell did not run") }, cell)
    }
    // A cell that is stored with an error should fail with it again.
    let mayFail = cell.mayFail || stored.expectsError(of: cell)
    if outcome.status != .ok, !(mayFail && outcome.failedByItself) {
        let reason = outcome.failure
        return verdict(outcome.failureStatus, checks.map { CheckResult($0.name, complaint: reason) }, cell)
    }
    let results = checks.map { CheckResult($0.name, complaint: $0.complaint(outcome)) }
    return verdict(results.allSatisfy(\.passed) ? .passed : .failed, results, cell)
}

/// Says whether `cell` ran to its end, or failed where it should, and nothing more: what `run` reports, where `check` judges.
///
/// - Parameter outcome: nil when the cell did not run.
public func judgeRun(_ outcome: Outcome?, of cell: Cell) -> Verdict {
    guard let outcome else { return Verdict(status: .skipped) }
    if outcome.status == .ok { return Verdict(status: .passed) }
    let isAsWanted = cell.options.expect?.error.map { $0.complaint(outcome) == nil } ?? outcome.failedByItself
    return Verdict(status: cell.mayFail && isAsWanted ? .passed : outcome.failureStatus)
}

private func verdict(_ status: Verdict.Status, _ checks: [CheckResult], _ cell: Cell) -> Verdict {
    var verdict = Verdict(status: status, checks: checks, maxPoints: cell.options.points ?? 0)
    verdict.sharePoints(own: cell.options.expect?.ownPoints ?? [:])
    return verdict
}

extension Verdict {
    /// Gives each check its share, and the cell the sum of what passed.
    ///
    /// - Parameter own: what some checks say they are worth, by name. A cell without points of its own is worth their sum.
    mutating func sharePoints(own: [String: Double]) {
        guard !checks.isEmpty else {
            points = passed ? maxPoints : 0
            return
        }
        let named = own.values.reduce(0, +)
        if maxPoints == 0 { maxPoints = named }
        let others = checks.count { own[$0.name] == nil }
        let share = others == 0 ? 0 : max(0, maxPoints - named) / Double(others)
        for index in checks.indices {
            checks[index].maxPoints = own[checks[index].name] ?? share
            checks[index].points = checks[index].passed ? checks[index].maxPoints : 0
        }
        // Shares such as 10/3 do not add up to 10 exactly.
        points = passed ? maxPoints : checks.reduce(0) { $0 + $1.points }
    }
}

extension Cell {
    /// Whether a failure is what its author asked for, by `expect: error` or by Jupyter's tag.
    public var mayFail: Bool {
        options.expect?.error != nil || tags.contains { ["raises-exception", "nbval-raises-exception"].contains($0) }
    }

    /// Whether its author wants it not to run: Jupyter's tag, or nbval's.
    public var isLeftOut: Bool { tags.contains { ["skip-execution", "nbval-skip"].contains($0) } }
}

extension Outcome {
    /// It did not compile, threw, trapped or exited; not stopped from outside by a time limit, an interrupt or a lost worker.
    var failedByItself: Bool {
        guard status == .error else { return false }
        switch error?.kind {
        case .timeout, .interrupt, .lost: return false
        default: return true
        }
    }

    fileprivate var failureStatus: Verdict.Status { status == .timeout ? .timeout : .error }

    /// Why it did not run to its end, in a sentence.
    fileprivate var failure: String {
        switch status {
        case .ok: return "the cell ran to its end"
        case .timeout: return "the cell ran out of its time" + (error.map { ": \($0.message)" } ?? "")
        case .interrupted: return "the cell was interrupted"
        case .error:
            guard let error else { return "the cell failed" }
            let place = error.line.map { " (line \($0))" } ?? ""
            return "the cell failed\(place): \(error.summary)"
        }
    }
}

extension CellError {
    /// Name and message in one: `Fatal error: Index out of range`.
    public var summary: String {
        message.isEmpty || message.hasPrefix(name) ? (message.isEmpty ? name : message) : "\(name): \(message)"
    }
}
