import Foundation
import TestSupport
import Testing

/// Eight cells; each prints something that no second run would print again.
private let script = (1...8).map { number in
    """
    // %% c\(number)
    let v\(number) = \(number == 1 ? "1" : "v\(number - 1) + 1")
    print(UInt64.random(in: 0 ... .max))
    v\(number)

    """
}.joined()

@Suite struct ResumeTests {
    /// Killed while it plays, when this many cells are done.
    @Test(arguments: [1, 2, 4, 5, 7]) func aKilledRunLeavesWhatWasDoneAndIsCompleted(done: Int) throws {
        try Fixture.with(["nb.swift": script]) { (folder: String) throws in
            let path = folder + "/out.ipynb"
            let program = try Fixture.start("run", "nb.swift", "-o", "out.ipynb", in: folder)
            try program.wait(for: "[\(done)/8]", on: .stderr)
            program.signal(SIGKILL)
            #expect(try program.finish().signal == SIGKILL)
            let killed = try SavedNotebook(path)
            let counts = killed.counts.prefix { $0 != nil }
            #expect(counts.count >= done && counts.compactMap(\.self) == Array(1...counts.count))
            #expect(killed.counts.dropFirst(counts.count).allSatisfy { $0 == nil })
            let resumed = try Fixture.cellist("run", "nb.swift", "-o", "out.ipynb", "--resume", in: folder)
            #expect(resumed.exitCode == 0, "\(resumed.err)")
            let whole = try SavedNotebook(path)
            #expect(whole.cells.map(\.text).prefix(counts.count) == killed.cells.map(\.text).prefix(counts.count))
            #expect(whole.counts == Array(1...8) && whole["c8"]?.text.hasSuffix("Int = 8") == true)
        }
    }

    @Test func whatIsCompleteIsNotPlayedAgain() throws {
        try Fixture.with(["nb.swift": script]) { (folder: String) throws in
            _ = try Fixture.cellist("run", "nb.swift", "-o", "out.ipynb", in: folder)
            let before = try Data(contentsOf: URL(fileURLWithPath: folder + "/out.ipynb"))
            let again = try Fixture.cellist("run", "nb.swift", "-o", "out.ipynb", "--resume", in: folder)
            #expect(again.exitCode == 0 && again.err.contains("all cells are done"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/out.ipynb")) == before)
        }
    }

    @Test func aChangedCellIsWhereItGoesOn() throws {
        try Fixture.with(["nb.swift": script, "new.swift": script.replacing("v4 + 1", with: "v4 + 10")]) {
            (folder: String) throws in
            _ = try Fixture.cellist("run", "nb.swift", "-o", "out.ipynb", in: folder)
            let before = try SavedNotebook(folder + "/out.ipynb")
            #expect(try Fixture.cellist("run", "new.swift", "-o", "out.ipynb", "--resume", in: folder).exitCode == 0)
            let after = try SavedNotebook(folder + "/out.ipynb")
            #expect(after.cells.map(\.text).prefix(4) == before.cells.map(\.text).prefix(4))
            #expect(after["c8"]?.text.hasSuffix("Int = 17") == true)
        }
    }

    @Test func aFailedCellIsPlayedAgainAndWhatMayNotHappenTwiceIsRefused() throws {
        let once =
            "// %% once\n//| replay: never\nprint(\"paid\")\n// %% next\nimport Foundation\n"
            + "if !FileManager.default.fileExists(atPath: \"there\") { fatalError() }\n"
        let twice = once.replacing("//| replay: never\n", with: "")
        try Fixture.with(["once.swift": once, "twice.swift": twice]) { (folder: String) throws in
            for name in ["once", "twice"] {
                #expect(try Fixture.cellist("run", name + ".swift", "-o", name + ".ipynb", in: folder).exitCode == 1)
            }
            try Data().write(to: URL(fileURLWithPath: folder + "/there"))
            let refused = try Fixture.cellist("run", "once.swift", "-o", "once.ipynb", "--resume", in: folder)
            #expect(refused.exitCode == 64 && refused.err.contains("'once' is marked 'replay: never'"))
            #expect(
                try Fixture.cellist("run", "twice.swift", "-o", "twice.ipynb", "--resume", in: folder).exitCode == 0)
            #expect(try SavedNotebook(folder + "/twice.ipynb").counts == [1, 2])
        }
    }

    @Test func anInterruptKeepsWhatWasDone() throws {
        try Fixture.with(["nb.swift": "// %% a\nprint(1)\n// %% b\nwhile true {}\n"]) { (folder: String) throws in
            let program = try Fixture.start("run", "nb.swift", "-o", "out.ipynb", in: folder)
            try program.wait(for: "[1/2]", on: .stderr)
            program.signal(SIGINT)
            #expect(try program.finish().exitCode == 130)
            #expect(try SavedNotebook(folder + "/out.ipynb")["a"]?.text == "1\n")
        }
    }
}
