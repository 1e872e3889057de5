import Engine
import Foundation
import Notebook

/// A cell that runs on a front end's account.
final class RunningCell {
    let request: Request
    let asked: CellRequest
    var messages = CellMessages()

    init(_ request: Request, _ asked: CellRequest) {
        self.request = request
        self.asked = asked
    }
}

/// Cells: from the request to its reply.
extension Kernel {
    /// Where the front end tells it, as Jupyter's server does, the notebook's file: messages name it as `cellist run` does.
    private static let notebook = ProcessInfo.processInfo.environment["JPY_SESSION_NAME"].flatMap { path in
        path.hasSuffix(".ipynb") ? path.split(separator: "/").last.map(String.init) : nil
    }

    func execute(_ request: Request) {
        guard let asked = CellRequest(request.message, count: count, notebook: Self.notebook) else {
            return answer(request) {
                log.tell("an execute_request without code")
                return [
                    "status": .string("error"), "execution_count": .int(count), "ename": .string("BadRequest"),
                    "evalue": .string("the request has no code"), "traceback": .array([]),
                ]
            }
        }
        tell("busy", for: request)
        count = asked.count
        let cell = RunningCell(request, asked)
        if !asked.isSilent {
            sockets.publish(
                "execute_input", ["code": .string(asked.code), "execution_count": .int(asked.count)], parent: request)
        }
        switch asked.cell {
        case .success(let source) where source.isLeftOut:
            work = .cell(cell)
            _ = finish(Outcome())
        case .success(let source): hand(.run(asked.source(source, timeLimit: options.timeLimit)), .cell(cell))
        case .failure(let error):
            work = .cell(cell)
            session.mail.post(.ended(Outcome(error)))
        }
    }

    func show(_ event: SessionEvent) {
        if case .note(let text) = event { log.tell(text) }
        guard case .cell(let cell) = work else { return }
        publish(cell.messages.outputs(of: event), of: cell)
    }

    /// Sends what the cell has printed, if it has been held long enough.
    func sendHeld() {
        guard case .cell(let cell) = work, let deadline = cell.messages.deadline, deadline <= .now else { return }
        publish(cell.messages.takeHeld(), of: cell)
    }

    private func publish(_ outputs: [CellMessages.Output], of cell: RunningCell) {
        guard !cell.asked.isSilent else { return }
        for output in outputs { sockets.publish(output.type, output.content, parent: cell.request) }
    }

    /// - Returns: whether the cells that wait are to be given up.
    func finish(_ outcome: Outcome) -> Bool {
        guard case .cell(let cell) = work else { return false }
        let outputs = cell.messages.end(outcome, count: cell.asked.count)
        publish(outputs, of: cell)
        if cell.asked.storesHistory {
            history.add(cell.asked.code, count: cell.asked.count, output: outcome.result?.shown)
        }
        reply(to: cell, error: outputs.last { $0.type == "error" }?.content)
        return cell.asked.stops(after: outcome)
    }

    /// The machine failed, not the cell.
    func finish(_ cell: RunningCell, lost error: any Error) {
        let content: JSONObject = [
            "ename": .string("Lost"), "evalue": .string("\(error)"),
            "traceback": .array([.string("Lost: \(error)")]),
        ]
        publish([CellMessages.Output(type: "error", content: content)], of: cell)
        reply(to: cell, error: content)
    }

    private func reply(to cell: RunningCell, error: JSONObject?) {
        var content: JSONObject = ["status": .string("ok"), "execution_count": .int(cell.asked.count)]
        if let error {
            content["status"] = .string("error")
            content.members += error.members
        } else {
            content["payload"] = .array([])
            content["user_expressions"] = .object(Self.refusals(of: cell.asked.userExpressions))
        }
        work = nil
        sockets.reply(to: cell.request, content)
        tell("idle", for: cell.request)
    }

    private static func refusals(of expressions: [String]) -> JSONObject {
        JSONObject(
            expressions.map {
                .init(
                    $0,
                    [
                        "status": .string("error"), "ename": .string("NotSupported"),
                        "evalue": .string("run the expression as a cell"), "traceback": .array([]),
                    ])
            })
    }
}
