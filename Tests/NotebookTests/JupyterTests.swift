import Foundation
import Testing

@testable import Notebook

/// Notebooks of all sorts; those whose name begins with `bad-` are none. Files of version 4.5 were written by nbformat 5.10.
enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    static let good = names.filter { !$0.hasPrefix("bad-") }
    static let bad = names.filter { $0.hasPrefix("bad-") }

    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    static func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    static func read(_ name: String) throws -> Notebook { try Notebook.read(path(name + ".ipynb")) }
}

/// The options as a file keeps them; unlike the options themselves they are equal when they hold NaN.
private func storedOptions(_ cell: Cell) -> JSON {
    JSON.object(StoredOptions.stored(cell.options.fields)).sorted
}

private func ipynb(_ text: String) throws -> Notebook { try JupyterReader.read(text, file: "nb.ipynb") }

@Suite struct JupyterTests {
    @Test func theFixturesAreThere() {
        #expect(Fixture.names.count >= 40)
    }

    @Test(arguments: [
        "empty", "only-metadata", "plain", "rich-outputs", "attachments", "odd-text", "cell-metadata", "numbers",
        "option-lines", "option-metadata", "markers-in-code",
    ])
    func whatNbformatWroteIsWrittenByteForByte(name: String) throws {
        #expect(try Fixture.read(name).ipynbText == Fixture.text(name + ".ipynb"))
    }

    @Test(arguments: Fixture.good)
    func whatIsWrittenReadsBackTheSame(name: String) throws {
        let first = try Notebook.read(Fixture.path(name))
        let second = try ipynb(first.ipynbText)
        #expect(second.ipynbText == first.ipynbText)
        #expect(second.cells.map(\.text) == first.cells.map(\.text))
    }

    @Test(arguments: ["windows", "byte-order-mark", "one-line", "minor-6"])
    func theSameNotebookInAnotherDress(name: String) throws {
        #expect(try Fixture.read(name).ipynbText == Fixture.text("plain.ipynb"))
    }

    @Test func escapesAreReadAsWhatTheyStandFor() throws {
        #expect(try Fixture.read("escaped").ipynbText == Fixture.text("odd-text.ipynb"))
    }

    @Test(arguments: 0...4)
    func olderMinorVersionsGetIDs(minor: Int) throws {
        let notebook = try Fixture.read("version-4.\(minor)")
        #expect(notebook.cells.map(\.id) == ["cell-1", "cell-2", "text-1"])
        #expect(notebook.cells[0].text == "let x = 1\nx")
        #expect(notebook.cells[1].text == "print(x)\nprint(x)")
        #expect(notebook.cells[1].executionCount == 2)
        #expect(notebook.ipynbText.contains("\"nbformat_minor\": 5"))
        #expect(!notebook.ipynbText.contains("trusted") && !notebook.ipynbText.contains("orig_nbformat"))
    }

    @Test func idsAreMadeUniqueAndValid() throws {
        #expect(try Fixture.read("duplicate-ids").cells.map(\.id) == ["same", "same-2", "same-2-2"])
        let ids = try Fixture.read("invalid-ids").cells.map(\.id)
        #expect(ids[0] == "has-space" && ids[1] == "cell-2" && ids[2].count <= 64)
        #expect(ids.allSatisfy(CellIdentifier.isValid))
    }

    @Test func missingKeysAreFilledIn() throws {
        let notebook = try Fixture.read("missing-keys")
        #expect(notebook.cells.map(\.text) == ["", ""])
        #expect(notebook.ipynbText.contains("\"execution_count\": null"))
    }

    @Test func outputsHaveTheirTextsInOnePiece() throws {
        let outputs = try Fixture.read("rich-outputs").cells[0].outputs
        #expect(outputs[0].object?["text"] == .string("a\nb"))
        #expect(outputs[2].object?["data"]?.object?["text/html"] == .string("<b>\n</b>"))
    }

    @Test func optionsAreReadFromTheMetadata() throws {
        let notebook = try Fixture.read("option-metadata")
        #expect(notebook.cells[0].options.points == 3)
        #expect(notebook.cells[0].options.expect?.tolerance.rtol == 1e-7)
        guard case .list(let list)? = notebook.cells[0].options.expect?.values[0].value, case .number(let nan) = list[0]
        else {
            Issue.record("no list")
            return
        }
        #expect(nan.isNaN)
        #expect(notebook.cells[0].options.expect?.valueNames == ["x", "a"])
        #expect(notebook.cells[1].title == "Intro")
    }

    @Test func aCellsPlaceIsTheFileWithItsID() throws {
        #expect(try Fixture.read("plain").cells[1].file.hasSuffix("plain.ipynb#id-01"))
        #expect(try Fixture.read("plain").cells[1].firstLine == 1)
    }

    @Test(arguments: Fixture.bad)
    func whatIsNoNotebookIsAClearError(name: String) {
        let error = #expect(throws: NotebookError.self) { try Notebook.read(Fixture.path(name)) }
        #expect(error?.exitCode == 65)
        #expect(error?.file.contains(name) == true)
    }

