import Foundation
import Notebook

/// A message that wants an answer, and where it came from.
struct Request {
    var channel: Channel
    var message: Message

    var type: String { message.type }
    var content: JSONObject { message.content }
}

/// The kernel's five sockets, and the messages that go over them.
final class KernelSockets {
    private let sockets: [Channel: Socket]
    private let signer: MessageSigner
    private var headers = MessageHeaders()
    private let log: KernelLog

    /// - Throws: ``KernelError`` where a port is taken.
    init(_ connection: ConnectionFile, log: KernelLog) throws {
        let context = try SocketContext()
        signer = MessageSigner(key: connection.key)
        self.log = log
        var sockets: [Channel: Socket] = [:]
        for channel in Channel.allCases {
            let socket = try Socket(channel == .iopub ? .publisher : .router, in: context)
            try socket.bind(connection.endpoint(of: channel))
            sockets[channel] = socket
        }
        self.sockets = sockets
    }

    func wait(descriptors: [Int32], milliseconds: Int) {
        Socket.wait(for: Array(sockets.values), descriptors: descriptors, milliseconds: milliseconds)
    }

    /// The next request on a channel; nil where none waits. What is no proper message is told on standard error, and dropped.
    func receive(_ channel: Channel) -> Request? {
        while let frames = sockets[channel]?.receive() {
            do {
                let message = try Message(frames: frames, signer: signer)
                log.trace("\(channel.rawValue): \(message.type)")
                return Request(channel: channel, message: message)
            } catch {
                log.tell("dropped \(error) on \(channel.rawValue)")
            }
        }
        return nil
    }

    func reply(to request: Request, _ content: JSONObject) {
        let type = request.type.replacing(/_request$/, with: "_reply")
        var message = Message(header: headers.next(type), parent: request.message.header, content: content)
        message.identities = request.message.identities
        sockets[request.channel]?.send(message.frames(signer: signer))
    }

    /// Tells all who listen.
    ///
    /// - Parameter parent: the request that this comes of.
    func publish(_ type: String, _ content: JSONObject, parent: Request?, metadata: JSONObject = JSONObject()) {
        publish(type, content, parent: parent, metadata: metadata, topic: Data("kernel.\(type)".utf8))
    }

    private func publish(
        _ type: String, _ content: JSONObject, parent: Request?, metadata: JSONObject = JSONObject(), topic: Data
    ) {
        var message = Message(
            header: headers.next(type), parent: parent?.message.header ?? JSONObject(), content: content)
        message.identities = [topic]
        message.metadata = metadata
        sockets[.iopub]?.send(message.frames(signer: signer))
    }

    /// Answers heartbeats, and greets those who have begun to listen, so that they know that nothing more is lost to them.
    ///
    /// https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
    func attend() {
        while let beat = sockets[.heartbeat]?.receive() { sockets[.heartbeat]?.send(beat) }
        while let frame = sockets[.iopub]?.receive()?.first {
            guard frame.first == 1 else { continue }
            let topic = Data(frame.dropFirst())
            let subscription = String(decoding: topic, as: UTF8.self)
            publish("iopub_welcome", ["subscription": .string(subscription)], parent: nil, topic: topic)
        }
        while receive(.stdin) != nil {}
    }
}

/// What the kernel says of itself, on standard error: Jupyter shows it where the server was started.
struct KernelLog {
    /// Whether every message that comes is told.
    var isVerbose: Bool

    /// Whether anybody reads it is not the kernel's business: where Jupyter's terminal is gone, so is the text.
    func tell(_ text: String) {
        let line = Array("cellist kernel: \(text)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    func trace(_ text: String) { if isVerbose { tell(text) } }
}
