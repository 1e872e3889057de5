import Engine
import Foundation
import Notebook
import Testing

@testable import Grading

@Suite struct GraderTests {
    private static let square = """
        // %% square
        //| id: square
        //| role: solution
        func square(_ x: Int) -> Int { x * x }

        // %% Hidden
        //| id: hidden
        //| role: hidden
        //| points: 4
        //| expect:
        //|   stdout: passed
        print(square(12) == 144 ? "passed" : "failed")
        """

    @Test func aVerdictThatTheStudentPrintsIsNone() throws {
        let lab = try TinyLab(Self.square)
        let wrong = """
            import Glibc
            func square(_ x: Int) -> Int { print("passed"); return 1 }
            """
        let silent = """
            import Glibc
            func square(_ x: Int) -> Int {
                print("passed")
                dup2(open("/dev/null", O_WRONLY), 1)
                return 1
            }
            """
        #expect(try lab.grade(["square": wrong]).points == 0)
        #expect(try lab.grade(["square": silent]).points == 0)
        let talkative = "func square(_ x: Int) -> Int { print(\"squaring\", x); return x * x }"
        #expect(try lab.grade(["square": talkative]).points == 4)
    }

    @Test func whatTheSolutionShouldPrintIsJudged() throws {
        let lab = try TinyLab(
            """
            // %% greet
            //| id: greet
            //| role: solution
            func greet(_ name: String) { print("Hello,", name) }

            // %% Check
            //| id: check
            //| role: check
            //| points: 1
            //| expect:
            //|   stdout: |
            //|     Hello, Kim
            //|     done
            greet("Kim")
            print("done")
            """)
        #expect(try lab.grade(["greet": "func greet(_ name: String) { print(\"Hello, \\(name)\") }"]).points == 1)
        #expect(try lab.grade(["greet": "func greet(_ name: String) { print(\"Bye\") }"]).points == 0)
    }

    @Test func anotherSignatureIsNoSolution() throws {
        let lab = try TinyLab(Self.square)
        let liar = """
            struct Liar { static func == (a: Liar, b: Int) -> Bool { true } }
            func square(_ x: Int) -> Liar { Liar() }
            """
        let grade = try lab.grade(["square": liar])
        #expect(grade.points == 0)
        #expect(grade.status == .graded)
    }

    @Test func hiddenChecksTellNothing() throws {
        let lab = try TinyLab(Self.square)
        let grade = try lab.grade(["square": "func square(_ x: Int) -> Int { fatalError(\"x is \\(x)\") }"])
        let check = try #require(grade.checks.first)
        #expect(check.isHidden && !check.passed)
        #expect(!check.message.contains("12") && !check.message.contains("passed"))
        #expect(grade.solutions.allSatisfy { !$0.output.contains("12") && !$0.message.contains("12") })
    }

    @Test func aLabWhoseSolutionIsWrongIsNotGraded() throws {
        #expect(throws: GradingError.self) { try TinyLab(Self.square.replacing("x * x", with: "x + x")) }
    }

    @Test(arguments: ["points: 4", "together: 4"]) func aCheckWithPointsThatExpectsNothingIsRefused(_ worth: String)
        throws
    {
        let lab =
            Self.square.components(separatedBy: "//| expect:")[0]
            .replacing("//| points: 4\n", with: "//| \(worth)\n") + "assert(square(12) == 144)"
        let error = #expect(throws: GradingError.self) { try TinyLab(lab) }
        #expect(
            error?.description.contains("lab.swift:7: 'Hidden' has points and expects nothing") == true,
            "\(error?.description ?? "")")
    }

    @Test func aLabWithoutChecksIsNone() throws {
        #expect(throws: GradingError.self) {
            try TinyLab("// %% a\n//| id: a\n//| role: solution\nlet a = 1")
        }
    }

    @Test func withoutASandboxTheGradesAreTheSame() throws {
        let lab = try TinyLab(Self.square, sandboxed: false)
        #expect(try lab.grade(["square": "func square(_ x: Int) -> Int { x * x }"]).points == 4)
        #expect(try lab.grade(["square": "func square(_ x: Int) -> Int { x }"]).points == 0)
    }

    @Test func oneSubmissionAfterAnotherInABatch() throws {
        let lab = try TinyLab(Self.square)
        let names = (0..<6).map { "student\($0)" }
        nonisolated(unsafe) var points: [String: Double] = [:]
        nonisolated(unsafe) var status: [String: SubmissionGrade.Status] = [:]
        try GradingBatch(lab.grader, jobs: 3).grade(names) {
            $0
        } read: { name in
            if name == "student3" { throw GradingError("unreadable") }
            let body = name == "student1" ? "exit(0)" : "return x * x"
            return StudentCells(
                student: name,
                cells: ["square": .init(text: "import Glibc\nfunc square(_ x: Int) -> Int { \(body) }", file: name)])
        } onGrade: { _, grade, progress in
            points[grade.student] = grade.points
            status[grade.student] = grade.status
            #expect(progress.total == 6 && progress.done == points.count)
        }
        #expect(points == ["student0": 4, "student1": 0, "student2": 4, "student3": 0, "student4": 4, "student5": 4])
        #expect(status.filter { $0.value == .review }.map(\.key) == ["student3"])
    }

    @Test func whatVariesIsTheReferencesForTheSameNumber() throws {
        let lab = try TinyLab(
            """
            // %% double
            //| id: double
            //| role: solution
            func double(_ x: Int) -> Int { 2 * x }

            // %% Hidden
            //| id: hidden
            //| role: hidden
            //| points: 2
            //| vary: seed
            //| expect:
            //|   values:
            //|     doubled: 14
            let seed = 7
            let doubled = double(seed)
            """)
        #expect(try lab.grade(["double": "func double(_ x: Int) -> Int { x + x }"]).points == 2)
        #expect(try lab.grade(["double": "func double(_ x: Int) -> Int { 14 }"]).points == 0)
    }
}
