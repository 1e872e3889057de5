import Foundation
import TestSupport
import Testing

/// What cells print and show, byte for byte, and what they read.
@Suite struct OutputTests {
    @Test func everyWayToWriteArrivesInOrder() throws { try Fixture.expectPass("streams.swift") }

    @Test func theStreamsStayApartAndBytesStayBytes() throws {
        let result = try Fixture.cellist("run", "bytes.swift")
        var data = Data(0...255)
        data += (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        #expect(result.stdout == data)
        #expect(result.stderr == Data((0...255).reversed()))
        #expect(result.exitCode == 0)
    }

    @Test func theLastExpressionIsShownWithItsType() throws {
        try Fixture.expectPass("results.swift")
        let result = try Fixture.cellist("run", "results.swift")
        let shown = """
            Int = 42
            String = "two\\nlines \\"quoted\\""
            [String: [Int?]] = ["a": [Optional(1), nil]]
            Int? = nil
            (Int, String, Bool) = (1, "x", true)
            Box<Double> = Box<Double>(content: 1.5)
            Temperature = 21.5 °C
            inside
            Int = 3
            String = "later"
            Sequence = [1, 2]
            [Int] = [2, 4, 6]
            Double = 5.0
            the end

            """
        #expect(result.out == shown)
        #expect(result.exitCode == 0)
    }

    @Test func anUnfinishedLineIsThereBeforeTheCellEnds() throws {
        let program = try Fixture.start("run", "questions.swift")
        try program.wait(for: "What is your name? ")
        try program.wait(for: "(type it) ", on: .stderr)
        program.send("Ann\nagain\nthird\nfourth")
        let result = try program.finish()
        let said = "What is your name? Hello, Ann!\nAnd again.\n[\"third\", \"fourth\"]\n"
        #expect(result.out == said)
        #expect(result.err == "(type it) ")
        #expect(result.exitCode == 0)
    }

    @Test func withoutInputThereIsAnEnd() throws {
        let result = try Fixture.cellist("run", "questions.swift")
        let said = "What is your name? Hello, nobody!\nAnd nothing.\n[]\n"
        #expect(result.out == said)
        #expect(result.exitCode == 0)
    }

    @Test func jsonIsTheOnlyOutputOfJSON() throws {
        let cells = "print(\"half\", terminator: \"\")\nimport Foundation\nfputs(\"error\", stderr)\n"
        try Fixture.with(["a.swift": cells]) { folder in
            for verb in ["run", "check"] {
                let result = try Fixture.cellist(verb, "--json", "a.swift", in: folder)
                #expect(try result.report().cells.map(\.stdout) == ["half"])
                #expect(result.err == "")
                #expect(result.out.split(separator: "\n").count == 1)
            }
        }
    }

    @Test func tasksRunOnAndTheirOutputIsTheirs() throws { try Fixture.expectPass("tasks.swift") }
}
