import Foundation
import TestSupport
import Testing

/// `cellist watch`: an editor saves, verdicts follow.
@Suite struct WatchTests {
    static let files = [
        "lab/01.swift": "let a = 6\n",
        "lab/02.swift": "//| id: second\n//| expect: { result: 42 }\na * 6\n",
        "lab/03.swift": "//| id: third\nlet c = a\n",
    ]

    private func start(_ bench: ShellBench) throws -> RunningProgram {
        // The first cell leaves a line in a file each time it runs.
        try bench.write(
            """
            //| id: first
            import Glibc
            let log = fopen("log", "a")
            fputs("ran\\n", log)
            fclose(log)
            let a = 6

            """, to: "lab/01.swift")
        return try RunningProgram(
            BuiltProducts.cellist(), ["watch", "lab"], in: bench.folder, environment: bench.environment)
    }

    @Test func aSavedCellIsPlayedAgainFromJustBeforeIt() throws {
        try ShellBench.with(Self.files) { bench in
            let watch = try start(bench)
            try watch.wait(for: "2 passed, 1 failed; waiting for a change")
            // As an editor does that writes a new file and renames it.
            try bench.write("//| id: second\n//| expect: { result: 42 }\na * 7\n", to: "lab/.02.new")
            rename(bench.folder + "/lab/.02.new", bench.folder + "/lab/02.swift")
            try watch.wait(for: "3 passed, 0 failed; waiting for a change")
            #expect(try bench.read("lab/log") == "ran\n")
            watch.signal(SIGINT)
            #expect(try watch.finish().exitCode == 0)
        }
    }

    @Test func aCellIsAddedAndDeletedAndAnUnreadableFileIsTold() throws {
        try ShellBench.with(Self.files) { bench in
            let watch = try start(bench)
            try watch.wait(for: "2 passed, 1 failed; waiting for a change")
            try bench.write("//| id: fourth\nc + 1\n", to: "lab/04.swift")
            try watch.wait(for: "3 passed, 1 failed; waiting for a change")
            try FileManager.default.removeItem(atPath: bench.folder + "/lab/03.swift")
            try watch.wait(for: "1 passed, 2 failed; waiting for a change")
            try bench.write("//| timeot: 1\n", to: "lab/03.swift")
            try watch.wait(for: "unknown option 'timeot'")
            try bench.write("let c = 1\n// %%\nlet d = 2\n", to: "lab/03.swift")
            try watch.wait(for: "4 passed, 1 failed; waiting for a change")
            watch.signal(SIGINT)
            #expect(try watch.finish().exitCode == 0)
        }
    }

    @Test func aSaveStopsWhatRuns() throws {
        try ShellBench.with(Self.files) { bench in
            try bench.write("//| id: third\nwhile true {}\n", to: "lab/03.swift")
            let watch = try start(bench)
            try watch.wait(for: "second")
            try bench.write("//| id: third\nlet c = 1\n", to: "lab/03.swift")
            try watch.wait(for: "2 passed, 1 failed; waiting for a change")
            watch.signal(SIGINT)
            #expect(try watch.finish().exitCode == 0)
        }
    }
}

extension WatchTests {
    /// Each cell leaves a letter in a file when it runs.
    private static func logging(_ letter: String, _ text: String) -> String {
        "//| id: \(letter)\nlog(\"\(letter)\")\n\(text)\n"
    }

    private static let independent = [
        "lab/01.swift":
            "//| id: log\nimport Glibc\nfunc log(_ s: String) { let f = fopen(\"log\", \"a\")!; fputs(s, f); fclose(f) }\n",
        "lab/02.swift": logging("a", "func f() -> Int { 1 }"),
        "lab/03.swift": logging("b", "let slow = 5"),
        "lab/04.swift": logging("c", "let fromA = f()"),
        "lab/05.swift": logging("d", "let both = slow + fromA"),
    ]

    @Test func onlyWhatUsesTheChangedCellIsPlayedAndTheOthersKeepTheirVerdicts() throws {
        try ShellBench.with(Self.independent) { bench in
            let watch = try RunningProgram(
                BuiltProducts.cellist(), ["watch", "lab"], in: bench.folder, environment: bench.environment)
            try watch.wait(for: "5 passed, 0 failed; waiting for a change")
            try bench.write(Self.logging("c", "let fromA = f() + 1"), to: "lab/04.swift")
            try watch.wait(for: "played 2 of 5 cells")
            #expect(try bench.read("lab/log") == "abcd" + "cd")
            // What the last one uses was taken back with the first: it runs again for its value, and before it.
            try bench.write(Self.logging("a", "func f() -> Int { 2 }"), to: "lab/02.swift")
            try watch.wait(for: "played 4 of 5 cells")
            #expect(try bench.read("lab/log") == "abcdcd" + "abcd")
            try bench.write(Self.logging("d", "slow"), to: "lab/05.swift")
            try watch.wait(for: "played 1 of 5 cells")
            #expect(try bench.read("lab/log") == "abcdcdabcd" + "d")
            watch.signal(SIGINT)
            #expect(try watch.finish().exitCode == 0)
        }
    }

    @Test func aCellThatSharesAVariableWithTheChangedOneIsPlayedToo() throws {
        let files = [
            "lab/01.swift": "//| id: a\nvar list = [1]\n", "lab/02.swift": "//| id: b\nlist.append(2)\n",
            "lab/03.swift": "//| id: c\n//| expect: { result: 2 }\nlist.count\n",
        ]
        try ShellBench.with(files) { bench in
            let watch = try RunningProgram(
                BuiltProducts.cellist(), ["watch", "lab"], in: bench.folder, environment: bench.environment)
            try watch.wait(for: "3 passed, 0 failed; waiting for a change")
            try bench.write("//| id: b\nlist.removeAll()\n", to: "lab/02.swift")
            try watch.wait(for: "2 passed, 1 failed; waiting for a change")
            watch.signal(SIGINT)
            #expect(try watch.finish().exitCode == 0)
        }
    }
}
