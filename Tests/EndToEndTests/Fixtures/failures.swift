// %% [markdown]
// A cell that fails leaves the session as it was, and what it defined is not there. (Every way to fail by itself: `faults`.)

// %% What there is
import Foundation

var count = 1
var words = ["kept"]
final class Account {
    var balance = 100
}
let account = Account()
var log: [String] = []
func spoil(_ why: String) {
    count = -1
    words.removeAll()
    account.balance = 0
    log.append(why)
    print("spoilt by \(why)")
}
struct Broke: Error, CustomStringConvertible {
    let amount: Int
    var description: String { "\(amount) short" }
}
struct Late: Error {}
enum Failure: Error { case late(by: Int) }

// %% An index out of range
//| expect: { error: "Fatal error: Index out of range", stdout: "spoilt by an index" }
spoil("an index")
let numbers = [1, 2, 3]
func pick(_ index: Int) -> Int { numbers[index] }
print(pick(7))

// %% A cast
//| expect: { error: "Fatal error: Could not cast value of type 'String' to 'Int'" }
spoil("a cast")
let any: Any = "text"
// swift-format-ignore
print(any as! Int)

// %% An uncaught error
//| expect: { error: "Broke: 5 short" }
spoil("an error")
func pay(_ amount: Int) throws {
    if amount > account.balance { throw Broke(amount: amount) }
}
try pay(5)

// %% An uncaught case of an enum
//| expect: { error: "Failure: late(by: 3)" }
spoil("a case")
throw Failure.late(by: 3)

// %% exit
//| expect: { error: "exit(3)" }
spoil("exit")
exit(3)

// %% SIGTERM
//| expect: { error: "SIGTERM" }
spoil("SIGTERM")
kill(getpid(), SIGTERM)
pause()

// %% A fatal error on another thread
//| expect: { error: "Fatal error: not on the main thread" }
spoil("a thread")
let thread = Thread { fatalError("not on the main thread") }
thread.start()
while true { sleep(1) }

// %% The session is as it was before all of them
//| expect:
//|   stdout: |
//|     1 ["kept"] 100 []
//|   values: { count: 1, account.balance: 100 }
print(count, words, account.balance, log)

// %% What the failed cells defined is not there
//| expect: { error: "cannot find 'numbers' in scope" }
print(numbers)

// %% And it goes on
//| expect: { stdout: "2 50" }
count += 1
account.balance /= 2
print(count, account.balance)

// %% A failure after a success takes only its own
//| expect: { error: "Broke: 1 short" }
count += 1
throw Broke(amount: 1)

// %% So
//| expect: { values: { count: 2, account.balance: 50 } }
