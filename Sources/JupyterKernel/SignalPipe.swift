internal import CLinux
import Foundation

/// Signals as bytes that `poll` sees.
enum SignalPipe {
    nonisolated(unsafe) private static var ends: [Int32] = [-1, -1]

    /// From now on these signals can be taken from the descriptor that is returned.
    static func open(_ numbers: [Int32]) throws -> Int32 {
        guard linux_pipe(&ends) == 0 else {
            throw KernelError(.unavailable, "pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        for number in numbers {
            signal(number) { number in
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(SignalPipe.ends[1], &byte, 1)
                errno = saved
            }
        }
        return ends[0]
    }

    static func take() -> Set<Int32> {
        var bytes = [UInt8](repeating: 0, count: 64)
        var signals: Set<Int32> = []
        while case let count = read(ends[0], &bytes, bytes.count), count > 0 {
            signals.formUnion(bytes.prefix(count).map(Int32.init))
        }
        return signals
    }
}
