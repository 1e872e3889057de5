import Foundation

/// Runs `body` on a thread whose stack holds what a hostile text can nest: the parser and whatever walks its trees recurse, and a
/// worker thread's half megabyte ends at some hundred levels. Memory is taken only as far as the stack is used.
///
/// - Returns: nil after `limit` seconds. The thread cannot be stopped then, and is left to itself.
func withDeepStack<Value>(limit: Double, _ body: @escaping () -> Value) -> Value? {
    let box = ValueBox<Value>()
    nonisolated(unsafe) let body = body
    let thread = Thread { box.set(body()) }
    thread.stackSize = 512 << 20
    thread.qualityOfService = .background
    thread.start()
    return box.wait(limit: limit)
}

/// A value that one thread gives to another.
private final class ValueBox<Value>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var value: Value?

    func set(_ value: Value) {
        lock.withLock { self.value = value }
        done.signal()
    }

    func wait(limit: Double) -> Value? {
        _ = done.wait(timeout: .now() + limit)
        return lock.withLock { value }
    }
}
