// %% A loop that computes
//| timeout: 200ms
spoil()
var random: UInt64 = 1
while random != 0 { random = random &* 6_364_136_223_846_793_005 | 1 }  // <-

// %% A read that waits
//| timeout: 200ms
spoil()
let ends = Pipe()
print(ends.fileHandleForReading.readData(ofLength: 1).count)

// %% A sleep
//| timeout: 200ms
spoil()
while true { sleep(3600) }

// %% An await
//| timeout: 200ms
spoil()
let never = AsyncStream<Int> { _ in }
for await number in never { print(number) }

// %% A continuation that nobody resumes
//| timeout: 200ms
spoil()
await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }

// %% A loop that blocks all signals
//| timeout: 200ms
spoil()
var everything = sigset_t()
sigfillset(&everything)
pthread_sigmask(SIG_BLOCK, &everything, nil)
while true { pause() }

// %% A loop that ignores all signals
//| timeout: 200ms
spoil()
for number in Int32(1)...64 where number != SIGKILL && number != SIGSTOP { signal(number, SIG_IGN) }
while true { pause() }

// %% A lock that is never let go
//| timeout: 200ms
spoil()
let lock = NSLock()
lock.lock()
lock.lock()

// %% A loop in a child of a task group
//| timeout: 200ms
spoil()
await vault.put(5)
await withTaskGroup(of: Void.self) { group in
    group.addTask { try? await Task.sleep(for: .seconds(3600)) }
    group.addTask { while true { pause() } }
}

// %% A loop on the main actor
//| timeout: 200ms
spoil()
let main = Task { @MainActor in while true { pause() } }
await main.value

// %% A loop in a deinit
//| timeout: 200ms
spoil()
final class Stubborn {
    deinit { while true { pause() } }
}
func release() { _ = Stubborn() }
release()

// %% A loop in the description of the last expression
//| timeout: 200ms
spoil()
struct Endless: CustomStringConvertible {
    var description: String { while true { pause() } }
}
Endless()

// %% Half a line, then nothing
//| timeout: 200ms
spoil()
print("half a line", terminator: "")
while true { pause() }

// %% A child that is waited for and does not end
//| timeout: 200ms
spoil()
let child = fork()
if child == 0 { while true { pause() } }
waitpid(child, nil, 0)

// %% A trap that waits for a lock at its exit
//| timeout: 200ms
spoil()
atexit { while true { pause() } }
unsafeBitCast(dlsym(nil, "exit"), to: (@convention(c) (Int32) -> Void).self)(0)
