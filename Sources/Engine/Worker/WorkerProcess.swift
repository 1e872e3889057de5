internal import CLinux
import Foundation
internal import Notebook

/// The processes that hold a session: the warden, the session itself, its snapshots.
///
/// Bytes in, events out; what they mean is the session's business.
final class WorkerProcess {
    enum Event {
        case frame(Frame)
        case stdout(Data)
        case stderr(Data)
        case death(pid: pid_t, ProcessEnd)
        /// The warden is gone, and with it all the rest.
        case lost
        case cancelled

        fileprivate var isDisplay: Bool {
            if case .frame(.display) = self { true } else { false }
        }
    }

    private let control: Descriptor
    private let warden: Descriptor
    private let output: Descriptor
    private let errors: Descriptor
    private let process: ChildProcess
    /// Stands in the environment of all that this worker and its cells start.
    private let mark = "CELLIST_WORKER=\(UUID().uuidString)"
    /// What all messages begin with; only the host and the worker know it.
    private let seal = Ticket()
    private let isConfined: Bool
    /// The ancestor of everything that cells start.
    var wardenPID: pid_t { process.pid }
    private var partial: [UInt8: Data] = [:]
    private var isClosed = false

    init(
        configuration: SessionConfiguration, toolchain: Toolchain, installation: Installation, scratch: String
    ) throws {
        let (control, theirControl) = try Descriptor.packetPair()
        let (warden, theirWarden) = try Descriptor.packetPair()
        let (output, theirOutput) = try Descriptor.pipe()
        let (errors, theirErrors) = try Descriptor.pipe()
        // A cell that prints much should not wait for us at every 64 KiB.
        linux_set_pipe_size(output.number, 1 << 20)
        for descriptor in [control, warden, output, errors] { descriptor.setNonBlocking() }
        var environment = ProcessInfo.processInfo.environment
        // One thread, so that sums come out the same each time; cells ask for more.
        if environment["OPENBLAS_NUM_THREADS"] == nil { environment["OPENBLAS_NUM_THREADS"] = "1" }
        // Only while the runtime starts: with its own backtraces switched off it prints a poor one after every fatal error.
        environment["SWIFT_BACKTRACE"] = "enable=yes,warnings=suppressed"
        environment.merge(configuration.environment) { _, new in new }
        let (name, value) = (mark.prefix { $0 != "=" }, mark.drop { $0 != "=" }.dropFirst())
        environment[String(name)] = String(value)
        var arguments = ["--control", "10", "--warden", "11", "--runtime", installation.runtimeLibrary]
        // A worker that is confined cannot remove anything: the host does.
        arguments += configuration.launcher.isConfined ? ["--private", "yes"] : ["--scratch", scratch]
        if environment[Launch.allocatorSettings] == nil {
            environment[Launch.allocatorSettings] = Self.hugePages
            arguments += ["--unset", Launch.allocatorSettings]
        }
        let limits = configuration.limits
        for (option, limit) in [("--memory", limits.memory), ("--files", limits.openFiles)] {
            if let limit { arguments += [option, "\(limit)"] }
        }
        let launch = Launch(
            purpose: .worker, program: installation.worker, arguments: arguments, environment: environment,
            directory: configuration.workingDirectory,
            reads: [installation.worker, installation.runtimeLibrary, toolchain.libraries], folder: scratch)
        self.process = try configuration.launcher.start(
            launch,
            descriptors: [
                (theirControl.number, 10), (theirWarden.number, 11), (theirOutput.number, 1), (theirErrors.number, 2),
            ])
        isConfined = configuration.launcher.isConfined
        seal.bytes.withUnsafeBytes { _ = send(control.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        self.control = control
        self.warden = warden
        self.output = output
        self.errors = errors
    }

    /// Has large values share one heap of huge pages: a fork then copies one entry in place of 512. With 2 GB alive a small
    /// cell took 130 ms more than with none, of 4 KiB pages, and takes 0 to 10 ms more so. The heap's end is kept when it is
    /// free, or a loop that makes and drops an array would give its pages back and take them again each time.
    private static let hugePages =
        "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824"
        + ":glibc.malloc.trim_threshold=268435456:glibc.malloc.top_pad=16777216"

    deinit { close() }

    /// Ends all processes of this worker and waits for the last.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        warden.close()
        control.close()
        // Its processes may have been stopped; what confines them ends them all.
        if isConfined { process.kill() }
        // One that was killed has not ended what cells had started.
        if ProcessEnd(status: process.wait()).signal != nil, !isConfined { killOrphans() }
    }

    private func killOrphans() {
        // Those that are found may be starting others.
        for _ in 0..<1000 {
            let orphans = ProcessStatus.processes(withVariable: mark)
            if orphans.found.isEmpty, orphans.isSure { return }
            for pid in orphans.found { kill(pid, SIGKILL) }
            usleep(1000)
        }
    }

    // MARK: Commands

    /// - Parameters:
    ///   - ticket: goes with the values that the cell gives.
    ///   - leavesSnapshot: false for what only looks: the session stands afterwards where it stood.
    func run(
        library: String, entry: String, cell: Int, in session: pid_t, ticket: Ticket, leavesSnapshot: Bool
    ) throws {
        let text = "\(library)\0\(entry)\0"
        try command(leavesSnapshot ? "R" : "A", to: session, cell: cell, ticket: ticket, text: text)
    }

    /// Asks the session for a snapshot of where it stands.
    func takeSnapshot(of session: pid_t) throws {
        try command("S", to: session, cell: 0, ticket: Ticket(), text: "")
    }

    private func command(_ kind: Character, to session: pid_t, cell: Int, ticket: Ticket, text: String) throws {
        var bytes: [UInt8] = []
        for word in [UInt32(kind.asciiValue ?? 0), UInt32(bitPattern: session), UInt32(cell)] {
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
        }
        bytes += ticket.bytes + Array(text.utf8)
        let sent = bytes.withUnsafeBytes { send(control.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == bytes.count else { throw EngineError.system("sending a command to the worker") }
    }

    /// Sends a signal to one of the worker's processes.
    func signal(_ pid: pid_t, _ number: Int32) { request("K", pid: pid, signal: number) }

    /// Ends all of a confined worker's processes at once, whatever they do; its end is told as an event.
    func endAll() { if isConfined { process.kill() } }

    /// Makes a snapshot the session.
    ///
    /// - Parameter dropped: a cell whose tasks should not go on; 0 for none.
    func wake(_ snapshot: pid_t, droppingTasksOf dropped: Int) {
        request("K", pid: snapshot, signal: WorkerSignal.wake, value: Int32(dropped))
    }

    /// Kills everything that cells started at or after an instant, except these processes of our own.
    func killStrays(since: BootTicks, sparing ours: [pid_t]) { request("W", since: since, spare: ours) }

    /// Another worker goes on with the session's folder.
    func keepScratch() { request("F") }

    private func request(
        _ kind: Character, pid: pid_t = 0, signal: Int32 = 0, value: Int32 = 0,
        since: BootTicks = BootTicks(count: 0), spare: [pid_t] = []
    ) {
        // `struct request` in warden.c.
        let spare = spare.suffix(64)
        let halves = [UInt32(truncatingIfNeeded: since.count), UInt32(truncatingIfNeeded: since.count >> 32)]
        var words = [Int32(kind.asciiValue ?? 0), pid, signal, value, Int32(spare.count), 0]
        words += halves.map(Int32.init(bitPattern:)) + spare
        words += Array(repeating: 0, count: 72 - words.count)
        kill(process.pid, SIGCONT)  // should a cell have stopped it
        _ = words.withUnsafeBytes { send(warden.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    // MARK: Events

    /// Waits for what happens next, at most until `deadline`.
    ///
    /// - Returns: printed text and displays in the order in which the cell made them (`order.c` sends a display when all text
    ///   before it has been read, and goes on when the display has), then other messages and deaths: what a process wrote
    ///   before its last message is there before that message is acted on. Empty when the time is up.
    func events(until deadline: ContinuousClock.Instant?, cancellation: Cancellation?) throws -> [Event] {
        let descriptors =
            [output.number, errors.number, control.number, warden.number] + (cancellation.map { [$0.descriptor] } ?? [])
        let ready = try waitForEvent(descriptors, until: deadline)
        let before = ready.contains(2) ? drainOutput() : []
        var frames = ready.contains(2) ? readFrames() : []
        var ends: [Event] = []
        if ready.contains(3) {
            // A death may be told before the last frames of the dead have been read.
            ends = readDeaths()
            frames += readFrames()
        }
        let displays = frames.filter(\.isDisplay)
        frames.removeAll(where: \.isDisplay)
        var events = before + displays + drainOutput() + frames + ends
        if ready.contains(4) { events.append(.cancelled) }
        return events
    }

    /// A cell may have stopped the warden, which then tells no deaths: it is told to go on, now and then.
    private func waitForEvent(_ descriptors: [Int32], until deadline: ContinuousClock.Instant?) throws -> [Int] {
        while true {
            let look = ContinuousClock.now + .seconds(1)
            let ready = try waitForInput(descriptors, until: deadline.map { min($0, look) } ?? look)
            if !ready.isEmpty { return ready }
            if let deadline, ContinuousClock.now >= deadline { return [] }
            kill(process.pid, SIGCONT)
        }
    }

    /// What has been printed and not been read yet.
    func drainOutput() -> [Event] {
        var events: [Event] = []
        while let bytes = output.readAvailable(), !bytes.isEmpty { events.append(.stdout(Data(bytes))) }
        while let bytes = errors.readAvailable(), !bytes.isEmpty { events.append(.stderr(Data(bytes))) }
        return events
    }

    /// A message is held in memory until it is whole, and some of its copies while it is read: 1 GiB, and of those whom nobody trusts
    /// what the values of a check may need.
    private var longestMessage: Int { isConfined ? 32 << 20 : 1 << 30 }

    private func readFrames() -> [Event] {
        var events: [Event] = []
        while let packet = control.readAvailable(limit: 1 << 17), !packet.isEmpty {
            let head = 2 + Ticket.count
            guard packet.count >= head, packet[2..<head].elementsEqual(seal.bytes) else { continue }
            let kind = packet[0]
            var payload = partial.removeValue(forKey: kind) ?? Data()
            payload += packet[head...]
            guard payload.count <= longestMessage else { continue }
            if packet[1] != 0 {
                partial[kind] = payload
            } else if let frame = Frame(kind: kind, payload: StreamSafeText.data(payload)) {
                // A snapshot that takes over starts its own messages.
                if case .ready = frame { partial = [:] }
                events.append(.frame(frame))
            }
        }
        return events
    }

    private func readDeaths() -> [Event] {
        var events: [Event] = []
        while let packet = warden.readAvailable(limit: 64) {
            guard packet.count == 8 else { return events }
            let words = packet.withUnsafeBytes {
                [$0.load(as: Int32.self), $0.load(fromByteOffset: 4, as: Int32.self)]
            }
            events.append(.death(pid: words[0], ProcessEnd(status: words[1])))
        }
        return events + [.lost]
    }
}
