// %% [markdown]
// Dispatch's own threads do not survive a fork. A session that used them is rebuilt after a failure from its cells.

// %% A queue of Dispatch's
//| id: queue
import Dispatch

let queue = DispatchQueue(label: "cells")
var sum = 0
print("adding")
queue.sync { sum += 1 }
DispatchQueue.concurrentPerform(iterations: 8) { _ in queue.sync { sum += 1 } }

// %% A value that comes out the same again
//| id: value
//| expect: { values: { sum: 9 } }
let text = "text \(sum)"

// %% A failure
//| id: failure
//| expect: { error: "Fatal error: here" }
queue.async { sum = -1 }
queue.sync {}
fatalError("here")

// %% The session stands, and Dispatch works
//| id: after
//| expect: { stdout: "text 9 9 10" }
print(text, sum, terminator: " ")
let group = DispatchGroup()
queue.async(group: group) { sum += 1 }
group.wait()
print(sum)

// %% Tasks work, too
//| id: tasks
//| expect: { stdout: "10" }
print(await Task { sum }.value)

// %% The main queue is served while an asynchronous cell waits
//| id: main
//| expect: { stdout: "on the main queue" }
await withCheckedContinuation { continuation in
    DispatchQueue.main.async {
        print("on the main queue")
        continuation.resume()
    }
}

// %% Another failure
//| id: again
//| expect: { error: "exit(1)" }
import Foundation
exit(1)

// %% And again
//| id: end
//| expect: { result: "Int = 10" }
sum
