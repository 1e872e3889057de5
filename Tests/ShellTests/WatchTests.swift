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
