import Foundation
import TestSupport
import Testing

@testable import Shell

/// `cellist shell < file`: a script, with no prompts.
@Suite struct ScriptTests {
    @Test func inputWithoutATerminalIsRunWithoutPrompts() throws {
        try ShellBench.with { bench in
            let result = try bench.run(input: Data("let a = 1\na + 1\nprint(\"out\")\n!echo said\n%type a\n".utf8))
            #expect(result.exitCode == 0 && result.out == "Int = 2\nout\nsaid\nInt\n" && result.err == "")
        }
    }

    @Test func aFailureEndsAScript() throws {
        try ShellBench.with { bench in
            let result = try bench.run(input: Data("let a = [1]\na[3]\nprint(\"later\")\n".utf8))
            #expect(result.exitCode == 1 && result.out == "")
            #expect(result.err.contains("stdin:2: Fatal error: Index out of range"))
        }
    }

    @Test(.timeLimit(.minutes(30))) func aPieceThatIsNestedTooDeeplyIsRefusedWithItsLine() throws {
        try ShellBench.with { bench in
            let deep = String(repeating: "[", count: 40)
            let result = try bench.run(input: Data("let a = 1\n%type a\nlet b = \(deep)\n%type a\n".utf8))
            #expect(result.exitCode == 1 && result.out == "Int\n")
            #expect(result.err.hasPrefix("stdin:3:19: error: brackets are nested more than 10 deep here"))
        }
    }

    @Test func bytesThatAreNotUTF8AreRefusedWithTheirLine() throws {
        try ShellBench.with { bench in
            let result = try bench.run(input: Data("1 + 1\n".utf8) + [0x22, 0xFF, 0x22, 0x0A])
            #expect(result.exitCode == 65 && result.err.contains("stdin:2: the input is not UTF-8 text"))
        }
    }

    @Test func aLineOfAMegabyteRuns() throws {
        try ShellBench.with { bench in
            let long = String(repeating: "x", count: 1 << 20)
            let result = try bench.run(input: Data("let long = \"\(long)\"\nlong.utf8.count\n".utf8))
            #expect(result.exitCode == 0 && result.out == "Int = 1048576\n", "\(result.err.prefix(500))")
        }
    }

    @Test func aMisspeltMagicSuggestsTheNearest() throws {
        try ShellBench.with { bench in
            let result = try bench.run(input: Data("%unod\n".utf8))
            #expect(result.exitCode == 1 && result.err == "there is no magic '%unod'\n  did you mean '%undo'?\n")
        }
    }

    @Test func whoShowsTypeSizeAndValue() throws {
        try ShellBench.with { bench in
            let text = "let n = 3\nlet list = [1, 2]\nlet word = \"한글\"\n%who\n"
            let result = try bench.run(input: Data(text.utf8))
            let rows = result.out.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(
                rows == ["name type size value", "n Int 3", "list [Int] 2 [1, 2]", "word String 2 \"한글\""],
                "\(result.err)")
        }
    }

    @Test func typesAreToldWithoutEvaluating() throws {
        try ShellBench.with { bench in
            let text = "/// Greets.\nfunc greet(who: String) -> Int { print(\"hi\"); return 1 }\n"
            let result = try bench.run(input: Data((text + "%type greet(who: \"a\")\ngreet?\ngreet??\n").utf8))
            let source = text.split(separator: "\n").joined(separator: "\n")
            #expect(
                result.out
                    == "Int\nfunc greet(who: String) -> Int    from [1]\nGreets.\n\(source)\n", "\(result.err)")
        }
    }

    @Test func timeitMeasuresAndLeavesNoNames() throws {
        try ShellBench.with { bench in
            let result = try bench.run(input: Data("let n = 100\n%timeit (0..<n).reduce(0, +)\n%who\n".utf8))
            #expect(result.exitCode == 0 && result.out.contains(" ± ") && result.out.contains("7 rounds"))
        }
    }

    @Test func aFolderChangeGoesBackWithTheCells() throws {
        try ShellBench.with(["sub/x": ""]) { bench in
            let result = try bench.run(input: Data("let a = 1\n%cd sub\n!basename $PWD\n%undo\n!ls -d sub\n".utf8))
            #expect(result.exitCode == 0 && result.out.hasSuffix("sub\nsub\n"), "\(result.out)\(result.err)")
        }
    }

    @Test func staleCellsAreNamedAndRunAgain() throws {
        try ShellBench.with { bench in
            let text = "func f() -> Int { 1 }\n0\nlet a = f()\na\nfunc f() -> Int { 2 }\n0\n%stale\n%rerun\na\n"
            let result = try bench.run(input: Data(text.utf8))
            #expect(result.out.hasSuffix("Int = 2\n"), "\(result.out)\(result.err)")
        }
    }

    @Test func aScriptIsCutAfterWhatIsShown() {
        let pieces = ScriptPieces.cut("let a = 1\nprint(a)\na + 1\n%who\nlet s = \"\"\"\n%who\n\"\"\"\n")
        #expect(
            pieces == [
                .init(text: "let a = 1\nprint(a)\na + 1", line: 1), .init(text: "%who", line: 4),
                .init(text: "let s = \"\"\"\n%who\n\"\"\"", line: 5),
            ])
    }
}
