// %% [markdown]
// What a cell defines at top level is there for every cell after it.

// %% Values
let greeting = "hello"
var count = 1
var (left, right) = (10, 20)
var watched = 0 {
    didSet { print("watched: \(oldValue) -> \(watched)") }
}
var doubled: Int { count * 2 }
let early = count

// %% Values are read and written in place
//| expect:
//|   stdout: |
//|     hello 2 10 20
//|     watched: 0 -> 5
//|     4 1
//|   values: { count: 2, watched: 5, left: 10, right: 20 }
count += 1
print(greeting, count, left, right)
watched = 5
print(doubled, early)

// %% Functions and types
func twice(_ number: Int) -> Int { number * 2 }
struct Point: Equatable {
    var x = 0, y = 0
    static let origin = Point()
    mutating func move(by distance: Int) { x += distance }
}
class Animal {
    let name: String
    init(name: String) { self.name = name }
    func sound() -> String { "..." }
}
enum Direction: String, CaseIterable { case north, south }
protocol Shape { var area: Double { get } }
typealias Pair = (first: Int, second: Int)
actor Counter {
    private(set) var value = 0
    func increment() -> Int {
        value += 1
        return value
    }
}

// %% They are used
//| expect:
//|   stdout: |
//|     42 Point(x: 3, y: 0) true
//|     Rex says woof
//|     ["north", "south"]
//|     7
//|   values: { "point.x": 3, "square.area": 9.0 }
final class Dog: Animal {
    override func sound() -> String { "woof" }
}
struct Square: Shape {
    let side: Double
    var area: Double { side * side }
}
var point = Point()
point.move(by: 3)
let square = Square(side: 3)
print(twice(21), point, Point.origin == Point())
let pet: Animal = Dog(name: "Rex")
print(pet.name, "says", pet.sound())
print(Direction.allCases.map(\.rawValue))
let pair: Pair = (3, 4)
print(pair.first + pair.second)

// %% Extensions and conformances
extension Int {
    var squared: Int { self * self }
}
extension Point: CustomStringConvertible {
    var description: String { "(\(x), \(y))" }
}
extension Shape {
    func describe() -> String { "\(Self.self) of \(area)" }
}
extension Array where Element == Point {
    var total: Int { reduce(0) { $0 + $1.x } }
}

// %% They hold afterwards
//| expect:
//|   stdout: |
//|     49 (3, 0) Square of 9.0
//|     6
print(7.squared, point, square.describe())
print([point, point].total)

// %% Operators and precedence
precedencegroup Power {
    higherThan: MultiplicationPrecedence
    associativity: right
}
infix operator ** : Power
func ** (base: Int, exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * base } }
prefix operator √
prefix func √ (number: Double) -> Double { number.squareRoot() }
func + (left: Point, right: Point) -> Point { Point(x: left.x + right.x, y: left.y + right.y) }

// %% They bind as they were declared
//| expect:
//|   stdout: |
//|     512 18 1.5 (6, 0)
print(2 ** 3 ** 2, 2 * 3 ** 2, √2.25, point + point)

// %% An import
import Foundation

// %% It reaches later cells
//| expect:
//|   result: 'String = "3,14"'
String(format: "%.2f", Double.pi).replacingOccurrences(of: ".", with: ",")

// %% Closures, generics and what they hold
struct Stack<Element> {
    private var elements: [Element] = []
    mutating func push(_ element: Element) { elements.append(element) }
    mutating func pop() -> Element? { elements.popLast() }
    var top: Element? { elements.last }
}
func largest<Number: Comparable>(_ numbers: some Sequence<Number>) -> Number? { numbers.max() }
var calls = 0
let tick = { (step: Int) -> Int in
    calls += step
    return calls
}

// %% Generic over a type of another cell
//| expect:
//|   stdout: |
//|     Optional((3, 0)) Optional(9) 5
//|   values: { calls: 5 }
var stack = Stack<Point>()
stack.push(point)
print(stack.top as Any, largest([3, 9, 4]) as Any, tick(5))

// %% A property wrapper, a result builder, a type that cannot be copied
@propertyWrapper struct Clamped {
    private var number = 0
    var wrappedValue: Int {
        get { number }
        set { number = min(max(newValue, 0), 100) }
    }
}
@resultBuilder enum Lines {
    static func buildBlock(_ lines: String...) -> [String] { lines }
}
func list(@Lines _ lines: () -> [String]) -> String { lines().joined(separator: ", ") }
struct Token: ~Copyable {
    let number: Int
    deinit { print("token \(number) is gone") }
}

// %% They are used, too
//| expect:
//|   stdout: |
//|     100 one, two
//|     token 7 is gone
struct Volume { @Clamped var level: Int }
var volume = Volume()
volume.level = 150
print(
    volume.level,
    list {
        "one"
        "two"
    })
do { _ = Token(number: 7) }

// %% Names that are keywords
let `default` = 1, `class` = 2

// %% They keep their backticks
//| expect: { result: "Int = 3" }
`default` + `class`
