// %% [markdown]
// A task that nobody awaits runs on while the session waits for the next cell, and what it prints is never mistaken for the
// next cell's output.

// %% What the tasks share
import Foundation
import Synchronization

final class Signal: Sendable {
    private let count = Atomic(0)
    func raise() { count.add(1, ordering: .sequentiallyConsistent) }
    func reached(_ wanted: Int) async {
        while count.load(ordering: .sequentiallyConsistent) < wanted { try? await Task.sleep(for: .milliseconds(1)) }
    }
}
let begun = Signal(), wanted = Signal(), printed = Signal()

// %% A task is started, and left
//| id: starter
//| expect: { stdout: "started" }
Task {
    begun.raise()
    for round in 1...3 {
        await wanted.reached(round)
        print("late line \(round)")
        fputs("late error \(round)\n", stderr)
        printed.raise()
    }
}
print("started")

// %% It runs while the next cell does
//| id: next
//| expect: { stdout: "it has begun", stderr: "" }
await begun.reached(1)
print("it has begun")

// %% What it prints now is not this cell's
//| id: opener
//| expect: { stdout: "mine\nmine still", stderr: "" }
print("mine")
wanted.raise()
await printed.reached(1)
print("mine still")

// %% A cell that fails takes back what the task did meanwhile
//| id: failure
//| expect: { error: "Fatal error: after all", stdout: "" }
wanted.raise()
await printed.reached(2)
fatalError("after all")

// %% The task is still there, where it stood, and does it again
//| id: again
//| expect: { stdout: "mine again", stderr: "" }
wanted.raise()
await printed.reached(2)
print("mine again")

// %% It is not too late for its last line between two cells
//| id: between
//| expect: { stdout: "asked" }
wanted.raise()
print("asked")

// %% So
//| id: last
//| expect: { stdout: "seen" }
await printed.reached(3)
print("seen")

// %% A task on the main actor
var steps: [Int] = []
let main = Task { @MainActor in
    for step in 1...3 {
        steps.append(step)
        await Task.yield()
    }
}

// %% It is done by the time somebody waits for it
//| expect: { stdout: "[1, 2, 3]" }
await main.value
print(steps)

// %% A task that waits for an hour
let endless = Task { try await Task.sleep(for: .seconds(3600)) }

// %% It is cancelled by a later cell
//| expect: { stdout: "cancelled: CancellationError()" }
endless.cancel()
do { try await endless.value } catch { print("cancelled: \(error)") }

// %% Timers end in order
//| expect: { stdout: "[1, 2, 3]" }
let order = await withTaskGroup(of: Int.self) { group in
    for number in [3, 1, 2] {
        group.addTask {
            try? await Task.sleep(for: .milliseconds(60 * number))
            return number
        }
    }
    return await group.reduce(into: []) { $0.append($1) }
}
print(order)
