import Foundation
import TestSupport
import Testing

/// Runs `cellist run` on a script with these cells, its output saved to `out.ipynb`, and looks at what became of it.
private func run(
    _ script: String, _ options: String..., body: (ProgramResult, SavedNotebook) throws -> Void
) throws {
    try Fixture.with(["nb.swift": script]) { folder in
        let arguments = ["run", "nb.swift", "-o", "out.ipynb"] + options
        let result = try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish()
        try body(result, SavedNotebook(folder + "/out.ipynb"))
    }
}

@Suite struct SavedOutputTests {
    @Test func outputsAreWhatJupyterWouldStore() throws {
        let script = """
            // %% mixed
            import Foundation
            import LabKit
            print("one")
            FileHandle.standardError.write(Data("two\\n".utf8))
            let figure = plot([1, 4, 9], title: "T")
            figure
            // %% number
            6 * 7
            // %% nothing
            let quiet = 1
            // %% [markdown]
            // text
            // %% failing
            struct Odd: Error {}
            throw Odd()
            """
        try run(script) { result, notebook in
            #expect(result.exitCode == 1 && result.out.isEmpty)
            let mixed = try #require(notebook["mixed"])
            #expect(Set(mixed.kinds.dropLast()) == ["stdout", "stderr"] && mixed.kinds.last == "execute_result")
            #expect(mixed.outputs?.last?.data?.keys.sorted() == ["image/svg+xml", "text/plain"])
            #expect(notebook["number"]?.text == "Int = 42")
            #expect(notebook["nothing"]?.kinds == [])
            let error = try #require(notebook["failing"]?.outputs?.last)
            #expect(error.ename == "Odd" && error.traceback?.first?.hasPrefix("nb.swift:16") == true)
            #expect(notebook.counts == [1, 2, 3, 4])
            #expect(mixed.metadata.execution?["iopub.execute_input"]?.hasSuffix("Z") == true)
        }
    }

    @Test func printsAndDisplaysKeepTheirOrder() throws {
        let script = """
            // %% a
            import Foundation
            import LabKit
            for i in 1...100 {
                print("print", i)
                display(i)
                FileHandle.standardOutput.write(Data("write \\(i)\\n".utf8))
            }
            """
        try run(script, "--no-timing") { _, notebook in
            let cell = try #require(notebook["a"])
            let order = cell.outputs?.map { $0.output_type == "display_data" ? $0.text : $0.lines?.joined() ?? "" }
            let between = (1..<100).flatMap { ["write \($0)\nprint \($0 + 1)\n", "\($0 + 1)"] }
            #expect(order == ["print 1\n", "1"] + between + ["write 100\n"])
            #expect(cell.metadata.execution == nil)
        }
    }

    @Test func brokenAndOddBytesMakeAValidFile() throws {
        let script = """
            // %% a
            import Foundation
            FileHandle.standardOutput.write(Data([0xFF, 0x00, 0x1B, 0x22, 0xED, 0xA0, 0x80, 0x0A]))
            print("\\u{2028}한글 🎻", terminator: "")
            """
        try run(script) { result, notebook in
            #expect(result.exitCode == 0)
            #expect(notebook["a"]?.text.hasSuffix("\u{2028}한글 🎻") == true)
        }
    }

    @Test func theNotebookItselfMayBeTheOutput() throws {
        try Fixture.with(["nb.swift": "// %% a\n1 + 1\n"]) { (folder: String) throws in
            _ = try Fixture.cellist("convert", "nb.swift", "nb.ipynb", in: folder)
            #expect(try Fixture.cellist("run", "nb.ipynb", "-o", "nb.ipynb", in: folder).exitCode == 0)
            #expect(try SavedNotebook(folder + "/nb.ipynb")["a"]?.text == "Int = 2")
            #expect(try Fixture.cellist("check", "nb.ipynb", in: folder).exitCode == 0)
        }
    }

    @Test func whatATaskPrintsLaterBelongsToItsCell() throws {
        let script = try String(contentsOfFile: Fixture.folder + "/tasks.swift", encoding: .utf8)
        try run(script) { _, notebook in
            #expect(notebook["starter"]?.text.contains("late line 1") == true)
            #expect(notebook["opener"]?.text.contains("late") == false)
        }
    }
}

@Suite struct RunOptionTests {
    private static let parameters = """
        // %% parameters
        //| parameters: true
        let name = "none"   // who
        let count: Int = 1
        let rate = 0.5
        // %% use
        print(name, count, rate)
        """

