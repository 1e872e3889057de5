import Foundation
import TestSupport
import Testing

/// Working through a lab, as a student does.
@Suite struct LabTests {
    static let files = [
        "lab/01-start.swift": """
        // %% [markdown]
        // ## Step 1: a number

        // %% The number
        //| id: number
        //| role: setup
        let n = 4

        """,
        "lab/02-double.swift": """
        // %% double
        //| id: double
        //| role: solution
        //| hints: [ Twice is what plus what? ]
        func double(_ x: Int) -> Int {
            // ### START CODE HERE ###
            0
            // ### END CODE HERE ###
        }
        // %% double: four
        //| id: double-check
        //| role: check
        //| points: 10
        //| hints: [ x + x ]
        //| expect: { result: 8 }
        double(n)

        """,
    ]

    @Test func aStudentGoesThroughALabLeavesAndComesBack() throws {
        try ShellBench.with(Self.files) { bench in
            let editor = "sed -i -e 's/^    0$/    x + x/' -s"
            try bench.write("#!/bin/sh\nshift\nexec \(editor) \"$@\"\n", to: "edit")
            chmod(bench.folder + "/edit", 0o755)
            let shell = try bench.start("lab", environment: ["EDITOR": bench.folder + "/edit"])
            try shell.wait(for: "0 of 3 cells done, 0 of 10 points")
            try shell.enter("%next", at: 1)
            try shell.wait(for: "## Step 1: a number")
            try shell.enter("%run", at: 1)
            try shell.wait(for: "✓ The number")
            try shell.wait(for: "Next is 2, double")
            try shell.enter("%check", at: 1)
            try shell.wait(for: "result differs: expected 8, got 0")
            try shell.enter("%hint", at: 1)
            try shell.wait(for: "hint 1 of 2: Twice is what plus what?")
            try shell.enter("%hint", at: 1)
            try shell.wait(for: "hint 2 of 2: x + x")
            try shell.wait(for: "[1]: ")
            try shell.type("\u{4}")
            #expect(try shell.finish() == 0)

            let again = try bench.start("lab", environment: ["EDITOR": bench.folder + "/edit"])
            try again.enter("%edit", at: 1)
            try again.wait(for: "✓ double")
            try again.enter("%diff", at: 1)
            try again.wait(for: "-     0")
            try again.wait(for: "+     x + x")
            try again.enter("%run all", at: 1)
            try again.wait(for: "10/10")
            try again.enter("%status", at: 1)
            try again.wait(for: "3 of 3 cells done, 10 of 10 points")
        }
    }

    @Test func aLabThatMayNotBeWrittenToCanBeWorkedThrough() throws {
        try ShellBench.with(Self.files) { bench in
            let lab = bench.folder + "/lab"
            let start = {
                try TerminalProgram(
                    "/usr/bin/env",
                    ["bwrap", "--dev-bind", "/", "/", "--ro-bind", lab, lab, BuiltProducts.cellist(), "shell", "lab"],
                    in: bench.folder, environment: bench.environment)
            }
            let shell = try start()
            try shell.wait(for: "/lab may not be written to: progress is kept in ")
            try shell.enter("%run", at: 1)
            try shell.wait(for: "✓ The number")
            try shell.enter("%save lab/mine.swift", at: 1)
            try shell.wait(for: "lab/mine.swift: the file cannot be written")
            try shell.wait(for: "[1]: ")
            try shell.type("\u{4}")
            #expect(try shell.finish() == 0)

            let again = try start()
            try again.wait(for: "1 of 3 cells done")
        }
    }

    @Test func anEditorThatFailsIsTold() throws {
        try ShellBench.with(Self.files) { bench in
            let shell = try bench.start("lab", environment: ["EDITOR": "no-such-editor"])
            try shell.enter("%goto double", at: 1)
            try shell.enter("%edit", at: 1)
            try shell.wait(for: "the editor failed (exit code 127)")
            try shell.wait(for: "[1]: ")
        }
    }

    @Test func aCellIsPutBackAsItWasGiven() throws {
        try ShellBench.with(Self.files) { bench in
            #expect(try bench.run("lab", input: Data("%skip\n%skip\n".utf8)).exitCode == 0)
            let file = "lab/02-double.swift"
            let given = try bench.read(file)
            try bench.write(given.replacingOccurrences(of: "    0\n", with: "    x * 3\n"), to: file)
            let result = try bench.run("lab", input: Data("%goto double\n%reset cell\n".utf8))
            #expect(result.exitCode == 0, "\(result.err)")
            #expect(try bench.read(file) == given)
            #expect(try bench.read(file + ".before-reset").contains("x * 3"))
        }
    }

    @Test func damagedProgressIsKeptAside() throws {
        try ShellBench.with(Self.files.merging(["lab/.cellist-progress.json": "{"]) { _, new in new }) { bench in
            let result = try bench.run("lab", input: Data("%status\n".utf8))
            #expect(result.exitCode == 0 && result.err.contains("is damaged; it is kept as"))
            #expect(result.out.contains("0 of 3 cells done"))
        }
    }
}
