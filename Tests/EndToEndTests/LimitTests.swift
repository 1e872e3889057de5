import Foundation
import TestSupport
import Testing

/// A cell that wants more than it may have is stopped, and the session stands as before it.
@Suite struct LimitTests {
    @Test func whatIsOverItsLimitIsStopped() throws {
        let report = try Fixture.check(
            "limits.swift", "--cpu-time", "0.5", "--output-limit", "1", "--processes", "4", "--open-files", "64")
        #expect(report.complaints == [])
        #expect(report["too-much-output"]?.stdout.utf8.count == 1 << 20)
    }

    @Test func aCellThatRunsOutOfItsTimeIsStopped() throws {
        let report = try Fixture.check("time-limits.swift")
        let place = [
            "loop": "time-limits.swift:17:14: ", "sleep": "time-limits.swift:7:23: ",
            "await": "time-limits.swift:29:1: ", "deaf": "",
            "expected": "time-limits.swift:7:23: ",
        ]
        for (id, place) in place {
            #expect(report[id]?.status == "timeout")
            #expect(report[id]?.error == place + "Timeout: the cell ran longer than 0.2 s and was stopped")
        }
        #expect(report["loop"]?.stdout == "begun\n")
        #expect(report["program"]?.status == "timeout")
        #expect(report["compile"]?.status == "passed")
        #expect(report["after"]?.status == "passed")
    }

    @Test func theTimeOfTheCommandLineIsForCellsThatSetNone() throws {
        let cells = "// %% short\nwhile true {}\n\n// %% long\n//| timeout: 60s\nprint(1)\n"
        let report = try Fixture.with(["a.swift": cells]) { try Fixture.check("a.swift", "--timeout", "0.2", in: $0) }
        #expect(report.cells.map(\.status) == ["timeout", "passed"])
    }

    @Test func aHundredMegabytesArriveAndATrapAfterThemIsTold() throws {
        let cells = """
            // %% what there is
            let line = String(repeating: "x", count: 99) + "\\n"

            // %% much
            for _ in 0..<1_048_576 { print(line, terminator: "") }
            fatalError("full")
            """
        let result = try Fixture.with(["much.swift": cells]) { try Fixture.cellist("run", "much.swift", in: $0) }
        #expect(result.stdout.count == 100 << 20)
        #expect(result.err.contains("\nmuch.swift:6: Fatal error: full\n"))
        #expect(result.err.hasSuffix("the session stands as after 'what there is'\n"))
        #expect(result.exitCode == 1)
    }

    @Test(arguments: [
        ["--timeout", "0"], ["--memory", "5"], ["--output-limit", "-1"], ["--open-files", "3"], ["--processes", "-1"],
        ["--cpu-time", "0"], ["--memory", "much"],
    ])
    func aLimitThatCannotBeIsRefused(option: [String]) throws {
        let result = try Fixture.cellist("run", "bytes.swift", "\(option[0])=\(option[1])")
        #expect(result.exitCode == 64)
        #expect(result.out == "")
        #expect(result.err.contains(option[0]))
    }
}
