import Foundation
import TestSupport
import Testing

/// What a terminal can send and show beyond plain letters.
@Suite struct TerminalTests {
    @Test func viModeOfTheUsersInputrcIsHonoured() throws {
        try ShellBench.with(["home/.inputrc": "set editing-mode vi\n"]) { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.type("41 + 2\u{1B}xa1\r")
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func keysBoundInTheUsersInputrcWork() throws {
        try ShellBench.with(["home/.inputrc": "$if cellist\n\"\\C-t\": \"6 * 7\"\n$endif\n"]) { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.type("\u{14}\r")
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func controlCharactersAreShownAndNotSentToTheTerminal() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            // Ctrl-V takes the next key as it is.
            try shell.type("\"a\u{16}\u{7}\u{16}\u{1B}b\"")
            try shell.wait(for: "b\"")
            try shell.type("\r")
            try shell.enter("6 * 7", at: 2)
            try shell.wait(for: "Int = 42")
            // The compiler shows the line in its message, too.
            #expect(!shell.screen.contains("a\u{7}") && !shell.screen.contains("\u{1B}b"))
        }
    }

    @Test func bytesThatAreNotUTF8AreRefusedAndTheSessionGoesOn() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.type(Data([0x22, 0xff, 0xfe, 0x22, 0x0d]))
            try shell.wait(for: "that is not UTF-8 text; nothing was run")
            try shell.enter("6 * 7", at: 1)
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func stoppedAndTakenUpAgainItGoesOnWhereItWas() throws {
        try ShellBench.with { bench in
            let shell = try TerminalProgram(
                "/bin/bash", ["--norc", "-i"], in: bench.folder,
                environment: bench.environment.merging(["PS1": "bash> "]) { _, new in new })
            try shell.wait(for: "bash> ")
            try shell.type("\(try BuiltProducts.cellist()) shell\r")
            try shell.enter("let a = 40", at: 1)
            try shell.wait(for: "[2]: ")
            try shell.type("let b = 1")
            try shell.wait(for: "let b = 1")
            try shell.type("\u{1A}")
            try shell.wait(for: "Stopped")
            try shell.type("fg\r")
            try shell.wait(for: "let b = 1")
            try shell.type(" + a\r")
            try shell.enter("b + 1", at: 3)
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func aPastedLineOfAMegabyteRuns() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.wait(for: "[1]: ")
            try shell.paste("let long = \"\(String(repeating: "a", count: 1 << 20))\"; long.utf8.count")
            try shell.wait(for: ".utf8.count")
            try shell.type("\r")
            try shell.wait(for: "Int = 1048576")
        }
    }

    @Test func aWindowResizedWhileACellRunsIsKnownAtTheNextPrompt() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("import Glibc", at: 1)
            try shell.enter("print(\"go\"); while access(\"flag\", F_OK) != 0 { usleep(1000) }", at: 2)
            try shell.wait(for: "go\r\n")
            shell.resize(columns: 20, rows: 10)
            try bench.write("", to: "flag")
            try shell.wait(for: "[3]: ")
            try shell.type("\"12345678901234567890123\"")
            try shell.wait(for: "\"12345678901234\r\n567890123\"")
        }
    }

    @Test(arguments: [
        (["TERM": "xterm-256color", "NO_COLOR": ""], "\u{1B}[38;5;"), (["TERM": "xterm"], "▄"),
        (["TERM": "xterm", "LANG": "C", "LC_ALL": "C"], "@@"),
    ])
    func picturesAreAsFineAsTheTerminal(environment: [String: String], mark: String) throws {
        try ShellBench.with { bench in
            let shell = try bench.start(environment: environment)
            try shell.enter("import LabKit", at: 1)
            try shell.enter("imshow(eye(5), style: .automatic)", at: 2)
            try shell.wait(for: mark)
            try shell.wait(for: "[3]: ")
        }
    }
}
