import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// Compiler and linker in one place, started one after the other by the worker's `--confine`.
@Suite struct ConfinedCompileTests {
    /// Confines to limits only, and writes down what it started.
    private final class Starts: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }

        var launcher: Launcher {
            Launcher(isConfined: true) { launch in
                let name = launch.purpose == .compiler ? "compiler" : "linker"
                self.list.withLock { $0.append(name + (launch.next == nil ? "" : ", linker")) }
                var confined = launch
                confined.program = BuiltProducts.folder + "/cellist-worker"
                confined.arguments = ["--confine"] + launch.confinedWords
                return confined
            }
        }
    }

    private func compile(_ text: String, inPlaceOf reference: String, _ starts: Starts) throws -> CompiledCell {
        let build = try CellBuild(cache: .off)
        _ = try build.add(CellSource(id: "a", text: reference), keepsSite: true).get()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let compiled = try build.compile(
            CellSource(id: "a", text: text, file: "kim.swift"), inPlaceOf: "a", folder: folder,
            timeLimit: .seconds(120), launcher: starts.launcher
        ).get()
        #expect(FileManager.default.fileExists(atPath: compiled.product.library))
        return compiled
    }

    @Test(arguments: ["", "import Foundation\n"]) func aTextWithTheSameImportsIsLinkedInTheSamePlace(imports: String)
        throws
    {
        let starts = Starts()
        _ = try compile(imports + "func f() -> Int { 2 }", inPlaceOf: imports + "func f() -> Int { 1 }", starts)
        #expect(starts.all == ["compiler, linker"])
    }

    @Test func aTextWithOtherImportsIsLinkedAgain() throws {
        let starts = Starts()
        let text = "import Foundation\nfunc f() -> Int { Int(Date.now.timeIntervalSince1970) }"
        let compiled = try compile(text, inPlaceOf: "func f() -> Int { 1 }", starts)
        #expect(starts.all == ["compiler, linker", "linker"])
        #expect(compiled.product.libraries.contains("Foundation"))
    }

    @Test func aTextWithErrorsIsNotLinked() throws {
        let starts = Starts()
        let failure = #expect(throws: CellBuild.Failure.self) {
            try compile("func f() -> Int { nothing }", inPlaceOf: "func f() -> Int { 1 }", starts)
        }
        #expect(failure?.outcome.error?.line == 1)
        #expect(failure?.outcome.error?.file == "kim.swift")
        #expect(starts.all == ["compiler, linker"])
    }

    @Test(arguments: [
        (first: "exit 0", next: "exit 7", status: 7), (first: "exit 3", next: "exit 7", status: 3),
        (first: "kill -9 $$", next: "exit 7", status: 137),
    ])
    func theSecondProgramRunsOnlyAfterAGoodEnd(first: String, next: String, status: Int32) throws {
        let launch = Launch(
            purpose: .compiler, program: "/bin/sh", arguments: ["-c", first], next: ("/bin/sh", ["-c", next]),
            environment: [:], reads: [], folder: "/")
        let program = try RunningProgram(
            BuiltProducts.folder + "/cellist-worker", ["--confine"] + launch.confinedWords, in: "/")
        #expect(try program.finish().exitCode == status)
    }
}
