// %% [markdown]
// A later cell may define a name again; from then on the name means the new thing, and old values stay what they were.

// %% First
let size = 3
var total = 10
func describe(_ number: Int) -> String { "number \(number)" }
struct Layer: Equatable {
    var width: Int
}
let first = Layer(width: 1)
let describeFirst = describe

// %% A value of another type
let size = "three"
var total = [1.5]

// %% The new values
//| expect: { stdout: "three [1.5, 2.5]" }
total.append(2.5)
print(size, total)

// %% A function with another body
func describe(_ number: Int) -> String { "the number \(number)" }

// %% The new function, and the old one where it was kept
//| expect: { stdout: "the number 1, number 1" }
print("\(describe(1)), \(describeFirst(1))")

// %% A function with another result type
func describe(_ number: Int) -> [Int] { [number] }

// %% Not ambiguous
//| expect: { result: "[Int] = [4]" }
describe(4)

// %% A function with other parameters
func describe(_ number: Int, twice: Bool) -> Int { twice ? number * 2 : number }

// %% Both live side by side
//| expect: { stdout: "[5] 10" }
print(describe(5), describe(5, twice: true))

// %% Overloads by parameter type
func kind(_ value: Int) -> String { "integer" }
func kind(_ value: String) -> String { "text" }

// %% One more in another cell
func kind(_ value: Double) -> String { "number" }

// %% All three
//| expect: { stdout: "integer text number" }
print(kind(1), kind("a"), kind(1.5))

// %% One of them is replaced
func kind(_ value: Int) -> String { "whole number" }

// %% The others stay
//| expect: { stdout: "whole number text number" }
print(kind(1), kind("a"), kind(1.5))

// %% One of them is replaced with another type
func kind(_ value: Int) -> Int { -value }

// %% The others stay again
//| expect: { stdout: "-1 text number" }
print(kind(1), kind("a"), kind(1.5))

// %% A type with other members
struct Layer: Equatable {
    var width: Int, depth: Int
    var area: Int { width * depth }
}
let second = Layer(width: 2, depth: 3)

// %% Old values stay usable
//| expect: { stdout: "1 6", values: { "first.width": 1, "second.area": 6 } }
print(first.width, second.area)

// %% A struct becomes a class, a variable becomes a function
class Layer {
    let name = "class"
}
func size() -> Int { 7 }

// %% The name is all theirs
//| expect: { stdout: "class 7" }
print(Layer().name, size())

// %% A function becomes a value
let describe = "no longer a function"

// %% Its overloads are gone
//| expect: { result: 'String = "no longer a function"' }
describe

// %% A name of an earlier cell in its own definition
//| expect: { stdout: "8" }
let area = second.area
let next = area + 2
print(next)

// %% A method of an earlier type by an extension, the type then replaced
struct Tree { var height = 2 }
extension Tree { func shout() -> String { "tall \(height)" } }
let oak = Tree()

// %% A new type without the method
struct Tree { var leaves = 5 }

// %% Each with its own members
//| expect: { stdout: "tall 2 5" }
print(oak.shout(), Tree().leaves)

// %% A member of an extension defined again
extension Tree { func shout() -> String { "leafy \(leaves)" } }

// %% The later one counts for the new type
//| expect: { stdout: "leafy 5 tall 2" }
print(Tree().shout(), oak.shout())

// %% A conformance in one cell, the requirement in another
protocol Named { var name: String { get } }
extension Tree: Named { var name: String { "tree" } }
func introduce(_ named: some Named) -> String { "I am \(named.name)" }

// %% It is used
//| expect: { stdout: "I am tree" }
print(introduce(Tree()))
