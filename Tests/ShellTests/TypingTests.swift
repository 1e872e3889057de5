import Foundation
import TestSupport
import Testing

/// What a user at a terminal meets: keys in, screen out.
@Suite struct TypingTests {
    @Test func aCellAnswersAndLaterCellsSeeIt() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("let x = 40", at: 1)
            try shell.enter("x + 2", at: 2)
            try shell.wait(for: "Int = 42")
            try shell.wait(for: "[3]: ")
            try shell.type("\u{4}")
            try shell.wait(for: "Leave? [y/N]")
            try shell.type("y\r")
            #expect(try shell.finish() == 0)
        }
    }

    @Test(.timeLimit(.minutes(30))) func bracketsThatAreNestedTooDeeplyHoldNobodyUp() throws {
        try ShellBench.with { bench in
            let shell = try bench.start(environment: ["NO_COLOR": ""])
            try shell.wait(for: "[1]: ")
            try shell.type("let a = ")
            for count in 1...40 {
                try shell.type("[")
                try shell.wait(for: "a = " + String(repeating: "[", count: count))
            }
            try shell.type("\t\r")
            try shell.wait(for: "[1]:1:19: ")
            try shell.wait(for: "brackets are nested more than 10 deep here")
            try shell.wait(for: "the session stands as at its beginning")
            try shell.enter("6 * 7", at: 2)
            try shell.wait(for: " 42\r\n")
        }
    }

    @Test func anOpenBraceAsksForMoreAndMovesTheNextLineIn() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("func twice(_ n: Int) -> Int {", at: 1)
            try shell.wait(for: "...:     ")
            try shell.type("n * 2")
            try shell.wait(for: "n * 2")
            try shell.type("\r")
            try shell.wait(for: "...:     ")
            try shell.type("}\r")
            try shell.enter("twice(21)", at: 2)
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func aPasteOf200LinesIsOneCell() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            let lines = (0..<198).map { "    total += \($0)" }
            try shell.paste(
                "func sum() -> Int {\n    var total = 0\n\(lines.joined(separator: "\n"))\n    return total\n}")
            try shell.wait(for: "total += 197")
            try shell.type("\r")
            try shell.enter("sum()", at: 2)
            try shell.wait(for: "Int = 19503")
        }
    }

    @Test func controlCStopsABusyLoopAndKeepsTheSession() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("let kept = 7", at: 1)
            try shell.enter("print(\"busy\"); while true {}", at: 2)
            try shell.wait(for: "busy\r\n")
            try shell.type("\u{3}")
            try shell.wait(for: "Interrupted")
            try shell.enter("kept * 6", at: 3)
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func controlCAtThePromptDropsTheLine() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.type("let wrong = ")
            try shell.wait(for: "let wrong = ")
            try shell.type("\u{3}")
            try shell.wait(for: "^C")
            try shell.enter("6 * 7", at: 1)
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func aCrashLeavesTheSessionAsItWas() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("var list = [1, 2]", at: 1)
            try shell.enter("list.append(3); list[9]", at: 2)
            try shell.wait(for: "Index out of range")
            try shell.wait(for: "the session stands as after [1]")
            try shell.enter("list", at: 3)
            try shell.wait(for: "[Int] = [1, 2]")
        }
    }

    @Test func undoTakesBackValuesAndNames() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("var n = 1", at: 1)
            try shell.enter("n = 5", at: 2)
            try shell.enter("%undo", at: 3)
            try shell.wait(for: "took back [2]; the session stands after [1]")
            try shell.enter("n", at: 3)
            try shell.wait(for: "Int = 1")
        }
    }

    @Test func tabCompletesNamesMagicsAndFiles() throws {
        try ShellBench.with(["data.csv": "1"]) { bench in
            let shell = try bench.start()
            try shell.enter("let temperature = 42", at: 1)
            try shell.wait(for: "[2]: ")
            try shell.type("temp\t")
            try shell.wait(for: "temperature")
            try shell.type("\r")
            try shell.wait(for: "Int = 42")
            try shell.wait(for: "[3]: ")
            try shell.type("\"dat\t\"\r")
            try shell.wait(for: "String = \"data.csv\"")
            try shell.wait(for: "[4]: ")
            try shell.type("%re\t")
            try shell.wait(for: "rerun")
            try shell.wait(for: "rewind")
        }
    }

    @Test func anArrowRecallsAWholeCellAndASearchFindsIt() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.paste("let a = 1\nlet b = 2")
            try shell.wait(for: "let b = 2")
            try shell.type("\r")
            try shell.wait(for: "[2]: ")
            try shell.type("\u{1B}[A")
            try shell.wait(for: "...: let b = 2")
            try shell.type("\u{3}")
            try shell.wait(for: "^C")
            try shell.wait(for: "[2]: ")
            try shell.type("\u{12}a =")
            try shell.wait(for: "(reverse-i-search)`a ='")
        }
    }

    @Test func wideCharactersTakeTwoColumns() throws {
        try ShellBench.with { bench in
            let shell = try bench.start(columns: 20, environment: ["LANG": "C"])
            try shell.wait(for: "[1]: ")
            try shell.type("\"한글한글한글한글\"")
            // Five columns of prompt, a quotation mark, seven characters of two columns: the eighth goes to the next row.
            try shell.wait(for: "\"한글한글한글한\r\n글\"")
            try shell.type("\r")
            try shell.wait(for: "String = \"한글한글한글한글\"")
        }
    }

    @Test func aNarrowerWindowIsDrawnAnew() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.type("\"12345678901234567890123\"")
            try shell.wait(for: "90123\"")
            shell.resize(columns: 20, rows: 10)
            try shell.wait(for: "\"12345678901234\r\n567890123\"")
        }
    }

    @Test func aBarShowsHowFarALoopIs() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("for i in progress(0..<3, \"epochs\") { _ = i }", at: 1)
            try shell.wait(for: "epochs [")
            try shell.wait(for: "[2]: ")
        }
    }

    @Test func aDumbTerminalGetsNoControlSequences() throws {
        try ShellBench.with { bench in
            let shell = try bench.start(environment: ["TERM": "dumb"])
            try shell.enter("func f() -> Int {", at: 1)
            try shell.wait(for: "...: ")
            try shell.type("42 }\r")
            try shell.enter("f()", at: 2)
            try shell.wait(for: "Int = 42")
            #expect(!shell.screen.contains("\u{1B}"))
        }
    }
}
