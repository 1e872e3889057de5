import Testing

@testable import Grading

/// Types that students declare and the lab's other cells use: those were compiled for the lab's own layout.
@Suite struct LayoutTests {
    private static let lab = """
        // %% memory
        //| id: memory
        //| role: solution
        final class Memory {
            var count = 1
            var name = "m"
            func twice() -> Int { 2 * count }
        }
        struct PaLLet { var a = 1 }
        struct Pair {
            var left = 1
            var right = 2.5
        }
        class Animal {
            func name() -> String { "animal" }
            func legs() -> Int { 4 }
        }
        class Plant {
            func name() -> String { "plant" }
        }
        enum Move { case up, left, down(Int) }
        protocol Named { func first() -> Int; func second() -> Int }

        // %% Uses
        //| id: uses
        //| role: check
        //| points: 3
        //| expect:
        //|   values:
        //|     all: [2, 1, 4, 7, 9, 20]
        class Tree: Plant { var age = 7 }
        struct Two: Named { func first() -> Int { 9 }; func second() -> Int { 20 } }
        let memory = Memory(), pair = Pair(), named: any Named = Two()
        let all = [memory.twice(), pair.left, Animal().legs(), Tree().age, named.first(), named.second()]
        """

    struct Case: Sendable, CustomStringConvertible {
        var old: String
        var new: String
        /// What the note says; nil where the check passes.
        var note: String?
        var description: String { note ?? "harmless: \(new)" }
    }

    static let cases = [
        Case(
            old: "var count = 1", new: "var extra = 0; var count = 1",
            note: "'Memory': the stored property 'extra' is not the lab's"),
        Case(
            old: "var name = \"m\"\n", new: "\n",
            note: "'Memory': the stored property 'name' is missing"),
        Case(
            old: "var count = 1\n    var name = \"m\"", new: "var name = \"m\"\n    var count = 1",
            note: "'Memory': its stored properties stand in another order"),
        Case(
            old: "var name = \"m\"", new: "var name = [1.5]",
            note: "'Memory': the stored property 'name' has another type"),
        Case(
            old: "var right = 2.5", new: "var right = 2.5; private var more = 0",
            note: "'Pair': the stored property 'more' is not the lab's"),
        Case(
            old: "func legs() -> Int { 4 }", new: "",
            note: "'Animal': its methods are others"),
        Case(
            old: "func name() -> String { \"animal\" }",
            new: "func helper() -> Int { 3 }; func name() -> String { \"animal\" }",
            note: "'Animal': its methods are others"),
        Case(
            old: "func name() -> String { \"animal\" }",
            new: "private func helper() -> Int { 3 }; func name() -> String { \"animal\" }",
            note: "'Animal': its methods are others"),
        Case(
            old: "func name() -> String { \"plant\" }", new: "func name() -> String { \"plant\" }\nvar size = 3",
            note: "'Plant': the stored property 'size' is not the lab's"),
        Case(old: "case up, left", new: "case left, up", note: "'Move': its cases stand in another order"),
        Case(
            old: "func first() -> Int; func second", new: "func third(); func first() -> Int; func second",
            note: "'Named': its requirements are others"),
        Case(
            old: "func first() -> Int; func second() -> Int", new: "func second() -> Int; func first() -> Int",
            note: "'Named': its requirements are others"),
        Case(
            old: "struct PaLLet { ", new: "struct PaLLet { var b = 1; ",
            note: "'PaLLet': the stored property 'b' is not the lab's"),
        // What lies behind the lab's own, and what has no place at all.
        Case(
            old: "func twice() -> Int { 2 * count }",
            new: "func twice() -> Int { count + one() }; func one() -> Int { 1 }"),
        Case(old: "var name = \"m\"", new: "var name = \"m\"; private var calls: [Int] = [3]"),
        Case(old: "func legs() -> Int { 4 }", new: "func legs() -> Int { four() }; func four() -> Int { 4 }"),
        Case(old: "var right = 2.5", new: "var right = 2.5; var sum: Double { right + 1 }; static let zero = 0"),
        Case(old: "var count = 1", new: "var count: Int = { 1 }()"),
        Case(old: "case up, left, down(Int)", new: "case down(Int), up, left"),
        Case(old: "var right = 2.5", new: "let right = 2.5"),
        Case(old: "struct Pair", new: "struct Other { var a = 1 }\nstruct Pair"),
    ]

    @Test func whatOnlyTheLabsOwnSolutionHasIsNotMissed() throws {
        let lab = try TinyLab(
            """
            // %% square
            //| id: square
            //| role: solution
            func times(_ x: Int, _ y: Int = 2) -> Int { x * y }
            final class Counter { var count = 0 }
            func square(_ x: Int) -> Int { times(x, x) }
            func twice(_ x: Int) -> Int { times(x) }

            // %% Five
            //| id: five
            //| role: check
            //| points: 2
            //| expect:
            //|   values:
            //|     five: 25
            let five = square(5)

            // %% Ten
            //| id: ten
            //| role: check
            //| points: 4
            //| expect:
            //|   values:
            //|     ten: 10
            let ten = twice(5)
            """)
        let lone = "func square(_ x: Int) -> Int { x * x }\nfunc twice(_ x: Int) -> Int { x + x }"
        #expect(try lab.grade(["square": lone]).points == 6)
        let half = try lab.grade(["square": "func square(_ x: Int) -> Int { x * x }"])
        #expect(half.points == 2 && half.status == .graded)
        #expect(half.solutions[0].message.contains("twice(Int) -> Int"), "\(half.solutions[0].message)")
        #expect(half.checks[1].message.contains("twice(Int) -> Int"), "\(half.checks[1].message)")
    }

    private static let shared = Result { try TinyLab(lab) }

    @Test(arguments: cases) func anotherLayoutIsToldAndNeverRun(_ change: Case) throws {
        let lab = try Self.shared.get()
        let own = try #require(lab.notebook.cells.first { $0.id == "memory" }).text
        let text = own.replacing(change.old, with: change.new)
        try #require(text != own)
        let grade = try lab.grade(["memory": text])
        guard let note = change.note else {
            #expect(grade.points == 3 && grade.notes.isEmpty, "\(grade)")
            return
        }
        #expect(grade.points == 0 && grade.status == .review)
        #expect(grade.notes.contains { $0.contains(note) }, "\(grade.notes) \(grade.solutions)")
        #expect(grade.solutions.contains { $0.message.contains(note) })
    }
}
