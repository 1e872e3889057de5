import Notebook
import Testing

@testable import JupyterKernel

@Suite struct KernelHistoryTests {
    private var history: KernelHistory {
        var history = KernelHistory()
        for (index, text) in ["1 + 1", "let x = 2", "1 + 1", "print(x)"].enumerated() {
            history.add(text, count: index + 1, output: text == "1 + 1" ? "Int = 2" : nil)
        }
        return history
    }

    private func inputs(_ request: JSONObject) -> [String?] {
        history.answer(request)["history"]?.array?.map { $0.array?[2].string } ?? []
    }

    @Test func theLastOnes() {
        #expect(inputs(["hist_access_type": .string("tail"), "n": .int(2)]) == ["1 + 1", "print(x)"])
    }

    @Test func aRange() {
        let range: JSONObject = [
            "hist_access_type": .string("range"), "session": .int(0), "start": .int(2), "stop": .int(4),
        ]
        #expect(inputs(range) == ["let x = 2", "1 + 1"])
        var other = range
        other["session"] = .int(-1)
        #expect(inputs(other) == [])
    }

    @Test func aSearch() {
        var search: JSONObject = ["hist_access_type": .string("search"), "pattern": .string("1*")]
        #expect(inputs(search) == ["1 + 1", "1 + 1"])
        search["unique"] = .bool(true)
        #expect(inputs(search) == ["1 + 1"])
    }

    @Test func outputsWhereTheyAreWanted() {
        let answer = history.answer(["hist_access_type": .string("tail"), "n": .int(2), "output": .bool(true)])
        #expect(
            answer["history"]?.array?.first
                == .array([.int(1), .int(3), .array([.string("1 + 1"), .string("Int = 2")])]))
    }
}
