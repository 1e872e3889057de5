import Foundation
import Testing

@testable import Notebook

/// A script from its text.
func script(_ text: String) throws -> Notebook {
    try PercentScript.read(text, file: "nb.swift")
}

/// The options that these YAML lines give a cell whose first line is line 2 of `nb.swift`.
func options(_ yaml: String) throws -> CellOptions {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { "//| \($0)" }
    return try #require(try script("// %%\n" + lines.joined(separator: "\n") + "\n").cells.first).options
}

/// The error that reading these options gives.
func optionsError(_ yaml: String) -> NotebookError? {
    #expect(throws: NotebookError.self) { try options(yaml) }
}

/// Runs `body` with a new folder that holds these files, and removes it.
func withFolder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
    try withFolder(files.mapValues { Data($0.utf8) }, body)
}

func withFolder<Result>(_ files: [String: Data], _ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("notebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
}