    @Test func parametersTakeTheirCellsTypes() throws {
        try run(Self.parameters, "-p", "name", "a \"b\"", "-p", "count", "-3", "-p", "rate=2") { result, notebook in
            #expect(result.exitCode == 0, "\(result.err)")
            #expect(notebook["use"]?.text == "a \"b\" -3 2.0\n")
            #expect(notebook["parameters"]?.code.contains("let count: Int = -3\n") == true)
        }
    }

    @Test func aFileGivesParametersAndTheCommandLineCountsMore() throws {
        let files = [
            "nb.swift": Self.parameters, "p.yaml": "# values\nname: file\ncount: 5\n", "p.json": #"{"rate": 1.5}"#,
        ]
        try Fixture.with(files) { (folder: String) throws in
            let both = try Fixture.cellist("run", "nb.swift", "--parameters", "p.yaml", "-p", "count", "6", in: folder)
            #expect(both.out == "file 6 0.5\n")
            #expect(try Fixture.cellist("run", "nb.swift", "--parameters", "p.json", in: folder).out == "none 1 1.5\n")
        }
    }

    @Test(
        arguments: [
            (["-p", "count", "many"], 64, "'count' is of type Int"),
            (["-p", "cuont", "1"], 64, "no parameter 'cuont'"),
            (["-p", "count"], 64, "-p name value"), (["--parameters", "bad.yaml"], 65, "bad.yaml:2"),
            (["--parameters", "list.yaml"], 65, "list.yaml:1"), (["--parameters", "gone.yaml"], 66, "gone.yaml"),
            (["--only", "none"], 64, "no code cell 'none'"),
            (["--from", "use", "--to", "parameters"], 64, "stands behind"),
            (["--only", "use", "--from", "use"], 64, "either"), (["--resume"], 64, "--output"),
            (["-o", "x.txt"], 64, "ipynb"),
            (["--total-timeout", "0"], 64, "more than 0"), (["-j", "0"], 64, "at least 1"),
            (["-o", "missing/x.ipynb"], 73, "cannot be written"),
        ] as [([String], Int32, String)])
    func whatIsWrongIsNamed(options: [String], code: Int32, part: String) throws {
        let files = ["nb.swift": Self.parameters, "bad.yaml": "name: x\ncount: 1.5\n", "list.yaml": "- 1\n"]
        try Fixture.with(files) { (folder: String) throws in
            let arguments = ["run", "nb.swift"] + options
            let result = try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish()
            #expect(result.exitCode == code, "\(result.err)")
            #expect(result.err.contains(part), "\(result.err)")
            #expect(result.out.isEmpty)
        }
    }

    @Test func aNotebookOfAnotherLanguageIsRefused() throws {
        let python =
            #"{"cells": [], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}"#
        try Fixture.with(["p.ipynb": python]) { (folder: String) throws in
            let result = try Fixture.cellist("run", "p.ipynb", in: folder)
            #expect(result.exitCode == 65 && result.err.contains("python"))
        }
    }

    private static let failing = """
        // %% a tags=["skip-execution"]
        print("never")
        // %% b tags=["raises-exception"]
        fatalError("wanted")
        // %% c
        [1][1]
        // %% d
        print("after")
        """

    @Test func playStopsAtAFailureUnlessToldOtherwise() throws {
        try run(Self.failing) { result, notebook in
            #expect(result.exitCode == 1 && notebook.counts == [nil, 1, 2, nil])
        }
        try run(Self.failing, "--allow-errors") { result, notebook in
            #expect(result.exitCode == 1 && notebook.counts == [nil, 1, 2, 3])
            #expect(notebook["d"]?.text == "after\n")
        }
        try run(Self.failing, "--to", "b") { result, notebook in
            #expect(result.exitCode == 0 && notebook.counts == [nil, 1, nil, nil])
        }
    }

    private static let chain = """
        // %% base
        print("base")
        let base = 2
        // %% other
        print("other")
        // %% next
        print("next")
        let next = base * 3
        // %% last
        print("last", next)
        """

    @Test(
        arguments: [
            (["--only", "last"], "last 6\n", [nil, nil, nil, 3]), (["--only", "2"], "other\n", [nil, 1, nil, nil]),
            (["--from", "next"], "next\nlast 6\n", [nil, nil, 2, 3]),
            (["--to", "other"], "base\nother\n", [1, 2, nil, nil]),
            (["--only", "base", "--only", "next"], "base\nnext\n", [1, nil, 2, nil]),
        ] as [([String], String, [Int?])])
    func chosenCellsRunWithWhatTheyNeed(options: [String], text: String, counts: [Int?]) throws {
        try Fixture.with(["nb.swift": Self.chain]) { (folder: String) throws in
            let arguments = ["run", "nb.swift", "-o", "out.ipynb", "-s"] + options
            let result = try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish()
            #expect(result.exitCode == 0 && result.out == text, "\(result.err)")
            #expect(try SavedNotebook(folder + "/out.ipynb").counts == counts)
        }
    }

