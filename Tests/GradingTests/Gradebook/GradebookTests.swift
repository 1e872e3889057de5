import Foundation
import GRDB
import Notebook
import Testing

@testable import Grading

@Suite struct GradebookTests {
    /// A gradebook in a folder of its own.
    static func with<Value>(_ body: (String) throws -> Value) throws -> Value {
        try SubmissionTests.with([:]) { try body($0) }
    }

    static func grade(_ student: String, _ points: Double, hidden: Double = 2) -> SubmissionGrade {
        SubmissionGrade(
            student: student, notes: ["'spread' is missing", "<b>\u{1B}[31m"],
            checks: [
                CheckGrade(
                    cell: "total-check", name: "total of three", points: points, maxPoints: 4, passed: points == 4,
                    message: points == 4 ? "" : "three: expected 6, got 5", difference: "- 6\n+ 5",
                    hint: "Is every number added?"),
                CheckGrade(
                    cell: "secret-check", name: "Other numbers", points: hidden, maxPoints: 2, passed: hidden == 2,
                    isHidden: true, hint: "Try numbers below zero."),
            ],
            solutions: [SolutionResult(cell: "total", name: "total", ran: true, output: "a\nb")], seconds: 0.5)
    }

    static func points(_ book: Gradebook) throws -> [String: Double] {
        let standings = try book.standings(book.assignment(nil))
        return Dictionary(uniqueKeysWithValues: standings.map { ($0.student, $0.points) })
    }

    @Test func aGradeComesBackAsItWasWritten() throws {
        try Self.with { folder in
            let book = try Gradebook(folder)
            let run = try book.begin(.init(lab: try SmallLab.lab()))
            let grade = Self.grade("Kim '; DROP TABLE result; --", 3)
            try run.record(grade, contentHash: "1", path: "kim", submittedAt: nil)
            try run.finish()
            let again = try Gradebook(folder)
            let standings = try again.standings(again.assignment("lab"))
            #expect(standings.map(\.grade) == [grade])
            #expect(standings[0].isSandboxed)
        }
    }

    @Test func anUnchangedSubmissionIsNotRunAgainUnlessAskedFor() throws {
        try Self.with { folder in
            let book = try Gradebook(folder)
            let lab = try SmallLab.lab()
            func run(_ lab: Lab, regrade: Bool = false, sandboxed: Bool = true, hash: String = "1") throws -> Bool {
                let run = try book.begin(.init(lab: lab, isRegrade: regrade, isSandboxed: sandboxed))
                defer { try? run.finish() }
                if try run.isGraded("kim", contentHash: hash) { return false }
                try run.record(Self.grade("kim", 3), contentHash: hash, path: "kim", submittedAt: nil)
                return true
            }
            #expect(try run(lab, sandboxed: false))
            #expect(try !run(lab, sandboxed: false))
            // What ran without a sandbox proves nothing to a run with one.
            #expect(try run(lab))
            #expect(try !run(lab))
            #expect(try !run(lab, sandboxed: false))
            #expect(try run(lab, regrade: true))
            #expect(try run(lab, hash: "2"))
            let other = try Lab(
                Notebook.script(SmallLab.text.replacing("-36.75", with: "-36.5"), file: "lab.swift"))
            #expect(try run(other, hash: "2"))
        }
    }

    @Test func ofSeveralSubmissionsTheOneThatIsThereNowCounts() throws {
        try Self.with { folder in
            let book = try Gradebook(folder)
            for (hash, points) in [("1", 1.0), ("2", 4.0), ("1", 99.0)] {
                let run = try book.begin(.init(lab: try SmallLab.lab()))
                if try !run.isGraded("kim", contentHash: hash) {
                    try run.record(Self.grade("kim", points), contentHash: hash, path: "kim", submittedAt: nil)
                }
                try run.finish()
            }
            // Handed in again as it was first: graded long ago, and what counts now.
            #expect(try Self.points(book) == ["kim": 3])
        }
    }

