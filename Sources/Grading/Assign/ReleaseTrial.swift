import Foundation
import Notebook
import Replay
import Reports

/// Plays a lab before it is given out: as its author wrote it, and with stubs.
public struct ReleaseTrial {
    private let lab: Lab
    private let options: Player.Options
    /// Told what is going on.
    private let onStep: (String) -> Void

    /// - Parameter timeLimit: in seconds, for cells that set none.
    public init(_ lab: Lab, timeLimit: Double? = nil, onStep: @escaping (String) -> Void = { _ in }) {
        self.lab = lab
        var options = Player.Options(checks: true, timeLimit: timeLimit.map { .seconds($0) })
        options.stopsAtFailure = false
        self.options = options
        self.onStep = onStep
    }

    /// The student's version, if the lab may be given out.
    ///
    /// - Throws: ``AssignError`` with all that stands against it; ``NotebookError``, ``EngineError``.
    public func release() throws -> Release {
        onStep("playing '\(lab.name)' as it is")
        let reference = try play(lab.notebook)
        try refuse(
            reference.cells.filter(\.isFailure).map { "the reference does not pass '\($0.cell.label)': \(why($0))" })
        let ungraded = lab.checks.filter(\.expectsNothing)
        try refuse(ungraded.map { "'\($0.label)' has points and expects nothing: it passes whatever a student writes" })
        try refuse(
            lab.namesOnlyHiddenCellsMake.map {
                "'\($0.user.label)' uses '\($0.name)', which only the hidden cell '\($0.hidden.label)' makes"
            })
        let stubs = try stubs()
        let release = Release(lab, stubs: stubs)
        try refuse(LeakSearch(lab).leaks(in: release))
        return release
    }

    /// For each solution cell the first stub that compiles, none of which earns a point.
    private func stubs() throws -> [String: Stub] {
        var stubs: [String: Stub] = [:]
        for solution in lab.solutions { stubs[solution.cell.id] = Stub.candidates(for: solution)[0] }
        while true {
            onStep("playing it with stubs")
            let report = try play(notebook(stubs))
            var hasChanged = false
            for solution in lab.solutions {
                guard let failure = try compileFailure(of: solution, stubs, in: report) else { continue }
                stubs[solution.cell.id] = try next(after: stubs[solution.cell.id], for: solution, failure)
                hasChanged = true
            }
            guard !hasChanged else { continue }
            let checks = report.cells.filter { $0.cell.isGraded && ($0.verdict.passed || $0.verdict.points > 0) }
            try refuse(
                checks.filter { $0.cell.options.points ?? 0 > 0 }.map {
                    "'\($0.cell.label)' gives \(FeedbackText.points($0.verdict.points)) points to a student who wrote nothing"
                })
            return stubs
        }
    }

    private func notebook(_ stubs: [String: Stub]) -> Notebook {
        var notebook = lab.notebook
        for index in notebook.cells.indices {
            guard let solution = lab.solution(notebook.cells[index].id), let stub = stubs[solution.cell.id] else {
                continue
            }
            notebook.cells[index] = solution.stubbed(stub)
        }
        return notebook
    }

    /// What the compiler says against a cell's stub. A cell that lacks what an earlier stub would have made is tried with the reference
    /// in all other cells.
    private func compileFailure(
        of solution: SolutionCell, _ stubs: [String: Stub], in report: NotebookReport
    ) throws -> String? {
        let id = solution.cell.id
        guard var own = report.cells.first(where: { $0.cell.id == id }) else { return nil }
        if own.outcome == nil {
            var alone = notebook(stubs.filter { $0.key == id })
            if let index = alone.cells.firstIndex(where: { $0.id == id }) { alone.cells.removeSubrange((index + 1)...) }
            guard let again = try play(alone).cells.last else { return nil }
            own = again
        }
        guard let error = own.outcome?.error, error.kind == .compile else { return nil }
        return error.message
    }

    private func next(after stub: Stub?, for solution: SolutionCell, _ failure: String) throws -> Stub {
        let candidates = Stub.candidates(for: solution)
        if let index = candidates.firstIndex(where: { $0 == stub }), index + 1 < candidates.count {
            return candidates[index + 1]
        }
        let what = solution.stubs == nil ? "neither a trap nor nothing compiles" : "the stub does not compile"
        throw AssignError(
            lab: lab.notebook.path,
            reasons: [
                "in '\(solution.cell.label)' \(what): \(failure); give a text that does with the option 'stub', "
                    + "one for each region"
            ])
    }

    private func play(_ notebook: Notebook) throws -> NotebookReport {
        try Player(notebook, options: options).play()
    }

    private func why(_ report: CellReport) -> String {
        if let missing = report.missing { return "it needs \(missing)" }
        if let error = report.outcome?.error { return error.message }
        return report.verdict.checks.first { !$0.passed }?.message ?? report.verdict.status.rawValue
    }

    private func refuse(_ reasons: [String]) throws {
        if !reasons.isEmpty { throw AssignError(lab: lab.notebook.path, reasons: reasons) }
    }
}

/// Why a lab is not given out.
public struct AssignError: Error, Sendable, Hashable, CustomStringConvertible {
    public var lab: String
    public var reasons: [String]

    public var description: String {
        (["\(lab): the lab is not given out"] + reasons.map { "  \($0.replacing("\n", with: "\n    "))" })
            .joined(separator: "\n")
    }
}
