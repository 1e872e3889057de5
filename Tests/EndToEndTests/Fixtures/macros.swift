// %% [markdown]
// Macros that the toolchain brings work, attached ones and freestanding ones, and what they make reaches later cells.

// %% Observation
import Observation

@Observable class Settings {
    var volume = 1
    var name = "quiet"
}

// %% A change is seen
//| expect: { stdout: "the volume changes", values: { "settings.volume": 11 } }
let settings = Settings()
withObservationTracking {
    _ = settings.volume
} onChange: {
    print("the volume changes")
}
settings.name = "loud"
settings.volume = 11

// %% A predicate
//| expect: { result: "[String] = [\"b2\", \"c3\"]" }
import Foundation

struct Note {
    var text: String
    var stars: Int
}
let notes = [Note(text: "a1", stars: 1), Note(text: "b2", stars: 2), Note(text: "c3", stars: 3)]
let isGood = #Predicate<Note> { $0.stars > 1 }
try notes.filter(isGood).map(\.text)

// %% An expression of Foundation's
//| expect: { result: "Int = 12" }
let times = #Expression<Int, Int> { $0 * 2 }
try times.evaluate(6)

// %% Where a macro stands
//| expect: { stdout: "macros.swift 46 top level" }
func place(file: String = #fileID, line: Int = #line, function: String = #function) -> String {
    "\(file.split(separator: "/").last ?? "") \(line) \(function.isEmpty ? "nowhere" : "top level")"
}

print(place())

// %% Task-local values and main-actor types
//| expect: { stdout: "inner outer" }
enum Trace {
    @TaskLocal static var name = "outer"
}
let inner = Trace.$name.withValue("inner") { Trace.name }
print(inner, Trace.name)

// %% An option set
//| expect: { result: "Int = 5" }
struct Sides: OptionSet {
    let rawValue: Int
    static let left = Sides(rawValue: 1), right = Sides(rawValue: 4)
}
Sides([.left, .right]).rawValue

// %% The type of a macro still works later
//| expect: { result: 'String = "loud 11"' }
"\(settings.name) \(settings.volume)"