    @Test(arguments: 0...5) func aKilledRunGoesOnWhereItWas(_ killedAfter: Int) throws {
        let students = ["ann", "ben", "cho", "dan", "eve"]
        func grade(_ run: GradebookRun, upTo count: Int) throws {
            for (index, student) in students.prefix(count).enumerated() {
                if try run.isGraded(student, contentHash: student) { continue }
                try run.record(
                    Self.grade(student, Double(index)), contentHash: student, path: student, submittedAt: nil)
            }
        }
        let undisturbed = try Self.with { folder in
            let book = try Gradebook(folder)
            let run = try book.begin(.init(lab: try SmallLab.lab()))
            try grade(run, upTo: 5)
            try run.finish()
            return try Self.content(folder)
        }
        let resumed = try Self.with { folder in
            for (count, finishes) in [(killedAfter, killedAfter == 5), (5, true), (5, true)] {
                let book = try Gradebook(folder)
                let run = try book.begin(.init(lab: try SmallLab.lab()))
                try grade(run, upTo: count)
                if finishes { try run.finish() }
            }
            return try Self.content(folder)
        }
        #expect(resumed == undisturbed)
    }

    /// Every table's rows, times aside, as sqlite3 of Python's library sees them.
    static func content(_ folder: String) throws -> String {
        try SubmissionTests.python(
            """
            import sqlite3
            db = sqlite3.connect('gradebook.sqlite')
            skip = {'startedAt', 'finishedAt', 'gradedAt', 'seconds'}
            out = []
            for t, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'grdb%' ORDER BY name").fetchall():
                cur = db.execute(f'SELECT * FROM "{t}"')
                keep = [k for k, d in enumerate(cur.description) if d[0] not in skip]
                out.append(t); out += sorted(repr([r[k] for k in keep]) for r in cur)
            assert db.execute('PRAGMA foreign_key_check').fetchall() == []
            assert db.execute('PRAGMA journal_mode').fetchone() == ('wal',)
            open('content.txt', 'w').write('\\n'.join(out))
            """, in: folder)
        return try String(contentsOfFile: folder + "/content.txt", encoding: .utf8)
    }

    @Test func twoGradingsOfOneGradebookAreRefused() throws {
        try Self.with { folder in
            let lab = try SmallLab.lab()
            let book = try Gradebook(folder)
            do {
                let run = try book.begin(.init(lab: lab))
                let error = #expect(throws: NotebookError.self) { _ = try Gradebook(folder).begin(.init(lab: lab)) }
                #expect(error?.message.contains("another 'cellist grade'") == true)
                try run.finish()
            }
            _ = try Gradebook(folder).begin(.init(lab: lab))
        }
    }

    @Test func adjustmentsAndLatenessChangeTheSum() throws {
        try Self.with { folder in
            let book = try Gradebook(folder)
            let noon = Date(timeIntervalSince1970: 1_700_000_000)
            let run = try book.begin(.init(lab: try SmallLab.lab()))
            for (student, hours) in [("ann", -1.0), ("ben", 0.2), ("cho", 1), ("dan", 25), ("eve", 24 * 30)] {
                try run.record(
                    Self.grade(student, 4), contentHash: "1", path: student, submittedAt: noon + hours * 3600)
            }
            try run.finish()
            let assignment = try book.assignment(nil)
            try book.setLateRule(LateRule(deadline: noon, grace: 15, perDay: 0.1, cap: 0.5), of: assignment)
            func points() throws -> [Double] { try book.standings(book.assignment(nil)).map(\.points) }
            #expect(try points() == [6, 6, 5.4, 4.8, 3])
            try book.setTimes(["eve": noon], of: assignment)
            try book.adjust(
                "cho", in: assignment, by: Adjustment(cell: "total-check", points: 0.5, comment: "typo in the lab"))
            try book.adjust("dan", in: assignment, by: Adjustment(points: -100, comment: "copied"))
            #expect(try points() == [6, 6, 5.9, 0, 6])
            #expect(throws: NotebookError.self) {
                try book.adjust("nobody", in: assignment, by: Adjustment(points: 1, comment: "x"))
            }
            #expect(throws: NotebookError.self) {
                try book.adjust("ann", in: assignment, by: Adjustment(cell: "x", points: 1, comment: "x"))
            }
            try book.setLateRule(nil, of: assignment)
            #expect(try points() == [6, 6, 6.5, 0, 6])
        }
    }

    @Test func whatIsNoGradebookIsSaidSo() throws {
        try Self.with { folder in
            try Data("no database at all, but long enough to have a header".utf8).write(
                to: URL(fileURLWithPath: folder + "/gradebook.sqlite"))
            let error = #expect(throws: NotebookError.self) { try Gradebook(folder) }
            #expect(error?.message == "this is no gradebook, or it is damaged")
            #expect(throws: NotebookError.self) { try Gradebook.reading(folder + "/nowhere.sqlite") }
            #expect(throws: NotebookError.self) { try Gradebook("/proc/nowhere/gradebook.sqlite") }
        }
    }
}

