import Foundation
import TestSupport
import Testing

@testable import Shell

/// What outlives a session.
@Suite struct HistoryTests {
    @Test(arguments: ["a", "a\nb", "\\n", "\\\\\n\\", "한글\n  \t"])
    func anEntryReadsBack(_ text: String) {
        #expect(HistoryFile.unescaped(HistoryFile.escaped(text)) == text)
        #expect(!HistoryFile.escaped(text).contains("\n"))
    }

    @Test func aCellOfSeveralLinesComesBackInTheNextSession() throws {
        try ShellBench.with { bench in
            let first = try bench.start()
            try first.wait(for: "[1]: ")
            try first.paste("print(\"one\",\n      \"two\")")
            try first.wait(for: "two")
            try first.type("\r")
            try first.wait(for: "[2]: ")
            try first.type("\u{4}")
            #expect(try first.finish() == 0)
            let second = try bench.start()
            try second.wait(for: "[1]: ")
            try second.type("\u{1B}[A")
            try second.wait(for: "...:       \"two\")")
            try second.type("\r")
            try second.wait(for: "one two\r\n")
        }
    }

    @Test func aDamagedHistoryIsKeptAside() throws {
        try ShellBench.with { bench in
            try bench.write("", to: "state/cellist/x")
            try Data([0x61, 0xFF, 0xFE, 0x0A]).write(to: URL(fileURLWithPath: bench.folder + "/state/cellist/history"))
            let shell = try bench.start()
            try shell.wait(for: "is damaged; it is kept as")
            try shell.enter("1", at: 1)
            try shell.wait(for: "[2]: ")
            let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/state/cellist")
            #expect(names.contains { $0.hasPrefix("history.damaged-") })
            #expect(try bench.read("state/cellist/history") == "1\n")
        }
    }

    @Test func aLockedHistoryLosesNothing() throws {
        try ShellBench.with { bench in
            try bench.write("", to: "state/cellist/history.lock")
            let lock = open(bench.folder + "/state/cellist/history.lock", O_RDWR | O_CLOEXEC)
            #expect(flock(lock, LOCK_EX) == 0)
            let shell = try bench.start()
            try shell.enter("1", at: 1)
            try shell.wait(for: "the history is locked or may not be written")
            #expect(try bench.read("state/cellist/history-\(shell.pid)") == "1\n")
            close(lock)
            try shell.enter("2", at: 2)
            try shell.wait(for: "[3]: ")
            #expect(try bench.read("state/cellist/history") == "1\n2\n")
        }
    }

    @Test func whatWasTypedCanBeSavedAndLoaded() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("let a = 6", at: 1)
            try shell.enter("a * 7", at: 2)
            try shell.enter("%save work.swift", at: 3)
            try shell.wait(for: "wrote 2 cells to work.swift")
            try shell.enter("%save work.ipynb", at: 3)
            try shell.wait(for: "wrote 2 cells to work.ipynb")
            try shell.wait(for: "[3]: ")
            try shell.type("\u{4}")
            #expect(try shell.finish() == 0)
            for file in ["work.swift", "work.ipynb"] {
                let result = try bench.run(input: Data("%load \(file)\na + 1\n".utf8))
                #expect(result.exitCode == 0 && result.out == "Int = 42\nInt = 7\n", "\(result.err)")
            }
        }
    }
}
