import Foundation
import TestSupport
import Testing

/// The built `cellist grade`.
@Suite struct GradeVerbTests {
    static let lab = """
        // %% square
        //| id: square
        //| role: solution
        func square(_ x: Int) -> Int {
            // ### START CODE HERE ###
            x * x
            // ### END CODE HERE ###
        }

        // %% Five
        //| id: five
        //| role: check
        //| points: 2
        //| expect:
        //|   values:
        //|     five: 25
        let five = square(5)

        // %% Twelve
        //| id: twelve
        //| role: hidden
        //| points: 4
        //| expect:
        //|   values:
        //|     twelve: 144
        let twelve = square(12)
        """

    private struct Report: Decodable {
        struct Submission: Decodable {
            struct Check: Decodable {
                var cell: String
                var name: String
                var points: Double
                var maxPoints: Double
                var passed: Bool
                var message: String
            }
            var student: String
            var points: Double
            var maxPoints: Double
            var status: String
            var notes: [String]
            var checks: [Check]
        }
        var lab: String
        var submissions: [Submission]
    }

    /// A folder with the lab, and submissions that have these texts in place of `x * x`.
    private func with(_ submissions: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cellist-verb-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let submitted = folder.appendingPathComponent("submitted")
        try FileManager.default.createDirectory(at: submitted, withIntermediateDirectories: true)
        try Data(Self.lab.utf8).write(to: folder.appendingPathComponent("lab.swift"))
        for (name, text) in submissions {
            let own = Self.lab.replacing("    x * x", with: text)
            try Data(own.utf8).write(to: submitted.appendingPathComponent(name + ".swift"))
        }
        try body(folder.path)
    }

    private func grade(
        in folder: String, _ options: [String] = [], environment: [String: String] = [:]
    ) throws -> ProgramResult {
        try RunningProgram(
            BuiltProducts.cellist(), ["grade", "lab.swift", "submitted", "-o", "out"] + options, in: folder,
            environment: environment
        ).finish()
    }

    @Test func aFolderIsGraded() throws {
        try with(["kim": "    x * x", "lee": "    x * 5", "park": "    return \"no\""]) { folder in
            let result = try grade(in: folder, ["--json"])
            let report = try JSONDecoder().decode(Report.self, from: result.stdout)
            #expect(result.exitCode == 0)
            #expect(report.lab == "lab")
            #expect(report.submissions.map(\.student) == ["kim", "lee", "park"])
            #expect(report.submissions.map(\.points) == [6, 2, 0])
            #expect(report.submissions.allSatisfy { $0.maxPoints == 6 && $0.status == "graded" })
            let hidden = report.submissions[1].checks.first { $0.cell == "twelve" }
            #expect(hidden.map { !$0.message.contains("144") && !$0.passed } == true)
            let kept = FileManager.default.contents(atPath: folder + "/out/grades.json")
            #expect(kept == result.stdout)
        }
    }

    @Test func aSubmissionThatCannotBeReadIsForAPerson() throws {
        try with(["kim": "    x * x"]) { folder in
            try Data("{".utf8).write(to: URL(fileURLWithPath: folder + "/submitted/lee.ipynb"))
            let result = try grade(in: folder)
            #expect(result.exitCode == 1)
            #expect(result.out.contains("kim  6 of 6") && result.out.contains("lee  0 of 6  (to be looked at"))
        }
    }

    @Test func whereTheSandboxDoesNotStartNothingIsGraded() throws {
        try with(["kim": "    x * x"]) { folder in
            let tools = folder + "/tools"
            try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
            let broken = "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
            try Data(broken.utf8).write(to: URL(fileURLWithPath: tools + "/bwrap"))
            chmod(tools + "/bwrap", 0o755)
            let path = tools + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
            let refused = try grade(in: folder, environment: ["PATH": path])
            #expect(refused.exitCode == 69)
            #expect(refused.err.contains("No permissions to create new namespace"))
            #expect(refused.err.contains("--no-sandbox"))
            let trusted = try grade(in: folder, ["--no-sandbox"], environment: ["PATH": path])
            #expect(trusted.exitCode == 0)
            #expect(trusted.out.contains("kim  6 of 6  (graded without a sandbox)"))
        }
    }

    @Test func aLabWhoseSolutionIsWrongIsRefused() throws {
        try with(["kim": "    x * x"]) { folder in
            let wrong = Self.lab.replacing("    x * x", with: "    x + x")
            try Data(wrong.utf8).write(to: URL(fileURLWithPath: folder + "/lab.swift"))
            let result = try grade(in: folder)
            #expect(result.exitCode == 65)
            #expect(result.err.contains("does not pass 'Five'"))
        }
    }
}
