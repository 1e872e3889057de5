import Foundation
import Reports

/// Several notebooks, some of them at the same time.
public struct ReplayBatch {
    public let replays: [NotebookReplay]
    /// How many play at the same time.
    public let jobs: Int

    public init(_ replays: [NotebookReplay], jobs: Int) {
        self.replays = replays
        self.jobs = max(1, min(jobs, replays.count))
    }

    /// What became of one notebook.
    public typealias Ending = Result<NotebookReport, any Error>

    /// Plays all, in order of the list as places become free. The two closures are called one at a time, with the notebook's place
    /// in the list.
    ///
    /// - Parameter onEnd: called when a notebook has ended; false ends the batch: those that wait are not begun.
    public func play(
        stop: InterruptSwitch, onEvent: @escaping (Int, PlayEvent) throws -> Void,
        onEnd: @escaping (Int, Ending) -> Bool
    ) {
        let queue = BatchQueue(count: replays.count)
        nonisolated(unsafe) let (replays, onEvent, onEnd) = (replays, onEvent, onEnd)
        let work: @Sendable () -> Void = {
            while !stop.isInterrupted, let index = queue.next() {
                let ending = Ending {
                    try replays[index].play(stop: stop) { event in
                        try queue.oneAtATime { try onEvent(index, event) }
                    }
                }
                queue.oneAtATime { if !onEnd(index, ending) { queue.end() } }
            }
        }
        let threads = (1..<jobs).map { _ in JobThread(work) }
        for thread in threads { thread.start() }
        work()
        for thread in threads { thread.wait() }
    }
}

/// The notebooks that wait for their turn.
private final class BatchQueue: @unchecked Sendable {
    private let lock = NSLock()
    private let talk = NSLock()
    private var waiting: Range<Int>

    init(count: Int) { waiting = 0..<count }

    func next() -> Int? { lock.withLock { waiting.popFirst() } }
    func end() { lock.withLock { waiting = waiting.upperBound..<waiting.upperBound } }
    func oneAtATime<Value>(_ body: () throws -> Value) rethrows -> Value { try talk.withLock(body) }
}

/// A thread that can be waited for, with a stack for deeply nested notebooks.
private final class JobThread: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let thread: Thread

    init(_ work: @escaping @Sendable () -> Void) {
        let done = done
        thread = Thread {
            work()
            done.signal()
        }
        thread.stackSize = 8 << 20
    }

    func start() { thread.start() }
    func wait() { done.wait() }
}
