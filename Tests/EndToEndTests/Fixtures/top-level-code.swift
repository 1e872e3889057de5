// %% [markdown]
// A cell is a script: whatever Swift allows at the top level of one keeps its meaning.

// %% try at top level
//| expect: { stdout: "41", values: { parsed: 41 } }
struct Bad: Error {}
func parse(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw Bad() }
    return number
}
let parsed = try parse("41")
print(parsed)

// %% try?, do and catch
//| expect:
//|   stdout: |
//|     nil
//|     caught Bad()
let missing = try? parse("x")
print(missing as Any)
do {
    _ = try parse("y")
} catch {
    print("caught \(error)")
}

// %% guard makes a global
//| expect: { values: { kept: 7 } }
let perhaps: Int? = 7
guard let kept = perhaps else { fatalError("no value") }

// %% guard with a pattern
enum Answer { case number(Int), nothing }
let answer = Answer.number(6)
guard case .number(let unpacked) = answer, unpacked > 5 else { fatalError("no number") }

// %% The names of both are there
//| expect: { result: "Int = 13" }
kept + unpacked

// %% await at top level
//| expect: { stdout: "waited 3", values: { sum: 3 } }
func add(_ left: Int, _ right: Int) async -> Int {
    await Task.yield()
    return left + right
}
let sum = await add(1, 2)
print("waited \(sum)")

// %% What an asynchronous cell defined is used by a synchronous one
//| expect: { result: "Int = 6" }
sum * 2

// %% try await, and async let
//| expect: { stdout: "30 [1, 2, 3]" }
func fetch(_ number: Int) async throws -> Int {
    try await Task.sleep(for: .milliseconds(1))
    return number * 10
}
async let one = fetch(1)
async let two = fetch(2)
let fetched = try await one + two
let stream = AsyncStream<Int> { continuation in
    for number in 1...3 { continuation.yield(number) }
    continuation.finish()
}
var received: [Int] = []
for await number in stream { received.append(number) }
print(fetched, received)

// %% A group of tasks, an actor
//| expect: { stdout: "55 10" }
actor Tally {
    var total = 0
    func add(_ number: Int) { total += number }
}
let tally = Tally()
let total = await withTaskGroup(of: Int.self) { group in
    for number in 1...10 {
        group.addTask {
            await tally.add(1)
            return number
        }
    }
    return await group.reduce(0, +)
}
print(total, await tally.total)

// %% The main actor
//| expect: { stdout: "on the main actor: true" }
import Foundation
@MainActor func isMain() -> Bool { Thread.isMainThread }
print("on the main actor:", await Task { @MainActor in isMain() }.value)

// %% Conditional compilation
//| expect: { stdout: "Linux, debug checks" }
#if os(Linux)
    let system = "Linux"
#else
    let system = "something else"
#endif
#if compiler(>=99)
    let system = 3
#endif
func checks() -> String { _isDebugAssertConfiguration() ? "debug checks" : "no checks" }
print("\(system), \(checks())")

// %% What stood inside it reaches later cells
//| expect: { result: 'String = "Linux"' }
system

// %% defer, loops, switch, labels
//| expect:
//|   stdout: |
//|     0 even
//|     1 odd
//|     after the loop
//|     deferred
do {
    defer { print("deferred") }
    outer: for row in 0..<3 {
        for _ in 0..<3 {
            if row == 2 { break outer }
            switch row % 2 {
            case 0: print(row, "even")
            default: print(row, "odd")
            }
            continue outer
        }
    }
    print("after the loop")
}

// %% if and switch as expressions
//| expect: { result: 'String = "small"' }
let size = if kept < 10 { "small" } else { "large" }
size

// %% Closures keep what they caught
//| expect: { stdout: "1 2" }
func makeCounter() -> () -> Int {
    var count = 0
    return {
        count += 1
        return count
    }
}
let next = makeCounter()
print(next(), next(), terminator: "")

// %% And go on counting in the next cell
//| expect: { stdout: "3 [2, 4]" }
print(next(), [1, 2].map { $0 * 2 })

// %% Unicode, raw strings, multi-line strings, comments
//| expect:
//|   stdout: |
//|     평균 2.5 👩‍👩‍👧 1
//|     \n stays
//|     // %% is no marker here
let 평균 = 2.5 /* the mean /* nested */ */
print("평균", 평균, "👩‍👩‍👧", "👩‍👩‍👧".count)
print(#"\n stays"#)
print(
    """
    // %% is no marker here
    """)

// %% An empty cell

// %% A cell of comments only
// Nothing happens.
