import Foundation

/// SourceKit in a process of its own: it may crash or hang, and whoever asked goes on without an answer.
final class SourceKitProcess {
    private let socket: Descriptor
    private let child: ChildProcess
    private var isOver = false

    /// Starts it; it can be asked once ``awaitReady()`` has returned.
    init(toolchain: Toolchain, installation: Installation) throws {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw EngineError.system("socketpair") }
        let theirs = Descriptor(ends[1])
        socket = Descriptor(ends[0])
        let nowhere = Descriptor(open("/dev/null", O_RDWR | O_CLOEXEC))
        child = try ChildProcess.start(
            installation.worker, ["--sourcekit", toolchain.sourceKit],
            descriptors: [(theirs.number, 0), (theirs.number, 1), (nowhere.number, 2)])
        theirs.close()
    }

    /// - Throws: ``EngineError`` when the library cannot be used.
    func awaitReady(toolchain: Toolchain) throws {
        guard read(until: .now + .seconds(20)) != nil else {
            end()
            throw EngineError(
                .missing, "\(toolchain.sourceKit) cannot be used",
                advice: "Install the whole of Swift 6.3 from https://www.swift.org/install/linux.")
        }
    }

    deinit { end() }

    /// - Returns: its answer; nil when none came in time, and then the process is gone.
    func ask(_ request: String, within limit: Duration) -> Data? {
        guard !isOver else { return nil }
        let bytes = Array(request.utf8)
        let length = withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) }
        guard send(length + bytes), let answer = read(until: .now + limit) else {
            end()
            return nil
        }
        return answer
    }

    /// Makes whoever waits for an answer wait no longer; from any thread.
    func interrupt() { child.kill() }

    func end() {
        guard !isOver else { return }
        isOver = true
        socket.close()
        child.kill()
        child.wait()
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            // A signal would end the shell where SourceKit has just died.
            let count = rest.withUnsafeBytes {
                Glibc.send(socket.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func read(until deadline: ContinuousClock.Instant) -> Data? {
        var bytes: [UInt8] = []
        while true {
            if bytes.count >= 4 {
                let length = bytes[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
                if bytes.count >= 4 + length { return Data(bytes[4..<(4 + length)]) }
            }
            guard let ready = try? waitForInput([socket.number], until: deadline), !ready.isEmpty,
                let more = socket.readAvailable()
            else { return nil }
            bytes += more
        }
    }
}
