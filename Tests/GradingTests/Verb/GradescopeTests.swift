import Foundation
import TestSupport
import Testing

/// `Docs/gradescope/run_autograder` in a folder laid out as Gradescope lays out `/autograder`.
@Suite struct GradescopeTests {
    /// What Gradescope reads: https://gradescope-autograders.readthedocs.io/en/latest/specs/
    private struct Results: Decodable {
        struct Test: Decodable {
            var name: String
            var score: Double
            var max_score: Double
            var status: String
            var visibility: String
            var output: String
            var output_format: String
        }
        var score: Double
        var execution_time: Double
        var output: String
        var output_format: String
        var stdout_visibility: String
        var tests: [Test]
    }

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Docs/gradescope/run_autograder").standardizedFileURL.path

    /// The results for one submission of `square`, with this text in place of its body; nil where none were written.
    private func results(_ file: String, _ text: String) throws -> (code: Int32?, results: Results?, text: String) {
        let top = FileManager.default.temporaryDirectory.appendingPathComponent("cellist-scope-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: top) }
        for folder in ["source", "submission", "results"] {
            try FileManager.default.createDirectory(
                at: top.appendingPathComponent(folder), withIntermediateDirectories: true)
        }
        try Data(GradeVerbTests.lab.utf8).write(to: top.appendingPathComponent("source/lab.swift"))
        try Data(text.utf8).write(to: top.appendingPathComponent("submission/" + file))
        let run = try RunningProgram(
            "/bin/sh", [Self.script], in: top.path,
            environment: [
                "AUTOGRADER": top.path, "LAB": top.path + "/source/lab.swift", "CELLIST": BuiltProducts.cellist(),
            ]
        ).finish()
        guard let data = FileManager.default.contents(atPath: top.path + "/results/results.json") else {
            return (run.exitCode, nil, run.err)
        }
        let results = try JSONDecoder().decode(Results.self, from: data)
        return (run.exitCode, results, String(decoding: data, as: UTF8.self))
    }

    @Test func theScriptWritesWhatGradescopeReads() throws {
        let wrong = GradeVerbTests.lab.replacing("    x * x", with: "    x * 5")
        let (code, read, text) = try results("lab.swift", wrong)
        let results = try #require(read, "\(text)")
        #expect(code == 0 && results.score == 2 && results.execution_time > 0)
        #expect(results.tests.map(\.name) == ["Five", "Twelve"])
        #expect(results.tests.map(\.score) == [2, 0] && results.tests.map(\.max_score) == [2, 4])
        #expect(results.tests.map(\.status) == ["passed", "failed"])
        #expect(results.tests.allSatisfy { $0.visibility == "visible" && $0.output_format == "text" })
        // What the hidden check gave, and wanted.
        #expect(results.stdout_visibility == "hidden" && !text.contains("144") && !text.contains("60"))
    }

    @Test func whatCannotBeReadHasResultsToo() throws {
        let (code, read, text) = try results("lab.ipynb", "{")
        let results = try #require(read, "\(text)")
        #expect(code == 0 && results.score == 0 && results.tests.count == 2)
    }
}
