import Engine
import Foundation
import Notebook

/// A Jupyter kernel: cells come over sockets, and what they do goes back.
///
/// One loop on the main thread owns the sockets; the session has a thread of its own. The loop hands it one request at a time and
/// goes on listening, so that interrupts, heartbeats and questions on the control channel are answered while a cell runs.
public final class Kernel {
    public struct Options: Sendable {
        /// Cellist's version.
        public var version: String
        /// For cells that set none.
        public var timeLimit: Duration?
        public var session: SessionConfiguration
        /// Whether each message that comes is told on standard error.
        public var isVerbose: Bool

        public init(
            version: String, timeLimit: Duration? = nil, session: SessionConfiguration, isVerbose: Bool = false
        ) {
            self.version = version
            self.timeLimit = timeLimit
            self.session = session
            self.isVerbose = isVerbose
            // Nothing is taken back further than the cell that failed.
            self.session.snapshotsKept = 1
        }
    }

    let options: Options
    let sockets: KernelSockets
    let session: SessionThread
    let log: KernelLog
    let info: KernelInfo
    var history = KernelHistory()
    /// How many cells have been counted.
    var count = 0
    /// What the session's thread is busy with.
    var work: Work?
    /// Requests that wait for it, in order.
    private var queue: [Request] = []
    /// Raised to stop the session's cell; nil until the session is there.
    private var cancellation: Cancellation?
    /// Who asked the kernel to end; nil while it goes on, empty where a signal did.
    private var ending: [Request]?
    private var isEnded = false
    private let signals: Int32
    private let parent = ParentProcess()

    /// What the session's thread does at the moment.
    enum Work {
        case cell(RunningCell)
        case completion(Request, CodePlace)
        case inspection(Request, CodePlace)
        case warming
    }

    /// Listens at the places that the file names.
    ///
    /// - Throws: ``NotebookError`` and ``KernelError`` for a file that is none; ``EngineError`` where there is no toolchain.
    public init(connectionFile path: String, options: Options) throws {
        self.options = options
        log = KernelLog(isVerbose: options.isVerbose)
        let connection = try ConnectionFile(path: path)
        info = KernelInfo(version: options.version, swiftVersion: try Toolchain.find().version ?? "6")
        try StandardInput.makeEmpty()
        // SIGPIPE, so that a closed standard error does not end the kernel; ignored, it would be so for cells, too.
        signals = try SignalPipe.open([SIGINT, SIGTERM, SIGHUP, SIGPIPE])
        sockets = try KernelSockets(connection, log: log)
        session = SessionThread(options.session)
    }

