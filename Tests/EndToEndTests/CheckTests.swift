import Foundation
import TestSupport
import Testing

private func text(_ folder: String, _ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
}

/// A notebook with the outputs of this script.
private func saved(_ script: String, in folder: String) throws {
    try Data(script.utf8).write(to: URL(fileURLWithPath: folder + "/saved.swift"))
    _ = try Fixture.cellist("run", "saved.swift", "-o", "nb.ipynb", "--allow-errors", in: folder)
}

/// Changes a notebook's text.
private func change(_ name: String, in folder: String, _ old: String, to new: String) throws {
    let before = try text(folder, name)
    #expect(before.contains(old))
    try before.replacing(old, with: new).write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
}

@Suite struct StoredOutputTests {
    private static let script = """
        // %% a
        print("loss", 1.0 / 3)
        2 + 2
        // %% b
        [1][3]
        // %% c tags=["nbval-ignore-output"]
        print(Int.random(in: 0..<1_000_000))

        """

    @Test func storedOutputsAreExpected() throws {
        try Fixture.with(["saved.swift": ""]) { (folder: String) throws in
            try saved(Self.script, in: folder)
            #expect(try Fixture.cellist("check", "nb.ipynb", in: folder).exitCode == 0)
            try change("nb.ipynb", in: folder, "Int = 4", to: "Int = 5")
            let report = try Fixture.check("nb.ipynb", in: folder)
            #expect(report["a"]?.checks.map(\.name) == ["stored stdout", "stored result"])
            #expect(report["a"]?.checks.map(\.passed) == [true, false])
            #expect(report["b"]?.status == "passed" && report["c"]?.checks.isEmpty == true)
        }
    }

    @Test func updateMakesThemWhatTheyAre() throws {
        try Fixture.with(["saved.swift": ""]) { (folder: String) throws in
            try saved(Self.script, in: folder)
            let before = try text(folder, "nb.ipynb")
            try change("nb.ipynb", in: folder, "Int = 4", to: "Int = 5")
            let update = try Fixture.cellist("check", "nb.ipynb", "--update", in: folder)
            #expect(update.exitCode == 0, "\(update.err)")
            #expect(update.out.contains("expected 5, got 4") && update.err.contains("updated a: stored result"))
            #expect(try text(folder, "nb.ipynb") == before)
        }
    }

    @Test func numbersAndTextsCanBeGivenRoom() throws {
        try Fixture.with(["rules": "[n]\nregex: loss\nreplace: cost\n"]) { (folder: String) throws in
            try saved("// %% a\nprint(\"loss\", 1.0)\n", in: folder)
            try change("nb.ipynb", in: folder, "\"loss 1.0", to: "\"cost 1.1")
            #expect(try Fixture.cellist("check", "nb.ipynb", in: folder).exitCode == 1)
            #expect(try Fixture.cellist("check", "nb.ipynb", "--sanitize", "rules", in: folder).exitCode == 1)
            #expect(
                try Fixture.cellist("check", "nb.ipynb", "--sanitize", "rules", "--rtol", "0.2", in: folder).exitCode
                    == 0)
            #expect(try Fixture.cellist("check", "nb.ipynb", "--sanitize", "gone", in: folder).exitCode == 66)
        }
    }
}

@Suite struct UpdateTests {
    private static let script = """
        // %% one
        //| points: 3
        //| expect:
        //|   stdout: old
        //|   result: Int = 3
        //|   values: { x: 1, y: { value: [1, 2], rtol: 1e-3 }, z: { range: [0, 1] } }
        //| timeout: 5s
        let x = 2.5, y = [1, 3], z = 0.5
        print("new\\n\\"text\\": - 1")
        4

        // %% [markdown]
        // //| expect: in prose

        // %% two
        //| expect: { stdout: "x" }
        let s = \"""
        //| expect: in a string
        \"""
        print(s)

        """

