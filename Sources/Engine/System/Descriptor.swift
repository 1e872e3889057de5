internal import CLinux
import Foundation

/// An open file descriptor that closes with its last owner.
final class Descriptor {
    private(set) var number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close() }

    /// Closes it now: a pipe's reader sees the end only when every copy of the writing end is gone.
    func close() {
        guard number >= 0 else { return }
        _ = Glibc.close(number)
        number = -1
    }

    func write(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
    }

    /// Reads what is there, up to `limit` bytes; nil at the end, empty when nothing is there now.
    func readAvailable(limit: Int = 1 << 18) -> [UInt8]? {
        var wouldBlock = false
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
            repeat { count = Glibc.read(number, buffer.baseAddress, limit) } while count < 0 && errno == EINTR
            wouldBlock = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
            initialized = max(count, 0)
        }
        if count > 0 { return bytes }
        return wouldBlock ? [] : nil
    }

    func setNonBlocking() {
        let flags = fcntl(number, F_GETFL)
        _ = fcntl(number, F_SETFL, flags | O_NONBLOCK)
    }

    /// A pipe whose ends children do not inherit unless told to: (reading, writing).
    static func pipe() throws -> (Descriptor, Descriptor) {
        var ends: [Int32] = [0, 0]
        guard linux_pipe(&ends) == 0 else { throw EngineError.system("pipe") }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// An input that is at its end.
    static func nothing() throws -> Descriptor {
        let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw EngineError.system("opening /dev/null") }
        return Descriptor(file)
    }

    /// A pair of connected sockets that keep message boundaries.
    static func packetPair() throws -> (Descriptor, Descriptor) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw EngineError.system("socketpair") }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }
}

/// Waits until one of the descriptors can be read (or has ended) or the time is up; the indices of those that can.
func waitForInput(_ descriptors: [Int32], until deadline: ContinuousClock.Instant?) throws -> [Int] {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
        var milliseconds: Int32 = -1
        if let deadline {
            let left = deadline - ContinuousClock.now
            milliseconds = left <= .zero ? 0 : Int32(min(left / .milliseconds(1) + 1, 1_000_000))
        }
        let count = poll(&polled, nfds_t(polled.count), milliseconds)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { throw EngineError.system("poll") }
        return polled.indices.filter { polled[$0].revents != 0 }
    }
}
