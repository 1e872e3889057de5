import Foundation

/// Ctrl-C while a cell runs. (While a line is typed it is a key like others, see ``LineEditor``.)
enum InterruptKey {
    nonisolated(unsafe) private static var action: (@Sendable () -> Void)?

    /// From now on SIGINT calls `action`, which must be safe in a signal handler.
    static func handle(_ action: @escaping @Sendable () -> Void) {
        Self.action = action
        signal(SIGINT) { _ in InterruptKey.action?() }
    }
}
