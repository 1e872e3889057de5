import Notebook
import Testing

@testable import JupyterKernel

/// What front ends ask about the kernel and about texts.
@Suite struct KernelQuestionTests {
    @Test func itSaysWhatItIs() throws {
        try KernelClient.with { client in
            let info = try client.ask("kernel_info_request")
            #expect(info["status"] == .string("ok") && info["protocol_version"] == .string("5.4"))
            let language = try #require(info["language_info"]?.object)
            #expect(language["name"] == .string("swift") && language["mimetype"] == .string("text/x-swift"))
            #expect(language["file_extension"] == .string(".swift"))
            #expect(language["version"]?.string?.hasPrefix("6") == true)
            #expect(try client.ask("comm_info_request")["comms"] == [:])
            let id = try client.send("comm_open", ["comm_id": .string("w1"), "target_name": .string("jupyter.widget")])
            try client.wait(for: "w1", of: id)
        }
    }

    @Test(
        .timeLimit(.minutes(30)),
        arguments: [
            ("let x = 1", "complete", ""), ("func f() {", "incomplete", "    "), ("let x =", "incomplete", ""),
            ("let 1 = )", "invalid", ""), (String(repeating: "[", count: 40), "invalid", ""),
        ])
    func itSaysWhetherATextIsComplete(_ code: String, _ status: String, _ indent: String) {
        let answer = Kernel.completeness(of: code)
        #expect(answer["status"] == .string(status))
        #expect(answer["indent"]?.string ?? "" == indent)
    }

    @Test func itCompletesNamesOfEarlierCells() throws {
        try KernelClient.with { client in
            _ = try client.run(
                "/// Says hello.\nfunc greetAll(people: [String]) -> Int { people.count }\nlet 이름들 = [1]")
            #expect(try client.ask("is_complete_request", ["code": .string("1")])["status"] == .string("complete"))
            let code = "let 값 = \"🎉\"; greetA; 1"
            let answer = try client.ask("complete_request", ["code": .string(code), "cursor_pos": .int(19)])
            #expect(answer["matches"] == .array([.string("greetAll(people: ")]))
            #expect(answer["cursor_start"] == .int(13) && answer["cursor_end"] == .int(19))
            let types = answer["metadata"]?.object?["_jupyter_types_experimental"]?.array?.first?.object
            #expect(types?["type"] == .string("function"))
            let korean = try client.ask("complete_request", ["code": .string("이름"), "cursor_pos": .int(2)])
            #expect(korean["matches"] == .array([.string("이름들")]))
        }
    }

    @Test func itExplainsNames() throws {
        try KernelClient.with { client in
            _ = try client.run("func greetAll(people: [String]) -> Int { people.count }")
            let code = "let 값 = greetAll(people: [])"
            let answer = try client.ask(
                "inspect_request", ["code": .string(code), "cursor_pos": .int(10), "detail_level": .int(0)])
            #expect(answer["found"] == .bool(true))
            let text = answer["data"]?.object?["text/plain"]?.string ?? ""
            #expect(text.contains("func greetAll(people: [String]) -> Int"))
            let nothing = try client.ask("inspect_request", ["code": .string("  "), "cursor_pos": .int(1)])
            #expect(nothing["found"] == .bool(false) && nothing["status"] == .string("ok"))
        }
    }
}
