import Checks
import Engine
import Foundation
import Notebook

/// What an `execute_request` asks for.
struct CellRequest {
    /// The cell with its options; what is wrong with them where they cannot be read.
    let cell: Result<Cell, NotebookError>
    let code: String
    /// Nothing is to be shown or counted.
    let isSilent: Bool
    let storesHistory: Bool
    /// Whether requests that wait are given up when this one fails.
    let stopsOnError: Bool
    let userExpressions: [String]
    /// The cell's number among those that ran.
    let count: Int

    /// - Parameters:
    ///   - count: how many cells have been counted before.
    ///   - notebook: the notebook's file name, where the front end tells it.
    init?(_ message: Message, count before: Int, notebook: String?) {
        let content = message.content
        guard let code = content["code"]?.string else { return nil }
        self.code = code
        isSilent = content["silent"] == .bool(true)
        storesHistory = !isSilent && content["store_history"] != .bool(false)
        stopsOnError = content["stop_on_error"] != .bool(false)
        userExpressions = content["user_expressions"]?.object?.members.map(\.key) ?? []
        count = storesHistory ? before + 1 : before
        // JupyterLab's ids are nbformat's own; others' name no cell of a notebook. One that was drawn says less than the number
        // that the cell shows.
        let told = message.metadata["cellId"]?.string
        let id = told.flatMap { Cell.canBeCalled($0) && !Self.isDrawn($0) ? $0 : nil }
        let label = "[\(count)]"
        let file = id.flatMap { id in notebook.map { "\($0)#\(id)" } } ?? label
        do {
            cell = .success(try Cell(typed: code, id: told ?? (storesHistory ? label : ""), file: file))
        } catch let error as NotebookError {
            cell = .failure(error)
        } catch {
            cell = .failure(NotebookError("\(error)", file: file))
        }
    }

    /// Whether an id is one of those that front ends and nbformat make up.
    private static func isDrawn(_ id: String) -> Bool {
        UUID(uuidString: id) != nil || id.wholeMatch(of: /[0-9a-f]{8}/) != nil
    }

    /// As the session takes it.
    func source(_ cell: Cell, timeLimit: Duration?) -> CellSource {
        CellSource(
            id: cell.id.isEmpty ? nil : cell.id, text: cell.text, file: cell.file, firstLine: cell.firstLine,
            timeLimit: cell.options.timeout.map { .seconds($0) } ?? timeLimit,
            runsOnce: cell.options.replay == .never)
    }

    /// Whether requests that wait are given up after this outcome: not where the cell's author wants the error.
    func stops(after outcome: Outcome) -> Bool {
        guard stopsOnError, outcome.status != .ok else { return false }
        guard case .success(let cell) = cell else { return true }
        return !(cell.mayFail && outcome.status == .error)
    }
}

extension Outcome {
    /// Of a cell whose options cannot be read.
    init(_ error: NotebookError) {
        let message = error.message + (error.advice.map { "\n\($0)" } ?? "")
        self.init(
            status: .error,
            error: CellError(kind: .compile, name: "OptionError", message: message, file: error.file, line: error.line))
    }
}
