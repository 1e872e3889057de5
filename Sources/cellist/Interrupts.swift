import Foundation
import Replay

/// Ctrl-C: the first one stops what runs, whatever came before it.
enum Interrupts {
    nonisolated(unsafe) private static var pipe: [Int32] = [-1, -1]

    /// From now on SIGINT and SIGTERM throw the switch. The handler only writes a byte, which is all that a signal handler may do; a
    /// thread that waits for it does the rest.
    static func handle(_ stop: InterruptSwitch) { handle { stop.interrupt() } }

    /// From now on they call `stop`.
    static func handle(_ stop: @escaping @Sendable () -> Void) {
        guard Glibc.pipe(&pipe) == 0 else { return }
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(pipe[0], &byte, 1)
                if count == 1 { stop() } else if count == 0 || errno != EINTR { return }
            }
        }
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                let saved = errno
                var byte: UInt8 = 1
                _ = write(Interrupts.pipe[1], &byte, 1)
                errno = saved
            }
        }
    }
}
