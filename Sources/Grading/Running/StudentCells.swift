import Notebook

/// What of a submission is graded: for each solution cell the instructor's text with the student's regions in it.
public struct StudentCells: Sendable {
    public var student: String
    /// By the solution cells' ids. A cell that is not here is missing in the submission.
    public var cells: [String: Text]
    /// Cells that are there and cannot be graded, and why.
    public var refused: [String: String]
    public var notes: [String]

    public struct Text: Sendable, Hashable {
        public var text: String
        /// The student's file.
        public var file: String
        /// For each line of `text` the line of that file; nil for the instructor's lines.
        public var lines: [Int?]

        public init(text: String, file: String, lines: [Int?] = []) {
            self.text = text
            self.file = file
            self.lines = lines
        }

        /// Where a line of `text`, from 1, stands: `kim.swift:12`, or the cell's own line where it is the instructor's.
        func place(ofLine line: Int) -> String {
            guard !lines.isEmpty else { return "\(file):\(line)" }
            if lines.indices.contains(line - 1), let own = lines[line - 1] { return "\(file):\(own)" }
            return "line \(line) of the cell"
        }
    }

    public init(student: String, cells: [String: Text], refused: [String: String] = [:], notes: [String] = []) {
        self.student = student
        self.cells = cells
        self.refused = refused
        self.notes = notes
    }

    /// What was taken of a submission.
    public init(student: String, taken: TakenWork) {
        self.init(student: student, cells: [:], notes: taken.notes)
        for cell in taken.cells {
            switch cell.state {
            case .missing: continue
            case .refused(let fault):
                let line = fault.line > 0 ? "line \(fault.line) of what was written: " : ""
                refused[cell.cell.id] = line + fault.message
            case .taken:
                cells[cell.cell.id] = Text(
                    text: cell.cell.text, file: cell.source?.file ?? cell.cell.file, lines: cell.studentLines)
            }
        }
    }
}
