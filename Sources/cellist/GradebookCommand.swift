import ArgumentParser
import Foundation
import Grading
import Notebook

struct GradebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gradebook",
        abstract: "Look at grades, correct them, and write them for others.",
        discussion: "BOOK is the folder that 'cellist grade' wrote to, or the gradebook's file.",
        subcommands: [List.self, Statistics.self, Export.self, Adjust.self, Late.self, Times.self, Feedback.self],
        defaultSubcommand: List.self)

    /// Which grades are meant.
    struct Book: ParsableArguments {
        @Argument(help: "The folder that 'cellist grade' wrote to, or the gradebook's file.", completion: .file())
        var book: String

        @Option(help: ArgumentHelp("Which assignment, where there are several.", valueName: "name"))
        var assignment: String?

        func read() throws -> (Assignment, [Standing]) {
            let book = try Gradebook.reading(self.book)
            let assignment = try book.assignment(self.assignment)
            return (assignment, try book.standings(assignment))
        }

        func change(_ body: (Gradebook, Assignment) throws -> Void) throws {
            // Opened for reading first: a correction makes no gradebook.
            _ = try Gradebook.reading(self.book)
            let book = try Gradebook(self.book)
            try body(book, try book.assignment(self.assignment))
        }
    }

    /// A table, or the same as JSON.
    struct Shown: ParsableArguments {
        @OptionGroup var book: Book
        @Flag(help: "Print one JSON object in place of text.") var json = false

        func print(_ text: (GradebookText) -> String, json object: (GradebookText) -> JSON) throws {
            try Failure.reported {
                let (assignment, standings) = try book.read()
                let table = GradebookText(assignment, standings)
                Console().print(json ? object(table).line : text(table))
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Every student's points.")
        @OptionGroup var shown: Shown

        func run() throws { try shown.print(\.standings, json: \.standingsJSON) }
    }

    struct Statistics: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stats", abstract: "How each check went, those that most fail first.")
        @OptionGroup var shown: Shown

        func run() throws { try shown.print(\.statistics, json: \.statisticsJSON) }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write comma-separated values, without anything that a spreadsheet takes for a formula.")
        @OptionGroup var book: Book
        @Option(name: .shortAndLong, help: "The file to write. (default: standard output)", completion: .file())
        var output: String?

        func run() throws {
            try Failure.reported {
                let text = GradeCSV(try book.read().1).text
                guard let output else { return FileHandle.standardOutput.write(Data(text.utf8)) }
                try WholeFile.write(text, to: output)
            }
        }
    }

    struct Adjust: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add points to a student's sum, or take some away, with a comment that the student sees.")
        @OptionGroup var book: Book
        @Argument(help: "As 'list' shows it.") var student: String
        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("To add; below 0 to take away.", valueName: "number"))
        var points: Double
        @Option(name: .shortAndLong, help: "Why.") var comment: String
        @Option(help: ArgumentHelp("The check that it is about.", valueName: "id")) var cell: String?

        func validate() throws {
            if !points.isFinite { throw ValidationError("the points must be a number") }
            if comment.allSatisfy(\.isWhitespace) { throw ValidationError("say why with --comment") }
        }

        func run() throws {
            try Failure.reported {
                try book.change { book, assignment in
                    try book.adjust(
                        student, in: assignment, by: Adjustment(cell: cell, points: points, comment: comment))
                }
            }
        }
    }

    struct Late: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a submission after the deadline costs.",
            discussion:
                "Each day begun after the deadline takes a part of the earned points. Adjustments are never reduced.")
        @OptionGroup var book: Book
        @Option(help: ArgumentHelp("Such as 2026-11-24T23:59:00+09:00.", valueName: "time")) var deadline: String?
        @Option(help: ArgumentHelp("The part that a day takes: 0.1 is a tenth.", valueName: "part")) var perDay = 0.1
        @Option(help: ArgumentHelp("The most that is taken.", valueName: "part")) var cap = 1.0
        @Option(help: ArgumentHelp("So much later is still in time.", valueName: "minutes")) var grace = 0.0
        @Flag(help: "Lateness costs nothing.") var none = false

        func validate() throws {
            guard none == (deadline == nil) else { throw ValidationError("give either --deadline or --none") }
            for (name, part) in [("--per-day", perDay), ("--cap", cap)] where !(0...1).contains(part) {
                throw ValidationError("\(name) must be from 0 to 1")
            }
            if !(grace >= 0 && grace.isFinite) { throw ValidationError("--grace must be 0 or more") }
            if let deadline, Times.date(deadline) == nil {
                throw ValidationError("--deadline: write it as 2026-11-24T23:59:00+09:00")
            }
        }

        func run() throws {
            try Failure.reported {
                let rule = deadline.flatMap(Times.date).map {
                    LateRule(deadline: $0, grace: grace, perDay: perDay, cap: cap)
                }
                try book.change { try $0.setLateRule(rule, of: $1) }
            }
        }
    }

    struct Times: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read when students handed in, in place of the times of their files.",
            discussion: "FILE has a line a student: name,time. Times are written as 2026-11-24T23:59:00+09:00.")
        @OptionGroup var book: Book
        @Argument(help: "Comma-separated values: name,time.", completion: .file()) var file: String

        static func date(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }

        func run() throws {
            try Failure.reported {
                let records = CSV.records(try Notebook.lines(of: file).joined(separator: "\n"))
                var times: [String: Date] = [:]
                for (index, record) in records.enumerated() where record != [""] {
                    guard record.count == 2, let time = Self.date(record[1]) else {
                        if index == 0 { continue }
                        throw NotebookError(
                            "this is no name and time", file: file, line: index + 1,
                            advice: "write kim,2026-11-24T23:59:00+09:00")
                    }
                    times[record[0]] = time
                }
                try book.change { try $0.setTimes(times, of: $1) }
                Console().note("\(times.count) times")
            }
        }
    }

    struct Feedback: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the pages for students and instructor again, adjustments included.")
        @OptionGroup var book: Book
        @Option(name: .shortAndLong, help: ArgumentHelp("Where to write.", valueName: "folder"), completion: .directory)
        var output: String
        @Option(
            help: ArgumentHelp(
                "Write this student's grade alone, as Gradescope's results.json at OUTPUT.", valueName: "name"))
        var gradescope: String?

        func run() throws {
            try Failure.reported {
                let (assignment, standings) = try book.read()
                guard let gradescope else {
                    return try FeedbackFolder(standings, lab: assignment.name).write(to: output)
                }
                guard let standing = standings.first(where: { $0.student == gradescope }) else {
                    throw NotebookError(
                        "there is no student '\(gradescope)'", family: .noSuchFile, file: book.book,
                        advice: "'cellist gradebook list' shows their names")
                }
                try GradescopeResults(standing).write(to: output)
            }
        }
    }
}
