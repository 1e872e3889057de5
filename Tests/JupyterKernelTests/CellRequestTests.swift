import Engine
import Notebook
import Testing

@testable import JupyterKernel

/// What an `execute_request` asks for.
@Suite struct CellRequestTests {
    private func request(
        _ code: String, _ more: JSONObject = JSONObject(), cell: String? = nil, notebook: String? = nil
    ) throws -> CellRequest {
        var message = Message(header: JSONObject(), content: KernelClient.execution(code, more))
        if let cell { message.metadata["cellId"] = .string(cell) }
        return try #require(CellRequest(message, count: 3, notebook: notebook))
    }

    @Test func aCellIsCalledByItsNumber() throws {
        let asked = try request("1")
        let cell = try asked.cell.get()
        #expect(asked.count == 4)
        #expect(cell.id == "[4]" && cell.file == "[4]")
    }

    @Test func aCellOfANotebookIsCalledAsInARun() throws {
        let cell = try request("1", cell: "load", notebook: "lab.ipynb").cell.get()
        #expect(cell.id == "load" && cell.file == "lab.ipynb#load")
        let other = try request("1", cell: "vscode-notebook-cell:/a#W0sZmlsZQ==", notebook: "lab.ipynb").cell.get()
        #expect(other.id.hasPrefix("vscode") && other.file == "[4]")
    }

    @Test(arguments: ["8a3bc2e0-5f0e-4cd2-9f1a-0d6f6b2f7c11", "3fa85f64"])
    func aCellWithAnIdThatNobodyChoseIsCalledByItsNumber(id: String) throws {
        let cell = try request("1", cell: id, notebook: "lab.ipynb").cell.get()
        #expect(cell.id == id && cell.file == "[4]")
    }

    @Test func whatIsNotCountedHasNoNameOfItsOwn() throws {
        let asked = try request("1", ["silent": .bool(true)])
        #expect(asked.count == 3 && !asked.storesHistory && asked.isSilent)
        #expect(asked.source(try asked.cell.get(), timeLimit: nil).id == nil)
    }

    @Test func optionLinesCount() throws {
        let asked = try request("//| id: train\n//| timeout: 2m\n//| replay: never\n1")
        let source = asked.source(try asked.cell.get(), timeLimit: .seconds(1))
        #expect(source.id == "train" && source.timeLimit == .seconds(120) && source.runsOnce)
        #expect(asked.source(try request("1").cell.get(), timeLimit: .seconds(1)).timeLimit == .seconds(1))
    }

    @Test func waitingCellsGoOnWhereTheErrorIsWanted() throws {
        let failed = Outcome(status: .error)
        #expect(try request("1").stops(after: failed))
        #expect(try !request("1").stops(after: Outcome()))
        #expect(try !request("1", ["stop_on_error": .bool(false)]).stops(after: failed))
        #expect(try !request("//| tags: [raises-exception]\n1").stops(after: failed))
        #expect(try request("//| tags: [raises-exception]\n1").stops(after: Outcome(status: .interrupted)))
    }

    @Test func aWrongOptionIsTheCellsError() throws {
        guard case .failure(let error) = try request("//| timeot: 3s\n1").cell else {
            Issue.record("it was read")
            return
        }
        let outcome = Outcome(error)
        #expect(outcome.error?.name == "OptionError" && outcome.error?.line == 1)
    }

    @Test func withoutCodeThereIsNoCell() {
        #expect(CellRequest(Message(header: JSONObject(), content: JSONObject()), count: 0, notebook: nil) == nil)
    }
}
