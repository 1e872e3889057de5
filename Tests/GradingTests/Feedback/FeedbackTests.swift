import Foundation
import Grading
import Testing

/// Pages and files for students and instructors, with the ugliest students.
@Suite struct FeedbackTests {
    static let evil = "<script>alert(1)</script>\"'&]]>\u{1B}[31mred\u{7}\u{0}\u{202E}```\n## Full marks\n::error::x"

    static func standing(_ student: String = "kim", points: Double = 1) -> Standing {
        Standing(
            grade: SubmissionGrade(
                student: student, notes: [evil],
                checks: [
                    CheckGrade(
                        cell: "total-check", name: "total of three", points: points, maxPoints: 4, passed: points == 4,
                        message: "three: expected 6.0, got " + evil, difference: "- 6.0\n+ " + evil,
                        hint: "Is every number added?", seconds: 0.25),
                    CheckGrade(
                        cell: "secret-check", name: "Other numbers", points: 0, maxPoints: 2, passed: false,
                        message: "below: expected -1237.25, got 0", isHidden: true, difference: "- -1237.25",
                        hint: "Try numbers below zero."),
                ],
                solutions: [
                    SolutionResult(
                        cell: "total", name: "total", ran: false, message: "kim.swift:7:3: error: cannot find 'foo'",
                        output: evil + String(repeating: "junk\n", count: 100_000))
                ], seconds: 1.5), daysLate: 2, penalty: 0.2,
            adjustments: [Adjustment(points: 0.5, comment: "=typo <b>in</b> the lab")])
    }

    static var files: [(String, String)] {
        get throws {
            [
                ("html", try FeedbackPage(standing(evil), lab: evil).html()),
                ("md", FeedbackPage(standing(evil), lab: evil).markdown),
                ("junit", GradeJUnit([standing(evil)], lab: evil).xml),
                ("gradescope", "\(GradescopeResults(standing(evil)).json)"),
            ]
        }
    }

    @Test func nothingOfAHiddenCheckIsToldButItsTitleAndHint() throws {
        for (name, text) in try Self.files {
            #expect(!text.contains("1237"), "\(name)")
            #expect(text.contains("Other numbers"), "\(name)")
            #expect(text.contains("below zero"), "\(name)")
            #expect(text.contains("three: expected 6.0") || text.contains("three\\: expected 6.0"), "\(name)")
            #expect(text.contains("cannot find"), "\(name)")
        }
    }

    @Test func whatStudentsWroteIsTextAndBounded() throws {
        let overview = try OverviewPage([Self.standing(Self.evil)], lab: Self.evil).html()
        for text in [try FeedbackPage(Self.standing(Self.evil), lab: Self.evil).html(), overview] {
            #expect(!text.contains("<script"))
            #expect(text.contains("&lt;script&gt;"))
            #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
            #expect(text.utf8.count < 60_000)
        }
        let markdown = FeedbackPage(Self.standing(Self.evil), lab: Self.evil).markdown
        #expect(!markdown.unicodeScalars.contains("\u{1B}"))
        // Outside of fences no line begins as the student wants.
        var fence: Substring?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if ticks.count >= open.count, line == ticks { fence = nil }
            } else if ticks.count >= 3 {
                fence = ticks
            } else {
                #expect(!line.hasPrefix("## Full marks"))
                #expect(!line.replacing("\\<", with: "").contains("<"))
            }
        }
        #expect(fence == nil)
        #expect(markdown.utf8.count < 60_000)
    }

    @Test func theXMLAndTheJSONAreWellFormed() throws {
        try SubmissionTests.with([
            "junit.xml": GradeJUnit([Self.standing(Self.evil), Self.standing("b", points: 4)], lab: Self.evil).xml
        ]) { folder in
            try GradescopeResults(Self.standing(Self.evil)).write(to: folder + "/results.json")
            try SubmissionTests.python(
                """
                import json, xml.etree.ElementTree as tree
                root = tree.parse('junit.xml').getroot()
                assert (root.get('tests'), root.get('failures')) == ('4', '3'), root.attrib
                assert [c.get('name') for c in root.iter('testcase')] == ['total of three', 'Other numbers'] * 2
                results = json.load(open('results.json'))
                assert abs(results['score'] - 1.3) < 1e-9, results['score']
                assert [t['max_score'] for t in results['tests']] == [4, 2]
                assert {t['status'] for t in results['tests']} == {'failed'}
                """, in: folder)
        }
    }

    @Test func everyStudentHasAFileWhateverTheyAreCalled() throws {
        let names = [
            "kim", "Kim", "../../etc/passwd", ".hidden", "a/b", "a_b", "김민", "", "-rf",
            String(repeating: "x", count: 400),
            "con\n", "x.html", Self.evil, "..",
        ]
        try SubmissionTests.with([:]) { folder in
            try FeedbackFolder(names.map { Self.standing($0) }, lab: "lab").write(to: folder + "/out")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/out/feedback")
            #expect(files.count == 2 * names.count)
            #expect(files.contains("kim.html") && files.contains("김민.md"))
            let all = try FileManager.default.contentsOfDirectory(atPath: folder + "/out")
            #expect(all.sorted() == ["feedback", "grades.csv", "junit.xml", "overview.html"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out"])
        }
    }

    @Test func theTableHoldsNoFormulas() throws {
        let text = GradeCSV([Self.standing("=HYPERLINK(\"http://x\")"), Self.standing("kim", points: 4)]).text
        let records = CSV.records(text)
        #expect(records[0].prefix(6) == ["student", "points", "max_points", "earned", "late_penalty", "adjustment"])
        #expect(records[1][0] == "'=HYPERLINK(\"http://x\")")
        #expect(records[1][1...5] == ["1.3", "6", "1", "0.2", "0.5"])
        #expect(records[2].suffix(2) == ["4", "0"])
    }
}
