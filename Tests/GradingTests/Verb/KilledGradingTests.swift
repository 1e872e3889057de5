import Foundation
import TestSupport
import Testing

/// A grading that is killed and taken up leaves what an undisturbed one does.
@Suite struct KilledGradingTests {
    private static let lab = """
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
        //| vary: side
        //| expect:
        //|   values:
        //|     twelve: 144
        let side = 12
        let twelve = square(side)
        """

    private static let bodies = ["x * x", "x * 5", "return \"no\"", "fatalError()", "x + x", "x * x + 0"]

    /// What the gradebook says, without times: as JSON and as a table.
    private func standing(in folder: String, _ output: String) throws -> [String] {
        try [["list", "--json"], ["stats", "--json"], ["export"]].map { words in
            let result = try RunningProgram(
                BuiltProducts.cellist(), ["gradebook", words[0], output] + words.dropFirst(), in: folder
            ).finish()
            #expect(result.exitCode == 0, "\(result.err)")
            return result.out
        }
    }

    private func grading(in folder: String, _ output: String) throws -> RunningProgram {
        // Who is killed removes nothing: what it leaves goes with the test's folder.
        try RunningProgram(
            BuiltProducts.cellist(), ["grade", "lab.swift", "submitted", "-j", "2", "-o", output], in: folder,
            environment: ["TMPDIR": folder + "/tmp"])
    }

    @Test func killedAndTakenUpTheGradebookIsThatOfAnUndisturbedRun() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cellist-killed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let submitted = folder.appendingPathComponent("submitted")
        try FileManager.default.createDirectory(at: submitted, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("tmp"), withIntermediateDirectories: true)
        try Data(Self.lab.utf8).write(to: folder.appendingPathComponent("lab.swift"))
        for (number, body) in Self.bodies.enumerated() {
            let text = Self.lab.replacing("    x * x", with: "    \(body)")
            try Data(text.utf8).write(to: submitted.appendingPathComponent("student\(number).swift"))
        }
        #expect(try grading(in: folder.path, "undisturbed").finish().exitCode == 0)
        // Killed while the lab is compiled, and each time that there is a result and more are to come.
        for line in ["compiling", " left", " left", " left"] {
            let program = try grading(in: folder.path, "killed")
            let isGoing = (try? program.wait(for: line, on: .stderr)) != nil
            if isGoing { program.signal(SIGKILL) }
            _ = try program.finish()
            if !isGoing { break }
        }
        #expect(try grading(in: folder.path, "killed").finish().exitCode == 0)
        #expect(try standing(in: folder.path, "killed") == standing(in: folder.path, "undisturbed"))
        let report = { (name: String) in try Data(contentsOf: folder.appendingPathComponent("\(name)/grades.json")) }
        #expect(try report("killed") == report("undisturbed"))
    }
}
