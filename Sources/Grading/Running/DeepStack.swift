import Foundation

/// Runs work on a thread whose stack holds what no sensible text needs: a parser and what walks its trees go as deep as a
/// student's text is nested.
public enum DeepStack {
    /// Address space; memory is taken as it is used.
    private static let bytes = 2 << 30

    public static func run<Value>(_ body: @escaping () throws -> Value) throws -> Value {
        nonisolated(unsafe) let body = body
        nonisolated(unsafe) var result: Result<Value, any Error>?
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            result = Result { try body() }
            done.signal()
        }
        thread.stackSize = bytes
        thread.start()
        done.wait()
        guard let result else { throw GradingError("a thread ended without a result") }
        return try result.get()
    }
}
