// %% [markdown]
// The value of a cell's last expression is shown with its type, as a REPL does.

// %% A number
//| expect: { result: "Int = 42" }
let answer = 42
answer

// %% Text is quoted
//| expect: { result: 'String = "two\nlines \"quoted\""' }
"two\nlines \"quoted\""

// %% Arrays, dictionaries, optionals as a programmer writes them
//| expect: { result: '[String: [Int?]] = ["a": [Optional(1), nil]]' }
["a": [Optional(1), nil]]

// %% nil
//| expect: { result: "Int? = nil" }
Int("x")

// %% A tuple, a closure
//| expect: { result: '(Int, String, Bool) = (1, "x", true)' }
(1, "x", true)

// %% A type of the user's own, without the module that it is compiled in
//| expect: { result: "Box<Double> = Box<Double>(content: 1.5)" }
struct Box<Content> { var content: Content }
Box(content: 1.5)

// %% It shows as its author says
//| expect: { result: "Temperature = 21.5 °C" }
struct Temperature: CustomStringConvertible {
    var degrees: Double
    var description: String { "\(degrees) °C" }
}
Temperature(degrees: 21.5)

// %% A call whose value would be unused
//| expect: { result: "Int = 3", stdout: "inside" }
func three() -> Int {
    print("inside")
    return 3
}
three()

// %% After try and await
//| expect: { result: 'String = "later"' }
func later() async throws -> String { "later" }
try await later()

// %% Generic and existential
//| expect: { result: "Sequence = [1, 2]" }
let sequence: any Sequence = [1, 2]
sequence

// %% An expression over several lines
//| expect: { result: "[Int] = [2, 4, 6]" }
[1, 2, 3]
    .map {
        $0 * 2
    }

// %% A conditional expression, a cast, an operator
//| expect: { result: "Double = 5.0" }
(answer > 3 ? 10 : 20) as Double / 2

// %% [markdown]
// And what has no value shows nothing: the test looks at what `run` prints from here on.

// %% An assignment
var number = 1
number = 2

// %% A declaration
func nothing() {}

// %% A call of a function without a value
nothing()

// %% A value that ends in a semicolon
answer;

// %% A statement
if answer > 3 { number = 3 }

// %% The last one
print("the end")
