import Foundation
import TestSupport
import Testing

/// A notebook to play: one of `Fixtures`, or one that a test writes down itself.
struct Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        .path

    /// Starts `cellist` with these words in the folder of fixtures.
    static func start(
        _ arguments: String..., in folder: String = Fixture.folder, environment: [String: String] = [:]
    ) throws -> RunningProgram {
        try RunningProgram(BuiltProducts.cellist(), arguments, in: folder, environment: environment)
    }

    /// Runs `cellist` to its end with nothing on its standard input.
    static func cellist(_ arguments: String..., in folder: String = Fixture.folder) throws -> ProgramResult {
        try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish()
    }

    /// What `cellist check --json` says of a notebook.
    static func check(_ notebook: String, _ options: String..., in folder: String = Fixture.folder) throws
        -> CheckReport
    {
        let arguments = ["check", "--json", notebook] + options
        return try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish().report()
    }

    /// Plays a notebook that says itself what its cells should do.
    static func expectPass(
        _ notebook: String, _ options: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let arguments = ["check", "--json", notebook] + options
        let report = try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish().report()
        let complaints = report.complaints.joined(separator: "\n")
        #expect(
            report.failed == 0 && report.passed == report.cells.count, "\(complaints)", sourceLocation: sourceLocation)
    }

    /// Writes these files into a new folder, gives it to `body`, and removes it.
    static func with<Value>(_ files: [String: String], _ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cellist-fixture-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(folder.path)
    }
}