    @Test(arguments: [
        ("bad-version-3.ipynb", "nbformat 3 is too old"), ("bad-cell-type.ipynb", "unknown cell type 'heading'"),
        ("bad-option.ipynb", "bad-option.ipynb#q1: unknown option 'pionts'"), ("bad-control.ipynb", ":1: "),
        ("bad-conflict.ipynb", ":2: "), ("bad-empty.ipynb", "the file is empty"), ("bad-deep.ipynb", "levels deep"),
    ])
    func theErrorNamesThePlace(name: String, text: String) {
        let error = #expect(throws: NotebookError.self) { try Notebook.read(Fixture.path(name)) }
        #expect(error?.description.contains(text) == true)
        #expect(error?.description.contains(name) == true)
    }

    @Test func tenThousandCellsAreRead() throws {
        var notebook = Notebook(path: "big", format: .script)
        notebook.cells = (0..<10_000).map { Cell(id: "c\($0)", heading: "Same title", text: "print(\($0))") }
        #expect(try ipynb(notebook.ipynbText).cells.map(\.id) == notebook.cells.map(\.id))
        #expect(try script(notebook.scriptText).cells.map(\.id) == notebook.cells.map(\.id))
    }
}

@Suite struct ConversionTests {
    private static let script = """
        // %% [markdown]
        // # Lab

        // %% Five solvers tags=["slow"]
        //| id: table
        //| points: 10
        //| expect:
        //|   stdout: |
        //|     [1. 2.]
        //|
        //|     done
        //|   values:
        //|     zeta: 1
        //|     alpha:
        //|       range: [0, 1]
        //|   tolerance:
        //|     rtol: 1e-7
        print("[1. 2.]")

        // %%
        2

        """

    @Test func optionsMoveBetweenLinesAndMetadata() throws {
        let notebook = try Notebook.script(Self.script, file: "nb.swift")
        let jupyter = try ipynb(notebook.ipynbText)
        #expect(jupyter.cells.map(\.id) == ["text-1", "table", "cell-2"])
        #expect(jupyter.cells[1].text == "print(\"[1. 2.]\")")
        #expect(jupyter.cells[1].options.expect == notebook.cells[1].options.expect)
        #expect(jupyter.cells[1].title == "Five solvers")
        #expect(jupyter.cells[1].tags == ["slow"])
        #expect(jupyter.language == "swift")
        #expect(jupyter.scriptText == Self.script)
    }

    @Test func whatAKernelAddsDoesNotShowInAScript() throws {
        var notebook = try Notebook.script("// %%\n1\n", file: "nb.swift")
        notebook.format = .ipynb
        notebook.metadata = ["language_info": .object(Notebook.languageInfo(version: "6.3.1"))]
        #expect(try ipynb(notebook.ipynbText).scriptText == "// %%\n1\n")
    }

    /// Other programs read Jupyter's own tags alone.
    @Test func tagsThatOptionsSayAreJupytersToo() throws {
        let text = """
            // %% tags=["mine"]
            //| tags: slow
            //| expect: { error: Index out of range }
            [1][2]

            // %%
            //| parameters: true
            let n = 3

            """
        let notebook = try Notebook.script(text, file: "nb.swift")
        let stored = try #require(JSON(text: notebook.ipynbText)?.object?["cells"]?.array)
        let tags = stored.map { $0.object?["metadata"]?.object?["tags"]?.array?.compactMap(\.string) }
        #expect(tags == [["mine", "slow", "raises-exception"], ["parameters"]])
        let read = try ipynb(notebook.ipynbText)
        #expect(read.ipynbText == notebook.ipynbText)
        #expect(read.cells.map(\.metadata["tags"]) == notebook.cells.map(\.metadata["tags"]))
        #expect(read.cells.map(\.tags) == notebook.cells.map(\.tags))
    }

    @Test(arguments: Fixture.good)
    func aNotebookBecomesAScriptAndComesBack(name: String) throws {
        let notebook = try Notebook.read(Fixture.path(name))
        // A script's lines end one way, and it has no place for a byte-order mark.
        guard !["odd-text.ipynb", "escaped.ipynb"].contains(name) else { return }
        let back = try ipynb(try Notebook.script(notebook.scriptText, file: "nb.swift").ipynbText)
        #expect(back.cells.map(\.id) == notebook.cells.map(\.id))
        #expect(back.cells.map(\.kind) == notebook.cells.map(\.kind))
        #expect(back.cells.map(\.metadata) == notebook.cells.map(\.metadata))
        #expect(back.cells.map(\.attachments) == notebook.cells.map(\.attachments))
        #expect(back.cells.map(storedOptions) == notebook.cells.map(storedOptions))
        for member in notebook.metadata.members { #expect(back.metadata[member.key] == member.value) }
        guard name != "option-lines.ipynb" else { return }  // its lines moved to the metadata
        #expect(back.cells.map(\.text) == notebook.cells.map(\.text))
    }

    @Test(arguments: Fixture.good)
    func aNotebookBecomesAFolderAndComesBack(name: String) throws {
        let notebook = try Notebook.read(Fixture.path(name))
        guard !["odd-text.ipynb", "escaped.ipynb", "option-lines.ipynb"].contains(name), !notebook.cells.isEmpty else {
            return
        }
        try withFolder([String: String]()) { folder in
            try notebook.write(to: folder, as: .folder)
            let back = try ipynb(try Notebook.read(folder).ipynbText)
            #expect(back.cells.map(\.id) == notebook.cells.map(\.id))
            #expect(back.cells.map(\.text) == notebook.cells.map(\.text))
            #expect(back.cells.map(\.metadata) == notebook.cells.map(\.metadata))
            #expect(back.cells.map(storedOptions) == notebook.cells.map(storedOptions))
        }
    }
}
