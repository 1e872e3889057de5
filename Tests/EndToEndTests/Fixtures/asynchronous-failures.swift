// %% [markdown]
// Failures of asynchronous cells, after each of which asynchronous cells must still run.

// %% What there is
import Foundation

var count = 1
struct Stop: Error {}
actor Vault {
    var gold = 10
    func take(_ amount: Int) { gold -= amount }
}
let vault = Vault()
func work(_ number: Int) async throws -> Int {
    try await Task.sleep(for: .milliseconds(1))
    return number
}
func workers(_ count: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
        for number in 1...count {
            group.addTask {
                try? await Task.sleep(for: .milliseconds(number))
                return number
            }
        }
        return await group.reduce(0, +)
    }
}

// %% One that works
//| expect: { stdout: "15" }
print(await workers(5))

// %% An error after waiting
//| expect: { error: "Stop()" }
count = try await work(5)
await vault.take(3)
throw Stop()

// %% The state, and tasks again
//| expect: { stdout: "1 10 15" }
print(count, await vault.gold, await workers(5))

// %% A trap in a child task
//| expect: { error: "Fatal error: in a child" }
await vault.take(3)
await withTaskGroup(of: Void.self) { group in
    group.addTask { _ = await workers(3) }
    group.addTask { fatalError("in a child") }
}

// %% The state, and tasks again, two
//| expect: { stdout: "1 10 15" }
print(count, await vault.gold, await workers(5))

// %% A trap on an actor
//| expect: { error: "Fatal error: Index out of range" }
actor Careless {
    func slip() -> Int { [1, 2][count + 5] }
}
await vault.take(3)
print(await Careless().slip())

// %% The state, and tasks again, three
//| expect: { stdout: "1 10 15" }
print(count, await vault.gold, await workers(5))

// %% exit inside a task
//| expect: { error: "exit(2)" }
await vault.take(3)
await Task.detached { exit(2) }.value

// %% The state, and tasks again, four
//| expect: { stdout: "1 10 15" }
print(count, await vault.gold, await workers(5))

// %% A task that goes on while the next cell fails
var rounds = 0
let ticking = Task { @MainActor in
    while !Task.isCancelled {
        rounds += 1
        try await Task.sleep(for: .milliseconds(1))
    }
}

// %% Killed in the midst of it
//| expect: { error: "SIGKILL" }
try await Task.sleep(for: .milliseconds(20))
kill(getpid(), SIGKILL)
try await Task.sleep(for: .seconds(60))

// %% It ticks on, and can be stopped
//| expect: { stdout: "stopped" }
let before = rounds
while rounds < before + 5 { try await Task.sleep(for: .milliseconds(1)) }
ticking.cancel()
_ = await ticking.result
print("stopped")

// %% Many of both kinds
//| expect: { stdout: "1 10 1275" }
print(count, await vault.gold, await workers(50))