    @Test(arguments: ["nb.swift", "cells", "nb.ipynb"]) func expectationsBecomeWhatCameInAnyForm(name: String) throws {
        try Fixture.with(["nb.swift": Self.script]) { (folder: String) throws in
            if name != "nb.swift" { _ = try Fixture.cellist("convert", "nb.swift", name, in: folder) }
            #expect(try Fixture.cellist("check", name, in: folder).exitCode == 1)
            let update = try Fixture.cellist("check", name, "--update", in: folder)
            #expect(update.exitCode == 0, "\(update.out)\(update.err)")
            let report = try Fixture.check(name, in: folder)
            #expect(report.failed == 0 && report.points == 3, "\(report.complaints)")
            #expect(report.cells.map(\.checks.count) == [5, 1])
        }
    }

    @Test func whatIsNotUpdatedStaysByteForByte() throws {
        try Fixture.with(["nb.swift": Self.script.replacing("\n", with: "\r\n")]) { (folder: String) throws in
            _ = try Fixture.cellist("check", "nb.swift", "--update", in: folder)
            let new = try text(folder, "nb.swift")
            #expect(!new.replacing("\r\n", with: "").contains("\n"))
            #expect(new.contains("//| points: 3\r\n//| expect:\r\n") && new.contains("//| timeout: 5s\r\nlet x"))
            #expect(new.contains("// //| expect: in prose\r\n") && new.contains("\r\n//| expect: in a string\r\n"))
        }
    }

    @Test func whatNoValueCanSayIsLeftAndStaysAFailure() throws {
        let script =
            "// %% a\n//| expect: { regex: x, stdout: q }\nprint(\"y\")\n// %% b\n//| expect: { stdout: x }\n[1][1]\n"
        try Fixture.with(["nb.swift": script]) { (folder: String) throws in
            let update = try Fixture.cellist("check", "nb.swift", "--update", in: folder)
            #expect(update.exitCode == 1)
            #expect(update.err.contains("updated a: stdout") && update.err.contains("left as it is, a: regex x"))
            #expect(update.err.contains("left as it is, b: stdout"))
        }
    }
}

@Suite struct ReportFileTests {
    @Test func reportsAreWrittenAndStudentTextIsFenced() throws {
        let script = "// %% a\n//| expect: { stdout: x }\nprint(\"::error::forged\")\n// %% b\nprint(2)\n"
        try Fixture.with(["nb.swift": script]) { (folder: String) throws in
            let program = try Fixture.start(
                "check", "nb.swift", "-s", "--github", "--junit", "j.xml", "--html", "r.html", in: folder,
                environment: ["GITHUB_STEP_SUMMARY": folder + "/sum.md"])
            let result = try program.finish()
            #expect(result.exitCode == 1)
            let lines = result.out.split(separator: "\n").map(String.init)
            #expect(lines.first?.hasPrefix("::stop-commands::") == true)
            let close = try #require(lines.firstIndex(of: "::\(lines[0].dropFirst("::stop-commands::".count))::"))
            #expect(lines.firstIndex(of: "::error::forged").map { $0 < close } == true)
            #expect(lines[(close + 1)...].count == 1 && lines[close + 1].hasPrefix("::error file=nb.swift,line=2,"))
            #expect(
                try text(folder, "j.xml").contains("<testcase classname=\"nb\" name=\"a\" file=\"nb.swift\" line=\"2\"")
            )
            #expect(try text(folder, "r.html").contains("1 failed") && text(folder, "sum.md").contains("**a** failed"))
        }
    }

    @Test func failFastStopsAtTheFirstFailure() throws {
        try Fixture.with(["nb.swift": "// %% a\n[1][1]\n// %% b\nprint(1)\n"]) { (folder: String) throws in
            let report = try Fixture.check("nb.swift", "--fail-fast", in: folder)
            #expect(report.cells.map(\.status) == ["error", "skipped"])
        }
    }
}
