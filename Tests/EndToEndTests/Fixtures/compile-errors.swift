// %% Earlier
func greet(person name: String) -> String { "hello \(name)" }
var kept = 5

// %% A name that is not there
let shown = 1
print(shown, hidden)

// %% A fix-it: the label is missing
let text = greet("Ann")

// %% A note on an earlier line
let fixed = 3
fixed = 4

// %% In the last expression
["a", "b"].map { $0 * 2 } + kept

// %% In an asynchronous cell
func wait() async -> Int { 1 }
let waited: String = await wait()

// %% Two errors and a warning
func unused() { let nobody = 1 }
let number: Int = "text"
let other: String = 2

// %% An overload that does not fit, with its candidates
func pick(_ number: Int) {}
func pick(_ text: String) {}
pick(1.5)

// %% An earlier cell's function is named in a note
greet(person: "Ann", age: 3)

// %% Text with wide characters before the error
let 한글 = "값", emoji = "👩‍👩‍👧"; emoji.nothing()

// %% The compiler's own limit
let slow = 1 + 2.0 * "x"

// %% The session is as it was
//| expect: { result: 'String = "hello Ann 5"' }
"\(greet(person: "Ann")) \(kept)"
