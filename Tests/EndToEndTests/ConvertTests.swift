import Foundation
import TestSupport
import Testing

private let notebook = """
    // %% [markdown]
    // # Title

    // %% One
    //| points: 2
    print(1)

    """

/// Runs `cellist` in a folder with these files.
private func inFolder(_ files: [String: String] = ["nb.swift": notebook], _ body: (String) throws -> Void) throws {
    try Fixture.with(files, body)
}

private func text(_ folder: String, _ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
}

@Suite struct ConvertTests {
    @Test func aScriptGoesThroughEveryFormAndComesBack() throws {
        try inFolder { (folder: String) throws in
            for (from, to) in [
                ("nb.swift", "a.ipynb"), ("a.ipynb", "cells"), ("cells", "b.ipynb"), ("b.ipynb", "back.swift"),
            ] {
                let result = try Fixture.cellist("convert", from, to, in: folder)
                #expect(result.exitCode == 0, "\(result.err)")
            }
            // A folder names its cells by their files.
            #expect(try text(folder, "back.swift").replacing(#/ id="[^"]*"/#, with: "") == notebook)
        }
    }

    @Test(arguments: [("html", "nb.html", "<h1>Title</h1>"), ("markdown", "nb.md", "```swift\nprint(1)\n```")])
    func aPageStandsBesideItsNotebook(form: String, name: String, part: String) throws {
        try inFolder { (folder: String) throws in
            #expect(try Fixture.cellist("convert", folder + "/nb.swift", "--to", form, in: "/").exitCode == 0)
            #expect(try text(folder, name).contains(part))
        }
    }

    @Test func standardOutputTakesAnyFileForm() throws {
        try inFolder { (folder: String) throws in
            let result = try Fixture.cellist("convert", "nb.swift", "-", "--to", "ipynb", in: folder)
            #expect(result.out.contains("\"nbformat_minor\": 5"))
            #expect(try Fixture.cellist("convert", "nb.swift", "-", in: folder).exitCode == 64)
            #expect(try Fixture.cellist("convert", "nb.swift", "-", "--to", "folder", in: folder).exitCode == 64)
        }
    }

    @Test func outputsOfCellsThatStayTheSameAreKept() throws {
        let files = ["nb.swift": notebook]
        try inFolder(files) { (folder: String) throws in
            _ = try Fixture.cellist("convert", "nb.swift", "nb.ipynb", in: folder)
            let empty = try text(folder, "nb.ipynb")
            let output = #"[{"name": "stdout", "output_type": "stream", "text": ["kept"]}]"#
            try empty.replacing("\"outputs\": []", with: "\"outputs\": \(output)")
                .write(toFile: folder + "/nb.ipynb", atomically: true, encoding: .utf8)
            _ = try Fixture.cellist("convert", "nb.swift", "nb.ipynb", in: folder)
            #expect(try text(folder, "nb.ipynb").contains("kept"))
            try notebook.replacing("print(1)", with: "print(2)")
                .write(toFile: folder + "/nb.swift", atomically: true, encoding: .utf8)
            _ = try Fixture.cellist("convert", "nb.swift", "nb.ipynb", in: folder)
            #expect(try !text(folder, "nb.ipynb").contains("kept"))
        }
    }

    @Test(
        arguments: [
            (["gone.ipynb", "x.swift"], 66), (["nb.swift", "x.pdf"], 64), (["nb.swift"], 64),
            (["nb.swift", "missing/x.ipynb"], 73),
            (["python.ipynb", "x.swift"], 65), (["broken.ipynb", "x.swift"], 65), (["nb.swift", "readonly.ipynb"], 73),
            (["nb.swift", "broken.ipynb"], 65),
        ] as [([String], Int32)])
    func whatCannotBeDoneIsSaidAndNothingIsWritten(arguments: [String], code: Int32) throws {
        let python =
            #"{"cells": [], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4, "nbformat_minor": 5}"#
        let files = ["nb.swift": notebook, "python.ipynb": python, "broken.ipynb": "{", "readonly.ipynb": python]
        try inFolder(files) { (folder: String) throws in
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder + "/readonly.ipynb")
            let result = try RunningProgram(BuiltProducts.cellist(), ["convert"] + arguments, in: folder).finish()
            #expect(result.exitCode == code, "\(result.err)")
            #expect(!result.err.isEmpty && result.out.isEmpty)
            for (name, content) in files { #expect(try text(folder, name) == content) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == files.count)
        }
    }

    @Test func aDeviceIsWrittenToAndStaysOne() throws {
        try inFolder { (folder: String) throws in
            #expect(try Fixture.cellist("convert", "nb.swift", "/dev/null", "--to", "ipynb", in: folder).exitCode == 0)
            #expect(
                try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
                    == .typeCharacterSpecial)
        }
    }
}
