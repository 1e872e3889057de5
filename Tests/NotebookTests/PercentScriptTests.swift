import Testing

@testable import Notebook

@Suite struct PercentScriptTests {
    @Test func aScriptIsCutAtItsMarkers() throws {
        let notebook = try script(
            """
            // %% [markdown]
            // # Counting
            //
            // From one to ten.

            // %% Ten numbers
            //| points: 2
            let numbers = Array(1...10)

            print(numbers)

            // %%
            numbers.count
            """)
        #expect(notebook.cells.map(\.kind) == [.markdown, .code, .code])
        #expect(notebook.cells.map(\.id) == ["text-1", "ten-numbers", "cell-2"])
        #expect(notebook.cells[0].text == "# Counting\n\nFrom one to ten.")
        #expect(notebook.cells[1].text == "//| points: 2\nlet numbers = Array(1...10)\n\nprint(numbers)")
        #expect(notebook.cells[1].title == "Ten numbers")
        #expect(notebook.cells[1].options.points == 2)
        #expect(notebook.cells.map(\.firstLine) == [2, 7, 13])
        #expect(notebook.cells[2].text == "numbers.count")
    }

    @Test func textBeforeTheFirstMarkerIsACell() throws {
        let notebook = try script("import Foundation\n\n// %%\nprint(1)\n")
        #expect(notebook.cells.map(\.text) == ["import Foundation", "print(1)"])
        #expect(notebook.cells.map(\.firstLine) == [1, 4])
    }

    @Test func aScriptWithoutMarkersIsOneCell() throws {
        #expect(try script("print(1)\nprint(2)\n").cells.map(\.text) == ["print(1)\nprint(2)"])
        #expect(try script("").cells.isEmpty)
        #expect(try script("\n \n").cells.isEmpty)
    }

    @Test func anEmptyCellIsKept() throws {
        let notebook = try script("// %%\n// %%\n\n// %%\n1\n")
        #expect(notebook.cells.map(\.text) == ["", "", "1"])
    }

    @Test func aHashbangIsNotPartOfACell() throws {
        let notebook = try script("#!/usr/bin/env cellist run\n// %%\n1\n")
        #expect(notebook.cells.map(\.text) == ["1"])
        #expect(notebook.cells.map(\.firstLine) == [3])
    }

    @Test func theHeaderOfJupytextIsMetadata() throws {
        let notebook = try script(
            """
            // ---
            // jupyter:
            //   jupytext:
            //     text_representation:
            //       extension: .swift
            //       format_name: percent
            //   kernelspec:
            //     display_name: Swift
            //     name: cellist
            // ---

            // %%
            1
            """)
        #expect(notebook.metadata["kernelspec"]?.object?["name"] == .string("cellist"))
        #expect(notebook.cells.map(\.text) == ["1"])
        #expect(notebook.cells.map(\.firstLine) == [13])
    }

    @Test func aHeaderWithoutAnEndIsAnError() {
        let error = #expect(throws: NotebookError.self) { try script("// ---\n// jupyter:\n\n// %%\n1\n") }
        #expect(error?.line == 1)
    }

    @Test(arguments: [
        "let s = \"\"\"\n// %% not a cell\n\"\"\"",
        "let s = #\"\"\"\n\"\"\"\n// %% not a cell\n\"\"\"#",
        "/*\n// %% not a cell\n*/",
        "/* /* */\n// %% not a cell\n*/",
        "let s = \"\"\"\n\\(f(\"\"\"\n// %% not a cell\n\"\"\"))\n\"\"\"",
        "let s = \"\"\"\n\\\"\"\"\n// %% not a cell\n\"\"\"",
    ])
    func aMarkerInsideAStringOrCommentIsText(text: String) throws {
        let notebook = try script("// %%\n\(text)\n// %%\n2\n")
        #expect(notebook.cells.map(\.text) == [text, "2"])
    }

    @Test(arguments: [
        "let s = \"/*\"", "// it's \"\"\" here", "let s = #\"\"\"#", "let s = \"a\\\"/*\"",
        "let c = \"\\(f(\")\"))/*\"",
        "let s = #\"\\\"#  // \"", "/* \"\"\" */", "let r = /\"/", "let open = \"never closed",
    ])
    func aMarkerAfterCompleteTextBeginsACell(text: String) throws {
        let notebook = try script("// %%\n\(text)\n// %%\n2\n")
        #expect(notebook.cells.map(\.text) == [text, "2"])
    }

