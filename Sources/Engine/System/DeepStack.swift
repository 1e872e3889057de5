internal import CLinux
import Foundation

/// Runs work on a thread of its own whose stack holds what a hostile text can nest: a parser, and what walks its trees, recurse as
/// deep as the text does, and a worker thread's half megabyte ends at some hundred levels.
public enum DeepStack {
    /// Address space; memory is taken as it is used.
    private static let bytes = 2 << 30

    /// - Throws: what `body` throws.
    public static func run<Value>(_ body: @escaping () throws -> Value) throws -> Value {
        let box = start { Result { try body() } }
        return try box.wait().get()
    }

    /// - Returns: nil after `limit` seconds. The thread cannot be stopped then: it goes on behind all others.
    public static func run<Value>(limit: Double, _ body: @escaping () -> Value) -> Value? {
        start(body).wait(limit: limit)
    }

    private static func start<Value>(_ body: @escaping () -> Value) -> ValueBox<Value> {
        let box = ValueBox<Value>()
        nonisolated(unsafe) let body = body
        let thread = Thread {
            box.begin()
            box.set(body())
        }
        thread.stackSize = bytes
        thread.start()
        return box
    }
}

/// A value that one thread gives to another.
private final class ValueBox<Value>: @unchecked Sendable {
    private let condition = NSCondition()
    private var value: Value?
    private var thread: pid_t?

    func begin() { condition.withLock { thread = linux_thread() } }

    func set(_ value: Value) {
        condition.withLock {
            self.value = value
            condition.broadcast()
        }
    }

    func wait() -> Value {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let value { return value }
            condition.wait()
        }
    }

    func wait(limit: Double) -> Value? {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: limit)
        while value == nil, condition.wait(until: end) {}
        if value == nil, let thread { linux_put_last(thread) }
        return value
    }
}
