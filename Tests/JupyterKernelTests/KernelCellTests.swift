import Foundation
import Notebook
import TestSupport
import Testing

@testable import JupyterKernel

/// Cells that come over the sockets, against the built `cellist`.
@Suite struct KernelCellTests {
    @Test func aCellsOutputsComeInOrderBetweenBusyAndIdle() throws {
        try KernelClient.with { client in
            let code = """
                import Foundation
                print("out")
                FileHandle.standardError.write(Data("err\\n".utf8))
                display("shown")
                6 * 7
                """
            let cell = try client.run(code)
            #expect(cell.status == "ok" && cell.reply["execution_count"] == .int(1))
            #expect(cell.types.first == "status" && cell.types.dropFirst().first == "execute_input")
            #expect(cell.types.suffix(2) == ["execute_result", "status"])
            #expect(Set(cell.types) == ["status", "execute_input", "stream", "display_data", "execute_result"])
            #expect(cell.stdout == "out\n" && cell.stderr == "err\n" && cell.result == "Int = 42")
            #expect(cell.first("execute_input")?["code"] == .string(code))
            #expect(cell.published.allSatisfy { $0.header["version"] == .string("5.4") })
        }
    }

    @Test func whatACellMadeLivesOn() throws {
        try KernelClient.with { client in
            let made = try client.run("let alpha = 20")
            #expect(made.types == ["status", "execute_input", "status"])
            #expect(try client.run("alpha + 1").result == "Int = 21")
            #expect(try client.run("await Task { alpha }.value").result == "Int = 20")
        }
    }

    /// Outputs are those that `cellist run` stores in a notebook.
    @Test func outputsAreThoseOfARun() throws {
        let cells = [
            "import LabKit\nlet a = arange(4)\na", "print(\"값\", terminator: \"\")\ndisplay(a)",
            "let unused = { 1 }()\n1 == 1",
            "func f() { let x = 1 }\nf()\nprint(\"warned\")", "[1, 2, 3][7]", "struct Oops: Error {}\nthrow Oops()",
            "let x: Int = \"\"", "import Glibc\nexit(3)", "\"several\\nlines\"",
        ]
        // Each of them may fail, so that the notebook is played to its end.
        let script = cells.enumerated().map { "// %%\n//| id: c\($0.offset)\n\($0.element)\n" }.joined(separator: "\n")
        let folder = FileManager.default.temporaryDirectory.path + "/cellist-kernel-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(script.utf8).write(to: URL(fileURLWithPath: folder + "/lab.swift"))
        for words in [
            ["convert", "lab.swift", "lab.ipynb"], ["run", "lab.ipynb", "--allow-errors", "-o", "lab.ipynb"],
        ] {
            _ = try RunningProgram(BuiltProducts.cellist(), words, in: folder).finish()
        }
        let stored = try Notebook.read(folder + "/lab.ipynb").cells
        #expect(stored.count == cells.count)
        let client = try KernelClient(environment: ["JPY_SESSION_NAME": "labs/lab.ipynb"])
        for cell in stored {
            let played = try client.run(cell.text, cell: cell.id)
            #expect(played.outputs == cell.outputs, "\(cell.text)")
            #expect(played.reply["execution_count"]?.int == cell.executionCount)
        }
        try client.shutDown()
    }

    @Test(arguments: [
        ("fatalError(\"no\")", "Fatal error"), ("struct Oops: Error {}\nthrow Oops()", "Oops"),
        ("import Glibc\nexit(3)", "exit"),
        ("import Glibc\nkill(getpid(), SIGKILL)", "SIGKILL"),
    ])
    func aFailedCellLeavesTheSessionAsItWas(_ code: String, _ name: String) throws {
        try KernelClient.with { client in
            _ = try client.run("var list = [1]")
            let failed = try client.run("list.append(2)\n" + code)
            #expect(failed.status == "error" && failed.error == name)
            #expect(failed.reply["ename"] == .string(name) && failed.reply["traceback"]?.array?.isEmpty == false)
            #expect(try client.run("list").result == "[Int] = [1]")
        }
    }

    @Test func aWrongTextIsTheCellsErrorOnItsOwnLines() throws {
        try KernelClient.with { client in
            let failed = try client.run("let a = 1\nlet b: String = a")
            #expect(failed.status == "error")
            #expect(failed.reply["traceback"]?.array?.first?.string?.hasPrefix("[1]:2:17: error:") == true)
            #expect(try client.run("//| timeot: 3s\n1").error == "OptionError")
            #expect(try client.run("}").status == "error")
            #expect(try client.run("1").result == "Int = 1")
        }
    }

