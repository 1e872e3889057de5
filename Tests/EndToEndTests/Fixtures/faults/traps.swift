// %% An index out of range
//| expect: { error: "Fatal error: Index out of range" }
spoil()
print([1, 2][numbers.count + 7])  // <-

// %% A bad index in a String
//| expect: { error: "Fatal error: String index is out of bounds" }
spoil()
let start = text.startIndex
print(text[text.index(start, offsetBy: 99)])  // <-

// %% A range upside down
//| expect: { error: "Fatal error: Range requires lowerBound <= upperBound" }
spoil()
let upper = numbers.count - 5
print((0..<upper).count)  // <-

// %% An overflow
//| expect: { error: "Fatal error: arithmetic overflow" }
spoil()
let large = Int.max - numbers.count
print(large + CommandLine.arguments.count)  // <-

// %% Division by zero
//| expect: { error: { regex: "Fatal error: (Division|division) by zero" } }
spoil()
print(1 / numbers.count)  // <-

// %% NaN as an integer
//| expect: { error: "Fatal error: Double value cannot be converted to Int because it is either infinite or NaN" }
spoil()
print(Int(Double.nan * Double(numbers.count)))  // <-

// %% Out of an integer's range
//| expect: { error: "Fatal error: Not enough bits to represent the passed value" }
spoil()
print(UInt8(numbers.count + 256))  // <-

// %% nil where a value was promised
//| expect: { error: "Fatal error: Unexpectedly found nil while unwrapping an Optional value" }
spoil()
// swift-format-ignore
print(table["one"]!)  // <-

// %% A cast
//| expect: { error: "Fatal error: Could not cast value of type 'Account' to 'Broke'" }
spoil()
let anything: Any = account
// swift-format-ignore
print(anything as! Broke)  // <-

// %% An error where none was promised
//| expect: { error: "Fatal error: 'try!' expression unexpectedly raised an error: Broke()" }
spoil()
func promise() throws { if numbers.isEmpty { throw Broke() } }
// swift-format-ignore
try! promise()  // <-

// %% fatalError
//| expect: { error: "Fatal error: on purpose, in two words" }
spoil()
fatalError("on purpose, in two words")  // <-

// %% A precondition in a static initialiser
//| expect: { error: "Precondition failed: must be positive" }
spoil()
enum Limits {
    static let least: Int = {
        precondition(checks > 0, "must be positive")  // <-
        return checks
    }()
}
print(Limits.least)

// %% An assertion in a deinit
//| expect: { error: "Assertion failed: not so soon" }
spoil()
final class Guest {
    deinit { assert(checks > 0, "not so soon") }  // <-
}
func host() { _ = Guest() }
host()

// %% A trap in a didSet
//| expect: { error: "Fatal error: Index out of range" }
spoil()
var watched = 0 {
    didSet { numbers[watched] = oldValue }  // <-
}
watched = 5

// %% The same key twice
//| expect: { error: "Fatal error: Dictionary literal contains duplicate keys" }
spoil()
let key = "\(numbers.count)"
print([key: 1, "0": 2])

// %% Access that overlaps
//| expect: { error: "Fatal error: simultaneous accesses to one variable, but modification requires exclusive access" }
spoil()
final class Cell { var value = 1 }
let shared = Cell()
@inline(never) func both(_ first: inout Int, _ body: () -> Void) {
    body()
    first += 1
}
both(&shared.value) { shared.value += 1 }

// %% A dead reference
//| expect: { error: "Fatal error: Attempted to read an unowned reference" }
spoil()
struct Weak { unowned let account: Account }
var brief: Account? = Account()
let weak = brief.map { Weak(account: $0) }
brief = nil
print(weak?.account.balance as Any)

// %% Recursion without end in the description of the last expression
//| expect: { error: "Stack overflow" }
spoil()
struct Mirror: CustomStringConvertible {
    var description: String { "\(self)" }  // <-
}
Mirror()
