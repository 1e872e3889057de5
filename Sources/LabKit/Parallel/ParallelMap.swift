import Glibc
import Synchronization

/// `transform` of each input, worked out on several cores, in the order of the inputs.
///
/// Results are those of an ordinary `map`, to the last digit, as long as `transform` keeps to its own values: give each run
/// a `RandomState` of its own, and leave the global stream (`Random`) and the notebook's variables alone.
/// ```swift
/// let accuracies = parallelMap(0..<20) { seed in train(solver: "adam", random: RandomState(seed)) }
/// ```
/// The threads are plain ones and have ended when the call returns, so that a session can still be copied for undo.
/// - Parameters:
///   - inputs: any sequence; the first inputs start first.
///   - threads: how many run at a time, the calling one included; all cores unless given.
///   - transform: called once for each input.
/// - Throws: what `transform` threw for the earliest input that failed; later inputs may have run or not.
public func parallelMap<Inputs: Sequence, Output, Failure: Error>(
    _ inputs: Inputs, threads: Int? = nil, _ transform: @Sendable (Inputs.Element) throws(Failure) -> Output
) throws(Failure) -> [Output] {
    if let threads, threads < 1 { stop("parallelMap: 'threads' is \(threads); it must be 1 or more") }
    let inputs = Array(inputs)
    let workers = max(1, min(threads ?? coreCount, inputs.count))
    if workers == 1 {
        var outputs: [Output] = []
        for input in inputs { outputs.append(try transform(input)) }
        return outputs
    }
    var results = [Result<Output, Failure>?](repeating: nil, count: inputs.count)
    results.withUnsafeMutableBufferPointer { slots in
        let queue = WorkQueue(count: inputs.count)
        // The threads end before this scope does, and each index is taken once: nothing is shared while it changes.
        nonisolated(unsafe) let slots = slots
        nonisolated(unsafe) let inputs = inputs
        withoutActuallyEscaping(transform) { transform in
            runOnThreads(workers) {
                while let index = queue.next() {
                    do throws(Failure) {
                        slots[index] = .success(try transform(inputs[index]))
                    } catch {
                        slots[index] = .failure(error)
                        queue.stop()
                    }
                }
            }
        }
    }
    // Indices are handed out in order, so what did not run stands behind the first failure.
    var outputs: [Output] = []
    for result in results { if let result { outputs.append(try result.get()) } }
    return outputs
}

/// The cores that this process may use.
private var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Hands out 0, 1, 2, … once each, to whichever thread asks.
private final class WorkQueue: Sendable {
    private let count: Int
    private let taken = Atomic(0)

    init(count: Int) { self.count = count }

    func next() -> Int? {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }

    /// Nothing more is handed out.
    func stop() { taken.store(count, ordering: .relaxed) }
}

/// Runs `body` on `count` threads at once, the calling one among them, and returns when all have ended.
private func runOnThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var threads: [pthread_t] = []
    for _ in 1..<count {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(Box(body))
        let failed = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, argument.toOpaque())
        if failed == 0 {
            threads.append(thread)
        } else {
            // Too many threads for the system: those that run take the work over.
            argument.release()
        }
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
}
