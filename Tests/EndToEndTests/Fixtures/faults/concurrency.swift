// %% An error after waiting
//| expect: { error: "Broke: Broke()" }
await vault.put(3)
spoil()
try await Task.sleep(for: .milliseconds(1))
throw Broke()

// %% An error of an async let
//| expect: { error: "Broke: Broke()" }
await vault.put(3)
spoil()
func fail() async throws -> Int { throw Broke() }
async let one = fail()
async let two = fail()
print(try await one + two)

// %% A cancelled task
//| expect: { error: "CancellationError" }
await vault.put(3)
spoil()
let doomed = Task { try await Task.sleep(for: .seconds(3600)) }
doomed.cancel()
try await doomed.value

// %% A trap in a child of a task group
//| expect: { error: "Fatal error: in a child" }
await vault.put(3)
spoil()
await withTaskGroup(of: Void.self) { group in
    group.addTask { try? await Task.sleep(for: .seconds(3600)) }
    group.addTask { fatalError("in a child") }  // <-
}

// %% A trap in a method of an actor
//| expect: { error: "Fatal error: Index out of range" }
await vault.put(3)
spoil()
actor Careless {
    var elements = [1, 2]
    func slip(_ index: Int) -> Int { elements[index] }  // <-
}
print(await Careless().slip(numbers.count + 5))

// %% A trap on the main actor, in a task
//| expect: { error: "Fatal error: at home" }
spoil()
await Task { @MainActor in fatalError("at home") }.value  // <-

// %% exit in a task
//| expect: { error: "exit(2)" }
await vault.put(3)
spoil()
await Task.detached { exit(2) }.value  // <-

// %% A task that nobody awaits traps while the cell goes on
//| expect: { error: "Fatal error: by myself" }
spoil()
Task.detached { fatalError("by myself") }  // <-
while true { pause() }

// %% A continuation resumed twice
//| expect: { error: "Fatal error: SWIFT TASK CONTINUATION MISUSE" }
spoil()
await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
    continuation.resume()
    continuation.resume()
}

// %% Not on the main actor
//| expect: { error: "Fatal error: Incorrect actor executor assumption" }
spoil()
await Task.detached { MainActor.assumeIsolated { print("not here") } }.value

// %% A fatal error on another thread
//| expect: { error: "Fatal error: not on the main thread" }
spoil()
Thread { fatalError("not on the main thread") }.start()  // <-
while true { pause() }

// %% A trap inside a queue's sync
//| expect: { error: "Fatal error: in the queue" }
spoil()
DispatchQueue(label: "a queue").sync { fatalError("in the queue") }  // <-

// %% A queue that waits for itself
//| expect: { error: { regex: "SIG(ILL|TRAP|SEGV)|Fatal error" } }
spoil()
let queue = DispatchQueue(label: "itself")
queue.sync { queue.sync { print("never") } }

// %% A trap in a parallel loop
//| expect: { error: "Fatal error: in parallel" }
spoil()
DispatchQueue.concurrentPerform(iterations: 8) { index in
    if index == 5 { fatalError("in parallel") }  // <-
}

// %% A semaphore that goes while somebody holds it
//| expect: { error: { regex: "SIG(ILL|TRAP|SEGV)|Fatal error" } }
spoil()
func hold() { DispatchSemaphore(value: 1).wait() }
hold()

// %% A thousand tasks, and a kill among them
//| expect: { error: "SIGKILL" }
await vault.put(3)
spoil()
await withTaskGroup(of: Void.self) { group in
    for number in 0..<1000 {
        group.addTask {
            await vault.put(number)
            if number == 500 { kill(getpid(), SIGKILL) }
            try? await Task.sleep(for: .seconds(3600))
        }
    }
}
