import Foundation
import TestSupport
import Testing

@testable import Engine

/// Cells compile from the interfaces and names of those before them, none of which has run.
@Suite struct CompileAheadTests {
    private static let texts = [
        "struct Point { var x = 1 }\nfunc norm(_ p: Point) -> Int { p.x }", "let p = Point(x: 4)", "norm(p) + p.x",
    ]

    private struct Compiled {
        var libraries: [String]
        var interfaces: [Data]
    }

    /// Compiles these cells one after the other on a thread of its own.
    private func compile(_ texts: [String], in folder: TemporaryFolder, file: String, firstLine: Int) async throws
        -> Compiled
    {
        let path = folder.path
        let compiler = CellCompiler(
            toolchain: try Toolchain.find(), installation: try Installation.find(beside: BuiltProducts.folder),
            folder: path)
        return try await Task.detached {
            var names = NameTable()
            var loaded: Set<String> = []
            var compiled = Compiled(libraries: [], interfaces: [])
            for (index, text) in texts.enumerated() {
                let cell = CellSource(text: text, file: file, firstLine: firstLine + index * 10)
                let plan = CellPlan(cell, number: index + 1, names: names, loadedLibraries: loaded)
                let product = try compiler.compile(plan.request, cancellation: Cancellation()).get()
                names = try #require(plan.namesAfter)
                loaded.formUnion(product.libraries)
                compiled.libraries.append(product.library)
                compiled.interfaces.append(
                    try Data(contentsOf: URL(fileURLWithPath: "\(path)/Cell\(index + 1).swiftmodule")))
            }
            return compiled
        }.value
    }

    @Test func aCellCompilesOnAnotherThreadBeforeThoseItUsesHaveRun() async throws {
        let folder = try TemporaryFolder()
        let compiled = try await compile(Self.texts, in: folder, file: "a.swift", firstLine: 1)
        #expect(compiled.libraries.count == 3)
        for library in compiled.libraries { #expect(access(library, R_OK) == 0) }
    }

    /// The keys of later cells rest on this.
    @Test func anInterfaceIsTheSameInEveryFolderAndForEveryBody() async throws {
        let one = try TemporaryFolder(), two = try TemporaryFolder()
        let first = try await compile(Self.texts, in: one, file: "a.swift", firstLine: 1)
        let changed = [Self.texts[0].replacingOccurrences(of: "{ p.x }", with: "{ p.x * 3 - 1 }")] + Self.texts[1...]
        let second = try await compile(changed, in: two, file: "/elsewhere/b.swift", firstLine: 70)
        #expect(first.interfaces == second.interfaces)
    }

    @Test func aCellThatReplacesAnOverloadHoldsTheNextBack() throws {
        let first = CellPlan(
            CellSource(text: "func f(_ a: Int) {}\nfunc f(_ a: String) {}"), number: 1, names: NameTable(),
            loadedLibraries: [])
        let names = try #require(first.namesAfter)
        let second = CellPlan(CellSource(text: "func f(_ a: Int) {}"), number: 2, names: names, loadedLibraries: [])
        #expect(second.namesAfter == nil)
    }
}

/// A session compiles the next cell while one runs; what comes out must be what compiling it in its turn gives.
@Suite struct SessionAheadTests {
    private func text(_ outcome: Outcome) -> String { String(decoding: outcome.stdout, as: UTF8.self) }

    @Test func theNextCellIsCompiledMeanwhile() throws {
        let session = try Session()
        let cells = [
            "import Foundation\nvar a = 1", "a += 1; usleep(300_000)", "a *= 10", "print(a, terminator: \"\")",
        ]
        .map { CellSource(text: $0) }
        var last = Outcome()
        for (index, cell) in cells.enumerated() {
            last = try session.run(cell, upcoming: Array(cells[(index + 1)...]))
            #expect(last.status == .ok)
        }
        #expect(text(last) == "20")
    }

    @Test func afterAFailureItIsCompiledAgainWithTheNamesThatAreThere() throws {
        let session = try Session()
        try session.play("let a = \"old\"")
        let shows = CellSource(text: "print(a, terminator: \"\")")
        #expect(try session.run(CellSource(text: "let a = 5; fatalError()"), upcoming: [shows]).status == .error)
        #expect(text(try session.run(shows)) == "old")
    }

    @Test func anotherCellThanTheAnnouncedOneMayCome() throws {
        let session = try Session()
        _ = try session.run(CellSource(text: "let a = 1"), upcoming: [CellSource(text: "let b = a + 1")])
        #expect(text(try session.run(CellSource(text: "print(a, terminator: \"\")"))) == "1")
        _ = try session.run(CellSource(text: "let c = 3"), upcoming: [CellSource(text: "print(c)")])
        try session.undo()
        #expect(try session.run(CellSource(text: "print(c)")).error?.kind == .compile)
    }

    @Test func anErrorFoundAheadIsToldInItsTurn() throws {
        let session = try Session()
        let wrong = CellSource(text: "let x: Int = \"text\"")
        #expect(try session.run(CellSource(text: "let a = 1"), upcoming: [wrong]).status == .ok)
        let outcome = try session.run(wrong)
        #expect(outcome.error?.kind == .compile)
        #expect(outcome.diagnostics.first?.message.contains("cannot convert value") == true)
    }

    /// Cells that use each other here and there, fail, replace what others made, and import modules late.
    @Test func manyCellsAheadGiveWhatOneAfterTheOtherGives() throws {
        let texts = [
            "let a = 1", "let b = a + 1", "func f(_ x: Int) -> Int { x * a }", "let c = f(b)", "let d = 40",
            "let e: Int = \"wrong\"", "print(b, c, d)", "let a = 7; fatalError()", "print(a + d)", "let a = \"new\"",
            "print(a, f(3))", "func f(_ x: Int) -> Int { x }", "print(f(5))", "import Foundation\nlet g = sqrt(16)",
            "print(g, round(2.6))", "extension Int { var twice: Int { self * 2 } }", "print(d.twice)", "print(h)",
        ].map { CellSource(text: $0) }
        let ahead = try Session(configuration: SessionConfiguration(cache: .off))
        let plain = try Session(configuration: SessionConfiguration(cache: .off))
        for (index, cell) in texts.enumerated() {
            let one = try ahead.run(cell, upcoming: Array(texts[(index + 1)...]))
            let other = try plain.run(cell)
            #expect(one.status == other.status, "\(cell.text)")
            #expect(text(one) == text(other), "\(cell.text)")
            #expect(one.diagnostics.map(\.message) == other.diagnostics.map(\.message), "\(cell.text)")
        }
    }
}
