import Foundation
import Testing

@testable import Notebook

/// What must survive: everything but where it stood.
private func content(_ notebook: Notebook) -> [Cell] {
    notebook.cells.map { cell in
        var cell = cell
        cell.file = ""
        cell.firstLine = 0
        cell.metadata["id"] = nil
        return cell
    }
}

@Suite struct RoundTripTests {
    private static let scripts = [
        "// %%\n1\n",
        "// %% [markdown]\n// # Title\n//\n// text\n\n// %% Ten\n//| points: 2\nprint(1)\n\n\nprint(2)\n\n// %%\n2\n",
        "// %% A title [markdown] tags=[\"a\", \"b\"] n=1.50 o={\"x y\": null}\n// Hello\n\n// %% [raw]\n// raw text\n",
        "// ---\n// jupyter:\n//   kernelspec:\n//     name: cellist\n//   list: [1, 2]\n// ---\n\n// %%\n1\n",
        "// %%\n\n// %%\n\n// %%\n//| id: x\n1\n",
        "// %%\nlet s = \"\"\"\n// %% inside\n\"\"\"\n\n\n// %%\n// \\%% was a marker\n",
        "// %% 한글 제목\n//| title: 다른 제목\nlet 이름 = \"첼로 🎻\"\n",
        "// %% [markdown]\n// \\%% not a cell\n// \\\\%% nor this\n//\n",
    ]

    @Test(arguments: scripts) func aScriptIsWrittenAsItWas(text: String) throws {
        #expect(try script(text).scriptText == text)
    }

    @Test func windowsLineEndsAreKept() throws {
        let text = "// %% One\r\nprint(1)\r\n\r\n// %%\r\n2\r\n"
        #expect(try script(text).scriptText == text)
    }

    @Test(arguments: scripts) func aScriptBecomesAFolderAndComesBack(text: String) throws {
        let notebook = try script(text)
        try withFolder([String: String]()) { folder in
            try notebook.write(to: folder + "/cells", as: .folder)
            let read = try Notebook.read(folder + "/cells")
            #expect(content(read) == content(notebook))
            #expect(read.metadata == notebook.metadata)
        }
    }

    @Test func aFolderBecomesAScriptAndComesBack() throws {
        let files = [
            "01-intro.md": "# Lab\n\n// %% in prose\n", "02-load.swift": "//| role: setup\nlet x = 1\n\n",
            "03-Train it.swift": "// %% Train\nprint(x)\n", "04-two.swift": "1\n// %%\n2\n",
        ]
        try withFolder(files) { folder in
            let notebook = try Notebook.read(folder)
            try notebook.write(to: folder + "/all.txt.swift", as: .script)
            let read = try Notebook.read(folder + "/all.txt.swift")
            #expect(content(read) == content(notebook))
            #expect(read.cells.map(\.id) == ["intro", "load", "Train-it", "cell-3", "cell-4"])
        }
    }

    @Test func optionsThatAreNotInTheTextAreWrittenAsYAML() throws {
        let yaml = """
            title: '3'
            timeout: 10s
            expect:
              stdout: |
                one

                two: 2
              values:
                x: [.nan, -.inf, 1e-9, true, ~, 'true', "~"]
                y: { range: [0, 1] }
              regex: ['^a', "\\t"]
            """
        let options = try options(yaml)
        var notebook = Notebook(path: "a.swift", format: .script)
        notebook.cells = [Cell(id: "x", text: "print(1)", options: options)]
        let read = try script(notebook.scriptText)
        #expect(read.cells[0].options.fields == options.fields)
        #expect(read.cells[0].options.title == "3")
        #expect(read.cells[0].options.expect?.stdout == "one\n\ntwo: 2\n")
        #expect(read.cells[0].text.hasSuffix("\nprint(1)"))
        #expect(read.cells[0].id == "x")
    }

    @Test(arguments: ["a = 1", "x [markdown]", "two\nlines", " padded ", "tags=[1]", ""])
    func aTitleThatFitsNoMarkerSurvives(title: String) throws {
        var notebook = Notebook(path: "a.swift", format: .script)
        notebook.cells = [
            Cell(id: "x", heading: title.isEmpty ? nil : title, text: "1", metadata: ["a b": .int(1), "c": .null])
        ]
        let read = try script(notebook.scriptText)
        #expect(read.cells[0].heading == notebook.cells[0].heading)
        #expect(read.cells[0].metadata["a b"] == .int(1))
        #expect(read.cells[0].metadata["c"] == .null)
    }

    @Test func codeThatLooksLikeAMarkerSurvives() throws {
        var notebook = Notebook(path: "a.swift", format: .script)
        notebook.cells = [
            Cell(id: "x", text: "// %% a\n// \\%% b\nlet s = \"\"\"\n// %% c\n\"\"\""), Cell(id: "y", text: "2\n\n"),
        ]
        #expect(try script(notebook.scriptText).cells.map(\.text) == notebook.cells.map(\.text))
        try withFolder([String: String]()) { folder in
            try notebook.write(to: folder, as: .folder)
            #expect(try Notebook.read(folder).cells.map(\.text) == notebook.cells.map(\.text))
        }
    }
}

@Suite struct WritingTests {
    @Test func aReadOnlyFileIsLeftAlone() throws {
        try withFolder(["a.swift": "old\n"]) { folder in
            let path = folder + "/a.swift"
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
            guard !FileManager.default.isWritableFile(atPath: path) else { return }  // root may write anything
            let error = #expect(throws: NotebookError.self) {
                try Notebook(path: "", format: .script).write(to: path, as: .script)
            }
            #expect(error?.exitCode == 73)
        }
    }

    @Test func aLinkStaysALinkAndPermissionsAreKept() throws {
        try withFolder(["a.swift": "old\n"]) { folder in
            let manager = FileManager.default
            try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder + "/a.swift")
            try manager.createSymbolicLink(atPath: folder + "/link.swift", withDestinationPath: "a.swift")
            try script("// %%\n1\n").write(to: folder + "/link.swift", as: .script)
            #expect(try manager.destinationOfSymbolicLink(atPath: folder + "/link.swift") == "a.swift")
            #expect(try String(contentsOfFile: folder + "/a.swift", encoding: .utf8) == "// %%\n1\n")
            #expect(try manager.attributesOfItem(atPath: folder + "/a.swift")[.posixPermissions] as? Int == 0o640)
            #expect(try manager.contentsOfDirectory(atPath: folder).count == 2)
        }
    }

    @Test func aFolderWithOtherCellsIsNotMixed() throws {
        try withFolder(["09-other.swift": "1"]) { folder in
            let error = #expect(throws: NotebookError.self) { try script("// %%\n1\n").write(to: folder, as: .folder) }
            #expect(error?.exitCode == 73)
        }
    }

    @Test func aFolderThatCannotBeWrittenIsAnError() {
        let error = #expect(throws: NotebookError.self) {
            try script("// %%\n1\n").write(to: "/proc/nothing/a.swift", as: .script)
        }
        #expect(error?.exitCode == 73)
    }
}
