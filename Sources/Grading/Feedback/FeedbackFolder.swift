import Foundation
import Notebook

/// All that a grading leaves for people: a page and a Markdown file a student, the overview, JUnit, CSV.
public struct FeedbackFolder {
    private let standings: [Standing]
    private let lab: String

    public init(_ standings: [Standing], lab: String) {
        self.standings = standings
        self.lab = lab
    }

    /// Writes `overview.html`, `grades.csv`, `junit.xml` and `feedback/STUDENT.html` and `.md` into `folder`; each file whole.
    ///
    /// - Throws: ``NotebookError`` where something cannot be written.
    public func write(to folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder + "/feedback", withIntermediateDirectories: true)
        } catch {
            throw NotebookError(
                "the folder cannot be made", family: .unwritable, file: folder + "/feedback",
                advice: "look at the permissions of the folder above it")
        }
        for standing in standings {
            let page = FeedbackPage(standing, lab: lab)
            let path = folder + "/feedback/" + FeedbackText.fileName(standing.student)
            try WholeFile.write(page.html(), to: path + ".html")
            try WholeFile.write(page.markdown, to: path + ".md")
        }
        let overview = OverviewPage(standings, lab: lab) { student in
            let name = FeedbackText.fileName(student) + ".html"
            return name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed).map { "feedback/" + $0 }
        }
        try WholeFile.write(overview.html(), to: folder + "/overview.html")
        try WholeFile.write(GradeCSV(standings).text, to: folder + "/grades.csv")
        try WholeFile.write(GradeJUnit(standings, lab: lab).xml, to: folder + "/junit.xml")
    }
}