    @Test func aNotebookHasOneTimeForAllItsCells() throws {
        let script = "// %% a\nprint(1)\n// %% b\nwhile true {}\n// %% c\nprint(3)\n"
        try run(script, "--total-timeout", "2", "--allow-errors") { result, notebook in
            #expect(result.exitCode == 1)
            #expect(notebook["b"]?.text == "Timeout: the notebook's time of 2 s was over while this cell ran")
            #expect(notebook["c"]?.execution_count == nil)
        }
    }

    @Test func progressIsALineACellUnlessQuiet() throws {
        let cells = "// %% a\nprint(1)\n// %% b\nprint(2)\n"
        try run(cells, "-o", "out.ipynb") { result, _ in
            #expect(result.err.contains("[1/2] a") && result.err.contains("[2/2] b"))
            #expect(!result.err.contains("\u{1B}") && !result.err.contains("\r"))
        }
        try run(cells, "-o", "out.ipynb", "--quiet") { result, _ in #expect(result.err.isEmpty) }
    }

    @Test func theCellsOwnOutputIsTheProgressWhereItIsShown() throws {
        let result = try Fixture.with(["a.swift": "// %% a\nprint(1)\n"]) {
            try Fixture.cellist("run", "a.swift", in: $0)
        }
        #expect(result.err.isEmpty && result.out == "1\n")
    }
}

@Suite struct SeveralNotebooksTests {
    private static let files = [
        "nbs/a.swift": "// %% x\nprint(\"a\")\n", "nbs/b.swift": "// %% x\nprint(\"b\")\n",
        "nbs/c.swift": "// %% x\n[1][1]\n",
    ]

    @Test(arguments: ["1", "3"]) func aFolderOfNotebooksIsPlayed(jobs: String) throws {
        try Fixture.with(Self.files) { (folder: String) throws in
            for name in ["a", "b", "c"] {
                _ = try Fixture.cellist("convert", "nbs/\(name).swift", "nbs/\(name).ipynb", in: folder)
            }
            let result = try Fixture.cellist("run", "nbs", "-j", jobs, "-o", "out", in: folder)
            #expect(result.exitCode == 1)
            #expect(try SavedNotebook(folder + "/out/a.ipynb")["x"]?.text == "a\n")
            #expect(try SavedNotebook(folder + "/out/b.ipynb")["x"]?.text == "b\n")
            #expect(try SavedNotebook(folder + "/out/c.ipynb")["x"]?.kinds.last == "error")
            let json = try Fixture.cellist("check", "nbs", "--json", "-j", jobs, in: folder)
            #expect(json.out.split(separator: "\n").count == 3)
        }
    }

    @Test func whatBelongsToOneNotebookStaysTogether() throws {
        let cells = (1...5).map { "// %% c\($0)\nprint(\"NAME\", \($0))\n" }.joined()
        let files = Dictionary(
            uniqueKeysWithValues: ["a", "b", "c", "d"].map { ("\($0).swift", cells.replacing("NAME", with: $0)) })
        try Fixture.with(files) { (folder: String) throws in
            let result = try Fixture.cellist("run", "a.swift", "b.swift", "c.swift", "d.swift", "-j", "4", in: folder)
            #expect(result.exitCode == 0)
            let names = result.out.split(separator: "\n").map { $0.prefix(1) }
            #expect(names.count == 20)
            #expect(zip(names, names.dropFirst()).count { $0 != $1 } == 3)
        }
    }

    @Test func twoNotebooksOfOneNameAreNotMixed() throws {
        let files = ["x/a.swift": "// %%\n1\n", "y/a.swift": "// %%\n2\n"]
        try Fixture.with(files) { (folder: String) throws in
            let result = try Fixture.cellist("run", "x/a.swift", "y/a.swift", "-o", "out", in: folder)
            #expect(result.exitCode == 64 && result.err.contains("both be written"))
        }
    }

    @Test func anEmptyFolderIsAnError() throws {
        try Fixture.with(["nbs/readme.txt": ""]) { (folder: String) throws in
            #expect(try Fixture.cellist("run", "nbs", in: folder).exitCode == 66)
        }
    }
}
