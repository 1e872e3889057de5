@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency

/// Swift concurrency inside a worker: jobs wait in the worker's own queues and run on its own threads, which a snapshot
/// copies and which can be put away before a fork, rather than on Dispatch's, which a fork breaks.
///
/// Given to the runtime before the first task. (The older hooks, `swift_task_enqueueGlobal_hook` and its sisters, are not
/// enough: `Task.sleep` asks the default executor itself to schedule, past the hooks.)
struct CellExecutors: ExecutorFactory {
    static var mainExecutor: any MainExecutor { CellMainExecutor.shared }
    static var defaultExecutor: any TaskExecutor { CellTaskExecutor.shared }

    static func install() { _createExecutors(factory: CellExecutors.self) }
}

/// Runs jobs on the worker's pool of threads.
final class CellTaskExecutor: TaskExecutor, SchedulingExecutor {
    static let shared = CellTaskExecutor()

    func enqueue(_ job: consuming ExecutorJob) { tasks?.enqueue(job, isMain: false, after: .zero) }

    func enqueue<C: Clock>(_ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C) {
        tasks?.enqueue(job, isMain: false, after: delay as? Duration ?? .zero)
    }

    func enqueue<C: Clock>(_ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C) {
        tasks?.enqueue(job, isMain: false, after: clock.now.duration(to: instant) as? Duration ?? .zero)
    }
}

/// Runs the main actor's jobs on the worker's main thread, in the cell's own wait or while the session waits.
final class CellMainExecutor: MainExecutor, SchedulingExecutor {
    static let shared = CellMainExecutor()

    func enqueue(_ job: consuming ExecutorJob) { tasks?.enqueue(job, isMain: true, after: .zero) }

    func enqueue<C: Clock>(_ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C) {
        tasks?.enqueue(job, isMain: true, after: delay as? Duration ?? .zero)
    }

    func enqueue<C: Clock>(_ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C) {
        tasks?.enqueue(job, isMain: true, after: clock.now.duration(to: instant) as? Duration ?? .zero)
    }

    /// The worker's own loop runs the jobs: it wraps the runtime's call that would come here.
    func run() throws { fatalError("a cell does not run the main executor itself") }
    func stop() {}

    func checkIsolated() {
        precondition(tasks?.isMainThread() ?? true, "expected to run on the main actor's thread")
    }

    func isIsolatingCurrentContext() -> Bool? { tasks?.isMainThread() }
}

extension TaskHooks {
    /// Clocks of one's own come to `sleep` by their own code; what arrives here counts in `Duration`.
    func enqueue(_ job: consuming ExecutorJob, isMain: Bool, after delay: Duration) {
        let (seconds, attoseconds) = delay.components
        let nanoseconds = max(
            0, seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue + attoseconds / 1_000_000_000)
        let pointer = unsafeBitCast(UnownedJob(job), to: UnsafeMutableRawPointer.self)
        enqueue(pointer, isMain, UInt64(nanoseconds))
    }
}

/// The first statement of an asynchronous cell, added by the engine: what its task prints is the cell's output.
public func _cellBegan() { tasks?.cellBegan() }

/// The last statement of an asynchronous cell, added by the engine: says that the cell has come to its end, and never
/// returns, since what follows in Swift's own `main` would end the process.
@MainActor
public func _cellFinished() async {
    tasks?.cellFinished()
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
}
