import Foundation

/// Ctrl-C: the first one stops what runs, whatever came before it.
enum Interrupts {
    nonisolated(unsafe) private static var action: (@Sendable () -> Void)?

    /// From now on SIGINT and SIGTERM call `action`, which must be safe in a signal handler.
    static func handle(_ action: @escaping @Sendable () -> Void) {
        Self.action = action
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in Interrupts.action?() }
        }
    }
}