    @Test func aStringThatNeverEndsCostsOnlyItsOwnCell() throws {
        let notebook = try script("// %%\nlet s = \"\"\"\n// %%\n2\n// %%\n3\n")
        #expect(notebook.cells.map(\.text) == ["let s = \"\"\"", "2", "3"])
    }

    @Test func windowsLineEndsAndByteOrderMarkAreAccepted() throws {
        let notebook = try script("\u{FEFF}// %% One\r\n//| points: 1\r\nprint(1)\r\n\r\n// %%\r\nprint(2)\r\n")
        #expect(notebook.cells.map(\.text) == ["//| points: 1\nprint(1)", "print(2)"])
        #expect(notebook.cells[0].title == "One")
        #expect(notebook.usesWindowsLineEnds)
    }

    @Test func koreanTextAndEmojiSurvive() throws {
        let notebook = try script("// %% 데이터 준비 🎻\nlet 이름 = \"첼로\"\n")
        #expect(notebook.cells[0].title == "데이터 준비 🎻")
        #expect(notebook.cells[0].id == "cell-1")
        #expect(notebook.cells[0].text == "let 이름 = \"첼로\"")
    }
}

@Suite struct CellMarkerTests {
    @Test(
        arguments: [
            ("// %%", nil, Cell.Kind.code),
            ("// %% Title", "Title", .code),
            ("// %%  Two words ", "Two words", .code),
            ("// %% [markdown]", nil, .markdown),
            ("// %% [md]", nil, .markdown),
            ("// %% Title [markdown]", "Title", .markdown),
            ("// %% [raw]", nil, .raw),
            ("// %% x[0] of y[1]", "x[0] of y[1]", .code),
            ("// %% sum = 3 and more", "sum = 3 and more", .code),
            ("// %%% Deeper", "Deeper", .code),
        ] as [(String, String?, Cell.Kind)])
    func aMarkerHasATitleAndAKind(line: String, title: String?, kind: Cell.Kind) throws {
        let marker = try #require(CellMarker(line: line[...]))
        #expect(marker.title == title)
        #expect(marker.kind == kind)
        #expect(marker.metadata.isEmpty)
    }

    @Test func keysWithJSONValuesAreMetadata() throws {
        let marker = try #require(
            CellMarker(line: "// %% A title [markdown] tags=[\"a\", \"b c\"] key={\"x\": [1, 2.50]} flag=true"))
        #expect(marker.title == "A title")
        #expect(marker.kind == .markdown)
        #expect(marker.metadata["tags"] == .array([.string("a"), .string("b c")]))
        #expect(marker.metadata["key"] == .object(["x": .array([.int(1), .number("2.50")])]))
        #expect(marker.metadata["flag"] == .bool(true))
        #expect(marker.line == "// %% A title [markdown] tags=[\"a\", \"b c\"] key={\"x\": [1, 2.50]} flag=true")
    }

    @Test(arguments: ["//%%", "// %%foo", " // %%", "# %%", "// % %", "let a = 1 // %%", "//  %%"])
    func otherLinesAreNoMarkers(line: String) {
        #expect(CellMarker(line: line[...]) == nil)
    }
}

@Suite struct CellIdentifierTests {
    @Test func defaultsAreUniqueAndExplicitIDsWin() throws {
        let notebook = try script("// %% A\n1\n// %% a!\n2\n// %%\n//| id: a-2\n3\n// %% B id=\"bee\"\n4\n// %% A\n")
        #expect(notebook.cells.map(\.id) == ["a", "a-3", "a-2", "bee", "a-4"])
    }

    @Test func anIDThatIsUsedTwiceNamesBothPlaces() {
        let error = #expect(throws: NotebookError.self) {
            try script("// %%\n//| id: same\n1\n// %%\n//| id: same\n2\n")
        }
        #expect(error?.description.contains("nb.swift:5: the id 'same' is taken by the cell at nb.swift:2") == true)
        #expect(error?.exitCode == 65)
    }

    @Test(
        arguments: [
            ("Five solvers: the table", "five-solvers-the-table"), ("my_optimizer", "my_optimizer"), ("  ", nil),
            ("데이터", nil), ("A/B & C", "a-b-c"), ("-- 1 --", "1"),
        ] as [(String, String?)])
    func aTitleBecomesASlug(title: String, slug: String?) {
        #expect(CellIdentifier.slug(title) == slug)
    }

    @Test(arguments: [
        ("02-create_mini_batches.swift", "create_mini_batches"), ("10_Load Data.swift", "Load-Data"),
        ("7.swift", "7"), ("a.b.swift", "a-b"),
    ])
    func aFileNameBecomesAnID(name: String, id: String) {
        #expect(CellIdentifier.stem(ofFile: name) == id)
    }
}
