import Foundation
import Notebook
import TestSupport
import Testing

@testable import JupyterKernel

/// What happens beside a running cell, and how a kernel ends.
@Suite struct KernelControlTests {
    private static let busy = "print(\"here\")\nwhile true {}"

    @Test(arguments: ["a message", "a signal"])
    func anInterruptStopsTheCellAndKeepsTheSession(_ way: String) throws {
        try KernelClient.with { client in
            _ = try client.run("var x = 1")
            let id = try client.start("x = 2\n" + Self.busy)
            try client.wait(for: "here", of: id)
            if way == "a signal" {
                client.program.signal(SIGINT)
            } else {
                #expect(try client.ask("interrupt_request", on: .control)["status"] == .string("ok"))
            }
            #expect(try client.finish(id).error == "Interrupted")
            #expect(try client.run("x").result == "Int = 1")
        }
    }

    /// The cell may not even be compiled yet.
    @Test func anInterruptAtTheFirstMomentIsNotLost() throws {
        try KernelClient.with { client in
            for _ in 0..<5 {
                let id = try client.start("while true {}")
                try client.wait(for: "busy", of: id)
                _ = try client.ask("interrupt_request", on: .control)
                #expect(try client.finish(id).status == "error")
            }
            _ = try client.ask("interrupt_request", on: .control)
            #expect(try client.run("1").result == "Int = 1")
        }
    }

    @Test func cellsThatWaitAreGivenUpAfterAnError() throws {
        try KernelClient.with("--verbose") { client in
            let go = client.folder + "/go"
            let waiting = "import Glibc\nwhile access(\"\(go)\", F_OK) != 0 { usleep(1000) }\nfatalError()"
            let failing = try client.start(waiting)
            let second = try client.start("print(2)")
            let question = try client.send("kernel_info_request")
            let third = try client.start("print(3)")
            try client.waitForRequests("execute_request", count: 3)
            _ = FileManager.default.createFile(atPath: go, contents: nil)
            #expect(try client.finish(failing).status == "error")
            for id in [second, third] {
                let given = try client.finish(id)
                #expect(given.status == "aborted" && given.types == ["status", "status"])
            }
            #expect(try client.reply(to: question)["status"] == .string("ok"))
            #expect(try client.run("4").reply["execution_count"] == .int(2))
        }
    }

    @Test func cellsThatWaitRunWhereNobodyWantsThemGivenUp() throws {
        try KernelClient.with("--verbose") { client in
            let first = try client.start("fatalError()", ["stop_on_error": .bool(false)])
            let second = try client.start("2")
            #expect(try client.finish(first).status == "error")
            #expect(try client.finish(second).result == "Int = 2")
        }
    }

    @Test func whileACellRunsTheKernelListens() throws {
        try KernelClient.with { client in
            let id = try client.start(Self.busy)
            try client.wait(for: "here", of: id)
            client.sendFrames([Data(), Data("ping".utf8)], on: .heartbeat)
            #expect(try client.receiveFrames(.heartbeat) == [Data(), Data("ping".utf8)])
            #expect(try client.ask("kernel_info_request", on: .control)["implementation"] == .string("cellist"))
            _ = try client.ask("interrupt_request", on: .control)
            #expect(try client.finish(id).status == "error")
        }
    }

    @Test func whatIsNoProperMessageIsToldAndDropped() throws {
        try KernelClient.with { client in
            var message = Message(
                header: ["msg_id": .string("x"), "msg_type": .string("execute_request")],
                content: KernelClient.execution("print(\"forged\")"))
            client.sendFrames(message.frames(signer: MessageSigner(key: "another")))
            try client.program.wait(for: "wrong signature", on: .stderr)
            client.sendFrames([Data("nonsense".utf8)])
            try client.program.wait(for: "without its parts", on: .stderr)
            message.header["msg_type"] = .string("play_request")
            client.sendFrames(message.frames(signer: client.signer))
            try client.program.wait(for: "play_request", on: .stderr)
            try client.send("execute_request", ["nothing": .null])
            #expect(try client.run("1").result == "Int = 1")
        }
    }

    // MARK: The end

    @Test(arguments: [Channel.control, .shell])
    func itEndsWhenItIsTold(_ channel: Channel) throws {
        let client = try KernelClient()
        _ = try client.run(
            "import Foundation\nlet p = Process()\np.executableURL = URL(fileURLWithPath: \"/bin/sleep\")\np.arguments = [\"3600\"]\ntry p.run()"
        )
        let reply = try client.ask("shutdown_request", ["restart": .bool(true)], on: channel)
        #expect(reply["status"] == .string("ok") && reply["restart"] == .bool(true))
        #expect(try client.program.finish().exitCode == 0)
    }

    @Test(arguments: ["a message", "SIGTERM", "SIGKILL"])
    func itEndsInTheMidstOfACell(_ way: String) throws {
        let client = try KernelClient()
        let id = try client.start(Self.busy)
        try client.wait(for: "here", of: id)
        switch way {
        case "SIGTERM": client.program.signal(SIGTERM)
        case "SIGKILL": client.program.signal(SIGKILL)
        default: try client.send("shutdown_request", ["restart": .bool(false)], on: .control)
        }
        let result = try client.program.finish()
        #expect(way == "SIGKILL" ? result.signal == SIGKILL : result.exitCode == 0)
    }

    @Test func itEndsWhenTheJupyterThatStartedItIsGone() throws {
        let client = try KernelClient(throughShell: true)
        let id = try client.start(Self.busy)
        try client.wait(for: "here", of: id)
        client.program.signal(SIGKILL)
        #expect(try client.program.finish().signal == SIGKILL)
    }

    @Test func aFileThatIsNoConnectionFileIsRefused() throws {
        let folder = FileManager.default.temporaryDirectory.path
        func start(_ file: String) throws -> ProgramResult {
            try RunningProgram(BuiltProducts.cellist(), ["kernel", file], in: folder).finish()
        }
        let none = try start(folder + "/cellist-no-such-\(UUID().uuidString)")
        #expect(none.exitCode == 66 && none.err.contains("no such file"))
        let file = folder + "/cellist-bad-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        _ = FileManager.default.createFile(atPath: file, contents: Data("{}".utf8))
        let bad = try start(file)
        #expect(bad.exitCode == 65 && bad.err.contains("not a connection file"))
    }

    @Test func aPortThatIsTakenIsTold() throws {
        let (socket, port) = try takenPort()
        defer { close(socket) }
        let file = FileManager.default.temporaryDirectory.path + "/cellist-taken-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let ports = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"].map { "\"\($0)\": \(port)" }
        let text = #"{"transport": "tcp", "ip": "127.0.0.1", "key": "", "#
        try Data((text + ports.joined(separator: ", ") + "}").utf8).write(to: URL(fileURLWithPath: file))
        let result = try RunningProgram(BuiltProducts.cellist(), ["kernel", file], in: "/").finish()
        #expect(result.exitCode == 69 && result.err.contains("in use"))
    }

    /// A socket that listens, and where.
    private func takenPort() throws -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isTaken = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(descriptor, pointer, size) == 0 && listen(descriptor, 1) == 0
                && getsockname(descriptor, pointer, &size) == 0
        }
        guard isTaken else { throw TestSupportError("no port can be taken") }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}

extension KernelClient {
    /// Waits until the kernel has told that so many requests have come.
    func waitForRequests(_ type: String, count: Int) throws {
        // What is told follows on one line each: the wait is for all of them in a row.
        try program.wait(on: .stderr) { $0.split(separator: "\n").count { $0.hasSuffix("shell: \(type)") } >= count }
    }
}
