internal import CLinux
import Foundation

/// A flag that another thread or a signal handler can raise, and that a waiting `poll` sees.
public final class Cancellation: @unchecked Sendable {
    // An eventfd: one write raises it, it stays raised until it is lowered, and writing is safe in a signal handler.
    let descriptor: Int32

    public init() { descriptor = linux_eventfd() }

    deinit { close(descriptor) }

    public func cancel() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Lowers it.
    public func reset() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }

    var isCancelled: Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) > 0
    }
}
