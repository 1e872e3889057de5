import CellSyntax
import Checks
import Crypto
import Engine
import Foundation
import Notebook

/// The instructor's cells, compiled once for all submissions, and the pieces that read the values which checks ask for.
final class LabBuild {
    let build: CellBuild
    /// By index in the plan.
    private(set) var cells: [CompiledCell] = []
    /// For each check the piece that reads its values.
    private(set) var probes: [String: CompiledCell] = [:]

    /// - Throws: ``GradingError`` where a cell of the lab does not compile.
    init(_ plan: GradingPlan, timeLimit: Duration, cache: SessionConfiguration.Cache = .standard) throws {
        build = try CellBuild(cache: cache)
        for cell in plan.cells {
            let isSolution = cell.options.role == .solution
            var source = CellSource(
                id: cell.id, text: try Self.text(of: cell), file: cell.file, firstLine: cell.firstLine,
                timeLimit: cell.options.timeout.map { .seconds($0) } ?? timeLimit)
            // What a check prints is told from what the student's functions print.
            source.tellsPrints = !isSolution
            switch try build.add(source, keepsSite: isSolution, isHidden: cell.options.role == .hidden) {
            case .failure(let failure): throw Self.error(cell, failure)
            case .success(let compiled): cells.append(compiled)
            }
            if cell.isCheck { try addProbe(cell) }
        }
        try build.readUsualModules()
    }

    private func addProbe(_ cell: Cell) throws {
        guard let names = cell.options.expect?.valueNames, !names.isEmpty else { return }
        guard let probe = try build.probe(names) else {
            throw GradingError(
                "\(cell.file): the values that '\(cell.label)' expects cannot be read: \(names.joined(separator: ", "))",
                advice: "each must be an expression that compiles after the cell")
        }
        probes[cell.id] = probe
    }

    private static func error(_ cell: Cell, _ failure: CellBuild.Failure) -> GradingError {
        let error = failure.outcome.error
        return GradingError(
            "\(error?.file ?? cell.file):\(error?.line ?? cell.firstLine): the lab's own cell '\(cell.label)' does not compile: "
                + (error?.message ?? ""), advice: "'cellist check' on the lab shows all of it")
    }

    /// A check that varies calls for its numbers.
    private static func text(of cell: Cell) throws -> String {
        guard cell.isCheck, !cell.options.vary.isEmpty else { return cell.text }
        do {
            return try ParameterCell(cell.text).varying(cell.options.vary)
        } catch let error as ParameterError {
            throw GradingError("\(cell.file):\(cell.firstLine): \(error.message)", advice: error.advice)
        }
    }

    /// The numbers that vary, for one student: the same each time the same lab is graded, and unknown to who has not all of the
    /// lab.
    static func variation(for student: String, plan: GradingPlan) -> String? {
        let names = Set(plan.cells.filter(\.isCheck).flatMap(\.options.vary)).sorted()
        guard !names.isEmpty else { return nil }
        var lab = SHA256()
        for cell in plan.cells { lab.update(data: Data((cell.id + "\0" + cell.text + "\0").utf8)) }
        let key = SymmetricKey(data: lab.finalize())
        return names.map { name in
            let code = HMAC<SHA256>.authenticationCode(for: Data("\(name)\0\(student)".utf8), using: key)
            let number = code.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
            return "\(name)=\(number)"
        }.joined(separator: ";")
    }
}
