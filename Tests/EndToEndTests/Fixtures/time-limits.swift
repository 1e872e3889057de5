// %% What there is
import Foundation

var count = 1
func forever() {
    count += 1
    while count > 0 { usleep(1000) }
}

// %% A loop that computes
//| id: loop
//| timeout: 200ms
//| expect: { stdout: "never compared" }
print("begun")
count = 5
var number: UInt64 = 1
while number != 0 { number = number &* 6_364_136_223_846_793_005 | 1 }

// %% A function that sleeps
//| id: sleep
//| timeout: 0.2s
forever()

// %% An asynchronous cell that waits for what does not come
//| id: await
//| timeout: 200ms
count = 7
let never = AsyncStream<Int> { _ in }
for await number in never { print(number) }

// %% One that is deaf to signals
//| id: deaf
//| timeout: 200ms
var all = sigset_t()
sigfillset(&all)
pthread_sigmask(SIG_BLOCK, &all, nil)
forever()

// %% One that leaves a program behind
//| id: program
//| timeout: 400ms
let sleeper = Process()
sleeper.executableURL = URL(fileURLWithPath: "/bin/sleep")
sleeper.arguments = ["3600"]
try sleeper.run()
forever()

// %% One that may fail must not run out of its time
//| id: expected
//| timeout: 200ms
//| expect: { error: true }
forever()

// %% One that waits for an answer nobody gives
//| id: compile
//| timeout: 10s
print("in time")

// %% The session is as it was
//| id: after
//| expect: { result: "Int = 1" }
count
