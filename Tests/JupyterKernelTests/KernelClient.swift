import Foundation
import Notebook
import TestSupport

@testable import JupyterKernel

/// A front end with a kernel of its own: the built `cellist kernel`.
final class KernelClient {
    static let key = "a0436f6c-1916-498b-8eb9-e81ab9368e84"

    let program: RunningProgram
    /// Of the connection file and the sockets.
    let folder: String
    private var sockets: [Channel: ClientSocket] = [:]
    private var headers = MessageHeaders()
    let signer = MessageSigner(key: KernelClient.key)
    /// Replies that came before they were asked for.
    private var replies: [String: JSONObject] = [:]
    /// What was published, by the request it belongs to.
    private var published: [String: [Message]] = [:]

    /// Starts the kernel and waits until it says that nothing is lost any more.
    ///
    /// - Parameter throughShell: a shell starts it, which is then ``program``.
    init(_ options: String..., environment: [String: String] = [:], throughShell: Bool = false) throws {
        // Short: a socket's path has 107 bytes at most.
        folder = FileManager.default.temporaryDirectory.path + "/ck-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/connection.json"
        let text = Self.connection(folder).line
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let words = try [BuiltProducts.cellist(), "kernel"] + options + [file]
        let script = ["/bin/sh", "-c", "JPY_PARENT_PID=$$ \"$@\"; exit", "sh"]
        let command = (throughShell ? script : []) + words
        program = try RunningProgram(
            command[0], Array(command.dropFirst()), in: folder,
            // Should the tests be killed, their kernels go with them.
            environment: environment.merging(["JPY_PARENT_PID": "\(getpid())"]) { own, _ in own })
        let connection = try ConnectionFile(text, path: file)
        for channel in Channel.allCases {
            sockets[channel] = try ClientSocket(connection.endpoint(of: channel), listens: channel == .iopub)
        }
        while try receive(.iopub).type != "iopub_welcome" {}
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func connection(_ folder: String) -> JSON {
        [
            "transport": .string("ipc"), "ip": .string(folder + "/k"), "shell_port": .int(1), "iopub_port": .int(2),
            "stdin_port": .int(3), "control_port": .int(4), "hb_port": .int(5), "key": .string(key),
            "signature_scheme": .string("hmac-sha256"), "kernel_name": .string("cellist"),
        ]
    }

    // MARK: Messages

    /// - Returns: the request's id.
    @discardableResult
    func send(
        _ type: String, _ content: JSONObject = JSONObject(), on channel: Channel = .shell,
        metadata: JSONObject = JSONObject()
    ) throws -> String {
        var message = Message(header: headers.next(type), content: content)
        message.metadata = metadata
        sendFrames(message.frames(signer: signer), on: channel)
        return try message.header["msg_id"]?.string ?? { throw TestSupportError("no id") }()
    }

    func sendFrames(_ frames: [Data], on channel: Channel = .shell) { sockets[channel]?.send(frames) }

    func receiveFrames(_ channel: Channel) throws -> [Data] { try sockets[channel]?.receive() ?? [] }

    private func receive(_ channel: Channel) throws -> Message {
        try Message(frames: receiveFrames(channel), signer: signer)
    }

    /// The content of the reply to a request.
    func reply(to id: String, on channel: Channel = .shell) throws -> JSONObject {
        while true {
            if let reply = replies.removeValue(forKey: id) { return reply }
            let message = try receive(channel)
            replies[message.parent["msg_id"]?.string ?? ""] = message.content
        }
    }

    func ask(_ type: String, _ content: JSONObject = JSONObject(), on channel: Channel = .shell) throws -> JSONObject {
        try reply(to: send(type, content, on: channel), on: channel)
    }

    /// Waits until this has been published on a request's account.
    func wait(for text: String, of id: String) throws {
        while !(published[id] ?? []).contains(where: { JSON.object($0.content).line.contains(text) }) {
            try takePublished()
        }
    }

    private func takePublished() throws {
        let message = try receive(.iopub)
        published[message.parent["msg_id"]?.string ?? "", default: []].append(message)
    }

    /// All that was published on a request's account, after its end.
    func published(of id: String) throws -> [Message] {
        func isOver() -> Bool { published[id]?.last?.content["execution_state"]?.string == "idle" }
        while !isOver() { try takePublished() }
        return published[id] ?? []
    }

    // MARK: Cells

    /// What came of a cell.
    struct Result {
        var reply: JSONObject
        var published: [Message]

        var status: String { reply["status"]?.string ?? "" }
        var types: [String] { published.map(\.type) }
        var stdout: String { stream("stdout") }
        var stderr: String { stream("stderr") }
        var result: String? { first("execute_result")?["data"]?.object?["text/plain"]?.string }
        var error: String? { first("error")?["ename"]?.string }

        func first(_ type: String) -> JSONObject? { published.first { $0.type == type }?.content }

        private func stream(_ name: String) -> String {
            published.filter { $0.type == "stream" && $0.content["name"]?.string == name }
                .map { $0.content["text"]?.string ?? "" }.joined()
        }
    }

    static func execution(_ code: String, _ more: JSONObject = JSONObject()) -> JSONObject {
        var content: JSONObject = [
            "code": .string(code), "silent": .bool(false), "store_history": .bool(true), "user_expressions": [:],
            "allow_stdin": .bool(false), "stop_on_error": .bool(true),
        ]
        for member in more.members { content[member.key] = member.value }
        return content
    }

    func start(_ code: String, _ more: JSONObject = JSONObject(), cell: String? = nil) throws -> String {
        try send(
            "execute_request", Self.execution(code, more),
            metadata: cell.map { ["cellId": .string($0)] } ?? JSONObject())
    }

    func finish(_ id: String) throws -> Result { Result(reply: try reply(to: id), published: try published(of: id)) }

    func run(_ code: String, _ more: JSONObject = JSONObject(), cell: String? = nil) throws -> Result {
        try finish(start(code, more, cell: cell))
    }

    // MARK: The end

    /// Asks the kernel to end, and sees to it that nothing of it is left.
    @discardableResult
    func shutDown() throws -> ProgramResult {
        _ = try ask("shutdown_request", ["restart": .bool(false)], on: .control)
        return try program.finish()
    }

    /// Starts a kernel, gives it to `body` and ends it.
    static func with(_ options: String..., body: (KernelClient) throws -> Void) throws {
        let client = options.isEmpty ? try KernelClient() : try KernelClient(options[0])
        try body(client)
        try client.shutDown()
    }
}