@Suite struct StatisticsTests {
    @Test(arguments: [
        (ResultCode.SQLITE_BUSY, "another program has been writing"),
        (.SQLITE_LOCKED, "try again when it has finished"),
        (.SQLITE_CORRUPT, "restore it from a copy"), (.SQLITE_NOTADB, "this is no gradebook"),
        (.SQLITE_READONLY, "cannot be written"), (.SQLITE_CANTOPEN, "permissions"),
        (.SQLITE_FULL, "the space left on the disk"), (.SQLITE_IOERR, "cannot be written"),
    ]) func whatTheDatabaseSaysIsToldInWords(_ code: ResultCode, _ words: String) {
        let text = "\(Gradebook.failure(DatabaseError(resultCode: code), "out/gradebook.sqlite"))"
        #expect(text.contains(words) && text.contains("out/gradebook.sqlite"), "\(text)")
    }

    @Test func aDamagedGradebookIsLeftAsItIs() throws {
        try SubmissionTests.with(["gradebook.sqlite": String(repeating: "no gradebook", count: 1000)]) {
            (folder: String) throws -> Void in
            #expect(throws: NotebookError.self) { try Gradebook(folder) }
            let text = try String(contentsOfFile: folder + "/gradebook.sqlite", encoding: .utf8)
            #expect(text == String(repeating: "no gradebook", count: 1000))
        }
    }

    @Test func aCheckThatGoodStudentsFailStandsOut() throws {
        func standing(_ a: Double, _ b: Double, _ c: Double) -> Standing {
            let checks = [("a", a), ("b", b), ("c", c)].map {
                CheckGrade(cell: $0.0, name: $0.0, points: $0.1, maxPoints: 1, passed: $0.1 == 1)
            }
            return Standing(grade: SubmissionGrade(student: "x", checks: checks))
        }
        let all = CheckStatistics.all([standing(1, 1, 0), standing(1, 1, 0), standing(0, 0.5, 0), standing(0, 0, 1)])
        #expect(all.map(\.cell) == ["a", "b", "c"])
        #expect(all.map(\.passing) == [0.5, 0.5, 0.25])
        #expect(all.map(\.mean) == [0.5, 0.625, 0.25])
        #expect(try #require(all[0].discrimination) > 0.5)
        #expect(try #require(all[2].discrimination) < -0.5)
        #expect(CheckStatistics.all([]).isEmpty)
        #expect(CheckStatistics.all([standing(1, 1, 1)])[0].discrimination == nil)
    }
}

@Suite struct CSVTests {
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "+1"), ("-2.5", "-2.5"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"), ("\t=1", "\"'\t=1\""), ("＝1", "'＝1"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("two\nlines", "\"two\nlines\""), ("김민", "김민"), ("", ""),
    ])
    func aTextIsNeverAFormula(_ text: String, _ expected: String) {
        let line = CSV.line([text])
        #expect(line == expected || line == "\"\(expected)\"")
    }

    @Test func recordsComeBack() {
        let fields = ["a", "b,c", "d\"e", "f\ng", "", "김"]
        #expect(CSV.records(CSV.line(fields) + "\r\n" + CSV.line(["x"]) + "\n") == [fields, ["x"]])
        #expect(CSV.records("a,b") == [["a", "b"]])
        #expect(CSV.records("").isEmpty)
    }
}
