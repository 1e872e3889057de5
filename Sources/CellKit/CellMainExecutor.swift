/// The main actor's executor inside a worker: jobs wait in the worker's own queue, which a snapshot copies, rather than in
/// Dispatch's, which a fork breaks.
final class CellMainExecutor: SerialExecutor {
    static let shared = CellMainExecutor()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        worker?.enqueueMain(unsafeBitCast(job, to: UnsafeMutableRawPointer.self))
    }

    func checkIsolated() {
        precondition(worker?.isMainThread() ?? true, "expected to run on the main actor's thread")
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The last statement of an asynchronous cell, added by the engine: says that the cell has come to its end, and never
/// returns, since what follows in Swift's own `main` would end the process.
@MainActor
public func _cellFinished() async {
    worker?.cellFinished()
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
}
