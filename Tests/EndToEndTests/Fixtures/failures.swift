// %% [markdown]
// A cell that fails leaves the session as it was: each of these fails in its own way after it has changed everything there
// is, and the cell after it finds the old values.

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

// %% An overflow
//| expect: { error: "Fatal error: arithmetic overflow" }
spoil("an overflow")
var large = Int.max - words.count
large += CommandLine.arguments.count
print(large)

// %% nil where a value was promised
//| expect: { error: "Fatal error: Unexpectedly found nil while unwrapping an Optional value" }
spoil("nil")
let nothing: Int? = Int("x")
// swift-format-ignore
print(nothing!)

// %% An error where none was promised
//| expect: { error: "Fatal error: 'try!' expression unexpectedly raised an error: Late()" }
spoil("try!")
// swift-format-ignore
try! { throw Late() }()

// %% fatalError
//| expect: { error: "Fatal error: on purpose, in two words" }
spoil("fatalError")
fatalError("on purpose, in two words")

// %% A precondition
//| expect: { error: "Precondition failed: must be positive" }
spoil("a precondition")
precondition(count > 0, "must be positive")

// %% An assertion
//| expect: { error: "Assertion failed" }
spoil("an assertion")
assert(count > 0)

// %% Division by zero
//| expect: { error: { regex: "Division by zero" } }
spoil("division")
let zero = words.count
print(1 / zero)

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

// %% exit with 0
//| expect: { error: "exit(0)" }
spoil("exit(0)")
exit(0)

// %% _exit, behind everybody's back
//| expect: { error: "exit(4)" }
spoil("_exit")
_exit(4)

// %% abort
//| expect: { error: "SIGABRT" }
spoil("abort")
abort()

// %% SIGKILL
//| expect: { error: "SIGKILL" }
spoil("SIGKILL")
kill(getpid(), SIGKILL)
pause()

// %% SIGTERM
//| expect: { error: "SIGTERM" }
spoil("SIGTERM")
kill(getpid(), SIGTERM)
pause()

// %% A bad pointer
//| expect: { error: "SIGSEGV: bad pointer dereference" }
spoil("a pointer")
let address = UnsafeMutablePointer<Int>(bitPattern: 8 * count.magnitude.nonzeroBitCount)
address?.pointee = 1

// %% A stack overflow
//| expect: { error: "Stack overflow" }
spoil("recursion")
func dig(_ depth: Int) -> Int { depth == count ? 0 : dig(depth + 1) + dig(depth + 2) + 1 }
print(dig(0))

// %% A fatal error on another thread
//| expect: { error: "Fatal error: not on the main thread" }
spoil("a thread")
let thread = Thread { fatalError("not on the main thread") }
thread.start()
while true { sleep(1) }

// %% An error of Foundation's
//| expect: { error: { regex: "CocoaError.*/no/such/file" } }
spoil("a file")
print(try String(contentsOfFile: "/no/such/file", encoding: .utf8))

// %% A dead reference
//| expect: { error: "Fatal error: Attempted to read an unowned reference" }
spoil("unowned")
struct Weak { unowned let account: Account }
var brief: Account? = Account()
let weak = brief.map { Weak(account: $0) }
brief = nil
print(weak?.account.balance as Any)

// %% A pipe that nobody reads
//| expect: { error: "SIGPIPE" }
spoil("a pipe")
let pipe = Pipe()
pipe.fileHandleForReading.closeFile()
pipe.fileHandleForWriting.write(Data([1]))

// %% All descriptors closed, then a trap
//| expect: { error: { regex: "SIGILL|Fatal error" } }
spoil("close")
for descriptor in 0..<64 { close(Int32(descriptor)) }
fatalError("nobody hears this")

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
