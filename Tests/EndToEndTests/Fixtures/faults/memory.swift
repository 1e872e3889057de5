// %% One array that is too large
//| expect: { error: true }
spoil()
numbers = [Int](repeating: 1, count: 1_000_000_000)
print(numbers.count)

// %% Little by little
//| expect: { error: true }
spoil()
var pieces: [[UInt8]] = []
while pieces.count < 10_000 { pieces.append([UInt8](repeating: 1, count: 1_000_000)) }
print(pieces.count)

// %% A text that doubles
//| expect: { error: true }
spoil()
while text.utf8.count < 1 << 40 { text += text }
print(text.utf8.count)

// %% An allocation of C's that gets nothing is no failure
//| expect: { error: "Fatal error: nothing" }
spoil()
if malloc(8 << 30) == nil { fatalError("nothing") }  // <-

// %% Threads without end
//| expect: { error: "Fatal error: 11" }
spoil()
var thread = pthread_t()
for _ in 0..<100_000 {
    let code = pthread_create(&thread, nil, { _ in while true { pause() } }, nil)
    if code != 0 { fatalError("\(code)") }  // <-
}

// %% In the tasks of a group
//| expect: { error: true }
spoil()
await withTaskGroup(of: Int.self) { group in
    for _ in 0..<8 { group.addTask { [UInt8](repeating: 1, count: 1_000_000_000).count } }
    for await count in group { print(count) }
}
