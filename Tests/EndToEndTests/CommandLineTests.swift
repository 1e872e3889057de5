import Foundation
import TestSupport
import Testing

/// Exit codes, and what goes wrong before a cell runs.
@Suite struct CommandLineTests {
    @Test(arguments: [
        [], ["frobnicate"], ["run"], ["check", "--nothing", "a.swift"],
        ["check", "--color", "purple", "a.swift"],
    ])
    func wrongUsageIsExplained(arguments: [String]) throws {
        let program = try RunningProgram(BuiltProducts.cellist(), arguments, in: Fixture.folder)
        let result = try program.finish()
        // Without any word there is nothing wrong yet: the overview is the answer.
        #expect(result.exitCode == (arguments.isEmpty ? 0 : 64))
        #expect((arguments.isEmpty ? result.out : result.err).contains("cellist"))
    }

    @Test(arguments: ["run", "check"])
    func aMissingNotebookIsSaid(verb: String) throws {
        let result = try Fixture.cellist(verb, "nowhere.swift")
        #expect(result.exitCode == 66)
        #expect(result.out == "")
        #expect(result.err.hasPrefix("cellist: nowhere.swift: no such file or folder\n"))
    }

    struct BadNotebook: Sendable {
        var text: String
        var complaint: String
    }

    @Test(arguments: [
        BadNotebook(text: "// %% a\n//| timeot: 3s\nprint(1)\n", complaint: "bad.swift:2: unknown option 'timeot'"),
        BadNotebook(text: "print(0)\n\n// %% b\n//| points: many\n", complaint: "bad.swift:4: "),
        BadNotebook(text: "// %% a\n//| timeout: soon\n", complaint: "bad.swift:2: "),
        BadNotebook(text: "// %% a\n//| expect: { stdot: x }\n", complaint: "bad.swift:2: "),
        BadNotebook(text: "// %% a\n//| id: one\n\n// %% b\n//| id: one\n", complaint: "bad.swift:5: "),
        BadNotebook(text: "// %% a\n//| expect: { stdout: [\n", complaint: "bad.swift:"),
    ])
    func aBadOptionIsToldWithFileAndLine(notebook: BadNotebook) throws {
        try Fixture.with(["bad.swift": notebook.text]) { folder in
            for verb in ["run", "check"] {
                let result = try Fixture.cellist(verb, "bad.swift", in: folder)
                #expect(result.exitCode == 65)
                #expect(result.err.hasPrefix("cellist: \(notebook.complaint)"), "\(result.err)")
                #expect(result.out == "")
            }
        }
    }

    @Test func aNotebookThatIsNoneIsUnreadable() throws {
        let result = try Fixture.with(["a.ipynb": "{ no notebook"]) { try Fixture.cellist("run", "a.ipynb", in: $0) }
        #expect(result.exitCode == 65)
        #expect(result.err.hasPrefix("cellist: a.ipynb"))
    }

    @Test func aFolderOfCellsIsPlayedInTheOrderOfItsFiles() throws {
        let files = ["02-b.swift": "print(first)\n", "01-a.swift": "let first = 1\nprint(0)\n"]
        let result = try Fixture.with(files) { try Fixture.cellist("run", ".", in: $0) }
        #expect(result.out == "0\n1\n")
        #expect(result.exitCode == 0)
    }

    @Test(arguments: [["CELLIST_TOOLCHAIN": "/nowhere"], ["PATH": "/nowhere"]])
    func aMissingToolchainIsSaidWithWhatToDo(environment: [String: String]) throws {
        let result = try Fixture.start("run", "bytes.swift", environment: environment).finish()
        #expect(result.exitCode == 69)
        #expect(result.err.contains("CELLIST_TOOLCHAIN"))
    }

    @Test func aFailedCheckIsExitCodeOneAndAPassedOneZero() throws {
        for (number, code) in [(2, 0), (3, 1)] {
            let cells = "// %% sum\n//| expect: { result: \"Int = \(number)\" }\n1 + 1\n"
            let result = try Fixture.with(["a.swift": cells]) { try Fixture.cellist("check", "a.swift", in: $0) }
            #expect(result.exitCode == Int32(code))
        }
    }

    @Test func theReportIsOneObject() throws {
        let cells = "// %% Sum up\n//| points: 4\n//| expect: { stdout: \"2\", result: \"Int = 3\" }\nprint(2)\n1 + 1\n"
        let result = try Fixture.with(["a.swift": cells]) { try Fixture.cellist("check", "--json", "a.swift", in: $0) }
        let object = try #require(try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any])
        #expect(
            Set(object.keys) == ["notebook", "passed", "failed", "points", "maxPoints", "seconds", "cells"])
        let cell = try #require((object["cells"] as? [[String: Any]])?.first)
        #expect(Set(cell.keys) == ["id", "status", "seconds", "checks", "stdout", "error"])
        #expect(cell["error"] is NSNull)
        let report = try result.report()
        #expect(report.notebook == "a.swift")
        #expect((report.passed, report.failed, report.points, report.maxPoints) == (0, 1, 2, 4))
        #expect(report["sum-up"]?.status == "failed")
        #expect(report["sum-up"]?.checks.map(\.passed) == [true, false])
        #expect(result.exitCode == 1)
    }
}