    /// Answers requests until it is told to end.
    ///
    /// - Throws: ``EngineError`` when the session cannot go on.
    public func run() throws {
        sockets.publish("status", ["execution_state": .string("starting")], parent: nil)
        while !isEnded {
            sockets.wait(descriptors: [session.mail.descriptor, signals], milliseconds: patience)
            takeSignals()
            sockets.attend()
            while let request = sockets.receive(.control) { handle(request) }
            while let request = sockets.receive(.shell) { queue.append(request) }
            for letter in session.mail.take() { try handle(letter) }
            sendHeld()
            startWaiting()
        }
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    private var patience: Int {
        if case .cell(let cell) = work, let deadline = cell.messages.deadline {
            return max(0, Int((deadline - .now) / .milliseconds(1)) + 1)
        }
        return parent == nil ? -1 : 1000
    }

    private func takeSignals() {
        let signals = SignalPipe.take()
        if signals.contains(SIGINT) { interrupt() }
        if !signals.isDisjoint(with: [SIGTERM, SIGHUP]) || parent?.isGone == true { end(for: nil) }
    }

    // MARK: Requests

    /// Begins with what waits, as far as the session's thread is free.
    private func startWaiting() {
        while work == nil, ending == nil, let next = queue.first, cancellation != nil || !next.needsSession {
            handle(queue.removeFirst())
        }
    }

    private func handle(_ request: Request) {
        switch request.type {
        case "execute_request": execute(request)
        case "complete_request": complete(request)
        case "inspect_request": inspect(request)
        case "interrupt_request":
            interrupt()
            answer(request) { ["status": .string("ok")] }
        case "shutdown_request": end(for: request)
        case "comm_open":
            // There are no widgets here: whoever opens a channel for one is told so.
            let id = request.content["comm_id"] ?? .null
            sockets.publish("comm_close", ["comm_id": id, "data": [:]], parent: request)
        case "comm_msg", "comm_close": break
        default:
            guard let content = content(for: request) else {
                return log.tell("dropped a message of a kind that it does not know: \(request.type)")
            }
            answer(request) { content }
        }
    }

    /// Answers that need no session.
    private func content(for request: Request) -> JSONObject? {
        switch request.type {
        case "kernel_info_request": return info.content
        case "is_complete_request":
            warm()
            return Self.completeness(of: request.content["code"]?.string ?? "")
        case "history_request":
            warm()
            return history.answer(request.content)
        case "comm_info_request":
            warm()
            return ["status": .string("ok"), "comms": [:]]
        default: return nil
        }
    }

    /// Answers at once.
    func answer(_ request: Request, _ content: () -> JSONObject) {
        tell("busy", for: request)
        sockets.reply(to: request, content())
        tell("idle", for: request)
    }

    func tell(_ state: String, for request: Request) {
        sockets.publish("status", ["execution_state": .string(state)], parent: request)
    }

    /// These come from front ends where somebody types: completion should be ready when it is wanted.
    private func warm() {
        guard work == nil, cancellation != nil, !isWarm else { return }
        isWarm = true
        hand(.warm, .warming)
    }
    private var isWarm = false

    func hand(_ job: SessionThread.Job, _ work: Work) {
        self.work = work
        // Nothing runs: what was raised for an earlier cell is not meant for this one.
        cancellation?.reset()
        session.take(job)
    }

    private func interrupt() {
        if case .cell = work { cancellation?.cancel() }
    }

    // MARK: What the session's thread tells

    private func handle(_ letter: SessionThread.Letter) throws {
        switch letter {
        case .ready(let cancellation): self.cancellation = cancellation
        case .event(let event): show(event)
        case .ended(let outcome):
            // All that was sent before the outcome was known counts as waiting.
            while let request = sockets.receive(.shell) { queue.append(request) }
            if finish(outcome) { giveUpWaiting() }
        case .completions(let found): tell(found)
        case .inspected(let symbol): tell(symbol)
        case .warmed: work = nil
        case .failed(let error):
            if case .cell(let cell) = work { finish(cell, lost: error) }
            throw error
        case .closed: finishEnding()
        }
    }

    /// After an error nobody wants the cells that rest on the failed one.
    private func giveUpWaiting() {
        for request in queue where request.type == "execute_request" {
            answer(request) { ["status": .string("aborted"), "execution_count": .int(count)] }
        }
        queue.removeAll { $0.type == "execute_request" }
    }

    // MARK: The end

    private func end(for request: Request?) {
        if let request { tell("busy", for: request) }
        let isFirst = ending == nil
        ending = (ending ?? []) + (request.map { [$0] } ?? [])
        guard isFirst else { return }
        interrupt()
        session.take(.close)
    }

    private func finishEnding() {
        let restart = ending?.first?.content["restart"] ?? .bool(false)
        let content: JSONObject = ["status": .string("ok"), "restart": restart]
        for request in ending ?? [] { sockets.reply(to: request, content) }
        sockets.publish("shutdown_reply", content, parent: ending?.first)
        for request in ending ?? [] { tell("idle", for: request) }
        isEnded = true
    }
}

extension Request {
    fileprivate var needsSession: Bool {
        ["execute_request", "complete_request", "inspect_request"].contains(type)
    }
}
