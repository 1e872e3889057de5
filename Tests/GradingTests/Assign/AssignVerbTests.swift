import Foundation
import Grading
import Notebook
import TestSupport
import Testing

/// `cellist assign` and `cellist gradebook`, as an instructor uses them.
@Suite struct AssignVerbTests {
    private static func cellist(_ arguments: String..., in folder: String) throws -> ProgramResult {
        try RunningProgram(BuiltProducts.cellist(), arguments, in: folder).finish()
    }

    @Test func theStudentsVersionHasStubsAndNothingHidden() throws {
        try SubmissionTests.with(["lab.swift": SmallLab.text]) { (folder: String) throws -> Void in
            for output in ["one", "two.swift", "three.ipynb"] {
                let result = try Self.cellist("assign", "lab.swift", "-o", output, "--json", in: folder)
                #expect(result.exitCode == 0, "\(result.err)")
                let notebook = try Notebook.read(folder + "/" + output)
                let ids = notebook.cells.filter { $0.kind == .code }.map(\.id)
                #expect(ids == ["numbers", "total", "total-check", "spread", "spread-check"])
                let text = notebook.scriptText
                #expect(text.contains("START CODE HERE") && text.contains("fatalError(\"not written yet\")"))
                #expect(text.contains("three: 6.0"))
                for secret in ["1237", "1200.5", "secret", "value in x", "high - low", "hidden"] {
                    #expect(!text.contains(secret) && !result.out.contains(secret), "\(secret)")
                }
                // It is a lab still: handed in as it is, all its cells are found.
                let content = try #require(try Submission.find(in: folder).first { $0.path.hasSuffix(output) })
                    .content(for: SmallLab.lab())
                #expect(try SmallLab.lab().take(content.cells).cells.map(\.state) == [.taken, .taken])
            }
            let manifests = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(".manifest.json")
            }
            #expect(manifests.sorted() == ["three.manifest.json", "two.manifest.json"])
            #expect(FileManager.default.fileExists(atPath: folder + "/one/manifest.json"))
        }
    }

    static let refusals: [(String, String, String)] = [
        ("three: 6.0", "three: 7.0", "the reference does not pass 'total of three'"),
        ("let three = total(numbers)", "let three = 6.0", "to a student who wrote nothing"),
        ("# Sums and means", "# Sums, such as 1237.25", "stands in the student's version"),
        (
            "// %% total of three",
            "// %% early\n//| role: hidden\nlet more = 1\n\n// %% user\nprint(more)\n\n// %% total of three",
            "uses 'more', which only the hidden cell 'early' makes"
        ),
        ("//| expect: { values: { three: 6.0 } }\n", "", "'total of three' has points and expects nothing"),
        ("//| hints: [ Begin with 0. ]", "//| stub: let let", "the stub does not compile"),
    ]

    @Test(arguments: refusals) func aLabThatIsNotReadyIsRefused(_ old: String, _ new: String, _ reason: String) throws {
        try SubmissionTests.with(["lab.swift": SmallLab.text.replacing(old, with: new)]) {
            (folder: String) throws -> Void in
            let result = try Self.cellist("assign", "lab.swift", "-o", "out", in: folder)
            #expect(result.exitCode == 1)
            #expect(result.err.contains(reason), "\(result.err)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
        }
    }

    @Test func anAuthorsStubStandsInTheRegionAndItsOptionIsGone() throws {
        let text = SmallLab.text.replacing("//| hints: [ Begin with 0. ]", with: "//| stub: sum = -1")
        try SubmissionTests.with(["lab.swift": text]) { (folder: String) throws -> Void in
            let result = try Self.cellist("assign", "lab.swift", "-o", "out.swift", in: folder)
            #expect(result.exitCode == 0, "\(result.err)")
            let total = try #require(try Notebook.read(folder + "/out.swift")[id: "total"])
            #expect(total.code.contains("    // ### START CODE HERE ###\n    sum = -1\n    // ### END CODE HERE ###"))
            #expect(!total.text.contains("stub"))
        }
    }

    @Test func theLabItselfIsNeverOverwritten() throws {
        try SubmissionTests.with(["lab.swift": SmallLab.text]) { (folder: String) throws -> Void in
            #expect(try Self.cellist("assign", "lab.swift", "-o", "./lab.swift", in: folder).exitCode == 73)
            #expect(try String(contentsOfFile: folder + "/lab.swift", encoding: .utf8) == SmallLab.text)
        }
    }

    @Test func theGradebookIsListedCorrectedAndExported() throws {
        try GradebookTests.with { (folder: String) throws -> Void in
            let book = try Gradebook(folder)
            let run = try book.begin(.init(lab: try SmallLab.lab()))
            for (student, points) in [("kim", 1.0), ("=lee\u{1B}[2J", 4)] {
                try run.record(
                    GradebookTests.grade(student, points), contentHash: student, path: student,
                    submittedAt: Date(timeIntervalSince1970: 1_700_000_000))
            }
            try run.finish()
            let list = try Self.cellist("gradebook", ".", in: folder)
            #expect(list.exitCode == 0)
            #expect(!list.out.unicodeScalars.contains("\u{1B}"))
            let adjusted = try Self.cellist(
                "gradebook", "adjust", ".", "kim", "--points", "-0.5", "-c", "late bus", in: folder)
            #expect(adjusted.exitCode == 0, "\(adjusted.err)")
            let late = try Self.cellist(
                "gradebook", "late", ".", "--deadline", "2023-11-13T00:00:00Z", "--per-day", "0.1", in: folder)
            #expect(late.exitCode == 0, "\(late.err)")
            let csv = CSV.records(try Self.cellist("gradebook", "export", ".", in: folder).out)
            #expect(csv[1].first?.hasPrefix("'=lee") == true)
            // 3 points, two days late, half a point taken.
            #expect(csv[2].prefix(6) == ["kim", "1.9", "6", "3", "0.6", "-0.5"])
            let stats = try Self.cellist("gradebook", "stats", ".", "--json", in: folder)
            #expect(stats.out.contains("\"passing\": 0.5"), "\(stats.out)")
            let pages = try Self.cellist("gradebook", "feedback", ".", "-o", "pages", in: folder)
            #expect(pages.exitCode == 0)
            #expect(
                try String(contentsOfFile: folder + "/pages/feedback/kim.html", encoding: .utf8).contains("late bus"))
            #expect(
                try Self.cellist("gradebook", "adjust", ".", "nobody", "--points", "1", "-c", "x", in: folder).exitCode
                    == 65)
            #expect(try Self.cellist("gradebook", "list", "pages", in: folder).exitCode == 66)
        }
    }
}