    @Test func warningsComeBeforeTheCellsOutput() throws {
        try KernelClient.with { client in
            let cell = try client.run("func f() { let x = 1 }\nprint(\"out\")")
            let streams = cell.published.filter { $0.type == "stream" }.map { $0.content["name"]?.string }
            #expect(streams.first == "stderr" && streams.dropFirst().allSatisfy { $0 == "stdout" })
            #expect(cell.stderr.contains("warning"))
        }
    }

    @Test func aCellThatRunsAgainReplacesWhatItMade() throws {
        try KernelClient.with { client in
            _ = try client.run("let one = 1\nlet two = 2", cell: "a")
            _ = try client.run("let one = 11", cell: "a")
            #expect(try client.run("one", cell: "b").result == "Int = 11")
            #expect(try client.run("two", cell: "b").status == "error")
        }
    }

    @Test func optionLinesCountAsInARun() throws {
        try KernelClient.with { client in
            #expect(try client.run("//| timeout: 200ms\nwhile true {}").status == "error")
            let left = try client.run("//| tags: [skip-execution]\nprint(1)")
            #expect(left.status == "ok" && left.stdout == "")
        }
    }

    @Test func aSilentCellIsNeitherShownNorCounted() throws {
        try KernelClient.with { client in
            let silent = try client.run("print(1)\n2", ["silent": .bool(true)])
            #expect(silent.types == ["status", "status"] && silent.reply["execution_count"] == .int(0))
            let passing = try client.run("3", ["store_history": .bool(false)])
            #expect(passing.result == "Int = 3" && passing.reply["execution_count"] == .int(0))
            #expect(try client.run("4").reply["execution_count"] == .int(1))
            let history = try client.ask("history_request", ["hist_access_type": .string("tail"), "n": .int(9)])
            #expect(history["history"] == .array([.array([.int(1), .int(1), .string("4")])]))
        }
    }

    @Test func standardInputIsEmpty() throws {
        try KernelClient.with { client in
            let cell = try client.run("readLine() == nil")
            #expect(cell.result == "Bool = true")
        }
    }

    @Test func muchOutputIsNotLost() throws {
        try KernelClient.with { client in
            let cell = try client.run("for k in 0..<200_000 { print(k) }")
            #expect(cell.stdout == (0..<200_000).map { "\($0)\n" }.joined())
        }
    }

    /// They go to the host by different ways.
    @Test func displaysAndPrintsComeInTheCellsOrder() throws {
        try KernelClient.with { client in
            let cell = try client.run("for k in 0..<20 {\n    display(k)\n    print(k)\n}")
            let outputs = cell.outputs.map { $0.object?["output_type"]?.string }
            #expect(outputs == (0..<40).map { $0.isMultiple(of: 2) ? "display_data" : "stream" })
        }
    }

    @Test func whatATaskPrintsLateStandsMarkedWithTheNextCell() throws {
        try KernelClient.with { client in
            _ = try client.run(
                "let (waiting, go) = AsyncStream<Int>.makeStream()\nlet task = Task { for await k in waiting { print(\"late\", k) } }"
            )
            let next = try client.run("go.yield(1)\ngo.finish()\nawait task.value")
            #expect(next.status == "ok")
            let display = try #require(next.first("display_data"))
            #expect(display["metadata"] == ["cellist": ["late": .bool(true)]])
            let last = try #require(next.published.last { $0.type.hasSuffix("display_data") })
            #expect(last.content["data"]?.object?["text/plain"] == .string("late 1\n"))
            #expect(last.content["transient"] == display["transient"])
        }
    }
}

extension KernelClient.Result {
    /// As nbclient stores them.
    var outputs: [JSON] {
        var outputs: [JSONObject] = []
        for message in published where ["stream", "display_data", "execute_result", "error"].contains(message.type) {
            var output = message.content
            output["transient"] = nil
            output.members.insert(.init("output_type", .string(message.type)), at: 0)
            if message.type == "stream", let last = outputs.last, last["name"] == output["name"] {
                let text = (last["text"]?.string ?? "") + (output["text"]?.string ?? "")
                outputs[outputs.count - 1]["text"] = .string(text)
            } else {
                outputs.append(output)
            }
        }
        return outputs.map { JSON.object(JSONObject($0.members.sorted { $0.key < $1.key })) }
    }
}
