import Foundation
import Testing

@testable import Notebook

@Suite struct CellFolderTests {
    @Test func filesAreCellsInTheOrderOfTheirNumbers() throws {
        let files = [
            "10-last.swift": "print(10)\n", "02-create_mini_batches.swift": "//| role: solution\nprint(2)\n",
            "01-intro.md": "# Lab 3\n\nHello.\n", "README.md": "not a cell", ".hidden.swift": "x", "data.csv": "1,2",
        ]
        try withFolder(files) { folder in
            let notebook = try Notebook.read(folder)
            #expect(notebook.format == .folder)
            #expect(notebook.cells.map(\.id) == ["intro", "create_mini_batches", "last"])
            #expect(notebook.cells.map(\.kind) == [.markdown, .code, .code])
            #expect(notebook.cells[0].text == "# Lab 3\n\nHello.")
            #expect(notebook.cells[1].file == folder + "/02-create_mini_batches.swift")
            #expect(notebook.cells[1].firstLine == 1)
            #expect(notebook.cells[1].options.role == .solution)
        }
    }

    @Test func aFileWithMarkersHoldsSeveralCells() throws {
        try withFolder([
            "01-a.swift": "// %% [markdown]\n// Hi\n// %% Go\n1\n// %%\n2\n", "02-b.swift": "// %% Titled\n3\n",
        ]) {
            let notebook = try Notebook.read($0)
            #expect(notebook.cells.map(\.id) == ["text-1", "go", "cell-2", "b"])
            #expect(notebook.cells.map(\.firstLine) == [2, 4, 6, 2])
            #expect(notebook.cells[3].title == "Titled")
        }
    }

    @Test func aMistakeNamesTheFileAndItsLine() throws {
        try withFolder(["01-a.swift": "let x = 1\n", "02-b.swift": "//| id: b\n//| timeot: 3s\n"]) { folder in
            let error = #expect(throws: NotebookError.self) { try Notebook.read(folder) }
            #expect(error?.file == folder + "/02-b.swift")
            #expect(error?.line == 2)
            #expect(error?.advice == "did you mean 'timeout'?")
            #expect(error?.exitCode == 65)
        }
    }

    @Test func aFolderWithoutCellsIsAnError() throws {
        try withFolder(["README.md": "hello"]) { folder in
            let error = #expect(throws: NotebookError.self) { try Notebook.read(folder) }
            #expect(error?.exitCode == 65)
        }
    }

    @Test func aMissingFileIsItsOwnError() {
        let error = #expect(throws: NotebookError.self) { try Notebook.read("/nowhere/lab.swift") }
        #expect(error?.exitCode == 66)
        #expect(error?.description.hasPrefix("/nowhere/lab.swift: no such file") == true)
    }

    @Test func bytesOutsideUTF8AreFoundByLine() throws {
        try withFolder(["01-a.swift": Data("let a = 1\n// ".utf8) + Data([0xB0, 0xA1]) + Data("\n".utf8)]) { folder in
            let error = #expect(throws: NotebookError.self) { try Notebook.read(folder) }
            #expect(error?.line == 2)
            #expect(error?.exitCode == 65)
        }
    }

    @Test func anotherKindOfFileIsRefused() throws {
        try withFolder(["notes.txt": "hello"]) { folder in
            let error = #expect(throws: NotebookError.self) { try Notebook.read(folder + "/notes.txt") }
            #expect(error?.exitCode == 65)
        }
    }

    @Test func theNameIsThatOfTheFileOrFolder() {
        #expect(Notebook(path: "lab-cells/lab3/", format: .folder).name == "lab3")
        #expect(Notebook(path: "a/b.swift", format: .script).name == "b")
    }
}
