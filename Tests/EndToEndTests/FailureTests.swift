import Foundation
import TestSupport
import Testing

/// How the failure of a cell is told, and what is left of it.
@Suite struct FailureTests {
    @Test func aFailureLeavesNoTrace() throws { try Fixture.expectPass("failures.swift") }

    @Test func aFailureOfTasksLeavesNoTrace() throws { try Fixture.expectPass("asynchronous-failures.swift") }

    @Test func aTrapIsToldWithTheCallsThatLedToIt() throws {
        let result = try Fixture.cellist("run", "backtrace.swift")
        #expect(result.out == "three: 6.0\n")
        let report = """
            backtrace.swift:4: Fatal error: Index out of range
                backtrace.swift:4 in Layer.weight(Int)
                backtrace.swift:9 in total(_: Layer, count: Int)
                backtrace.swift:17 in top level
            the session stands as after 'What calls what'

            """
        #expect(result.err.hasSuffix(report))
        #expect(result.exitCode == 1)
    }

    @Test func aCellThatWaitsIsToldWithTheCallsThatLedToIt() throws {
        let cells = """
            //| timeout: 0.2
            func answer() async -> Int {
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                return 3
            }
            func doubled() async -> Int {
                let half = await answer()
                return half * 2
            }
            print(await doubled())
            """
        let result = try Fixture.with(["a.swift": cells]) { try Fixture.cellist("run", "a.swift", in: $0) }
        #expect(
            result.err == """
                a.swift:3: Timeout: the cell ran longer than 0.2 s and was stopped
                    a.swift:3 in answer()
                    a.swift:7 in doubled()
                    a.swift:10 in top level
                the session stands as at its beginning

                """)
    }

    @Test func anErrorIsToldWithTheCallsThatLedToIt() throws {
        let cells = """
            struct Broke: Error { var amount: Int }
            @inline(never) func pay(_ amount: Int) throws { throw Broke(amount: amount) }
            @inline(never) func shop() throws {
                try pay(5)
                print("paid")
            }
            try shop()
            print("done")
            """
        let result = try Fixture.with(["shop.swift": cells]) { try Fixture.cellist("run", "shop.swift", in: $0) }
        #expect(
            result.err == """
                shop.swift:2: Broke: Broke(amount: 5)
                    shop.swift:2 in pay(Int)
                    shop.swift:4 in shop()
                    shop.swift:7 in top level
                the session stands as at its beginning

                """)
        #expect(result.out == "")
        #expect(result.exitCode == 1)
    }

    @Test func runStopsAtTheFirstFailureAndCheckGoesOn() throws {
        let cells = "// %% a\nprint(1)\n\n// %% b\nfatalError(\"no\")\n\n// %% c\nprint(3)\n"
        try Fixture.with(["a.swift": cells]) { folder in
            let run = try Fixture.cellist("run", "a.swift", in: folder)
            #expect(run.out == "1\n")
            #expect(run.exitCode == 1)
            let check = try Fixture.check("a.swift", in: folder)
            #expect(check.cells.map(\.status) == ["passed", "error", "passed"])
            #expect(check.cells.map(\.stdout) == ["1\n", "", "3\n"])
        }
    }

    @Test func aCellThatNeedsAFailedOneIsNotRun() throws {
        let cells = "// %% a\nlet number = Int(\"x\")!\n\n// %% b\nprint(number)\n\n// %% c\nprint(3)\n"
        let report = try Fixture.with(["a.swift": cells]) { try Fixture.check("a.swift", in: $0) }
        #expect(report.cells.map(\.status) == ["error", "skipped", "passed"])
        #expect(report["b"]?.error == "needs 'number' of \"a\", which failed")
        #expect((report.passed, report.failed) == (1, 2))
    }

    @Test func aSessionThatUsedDispatchIsRebuiltAndSaysSo() throws {
        try Fixture.expectPass("dispatch.swift")
        let result = try Fixture.cellist("run", "dispatch.swift")
        let out = "adding\ntext 9 9 10\n10\non the main queue\nInt = 10\n"
        #expect(result.out == out)
        #expect(result.err.contains("the session was rebuilt: queue, value ran again, output left out\n"))
        #expect(result.exitCode == 0)
    }
}
