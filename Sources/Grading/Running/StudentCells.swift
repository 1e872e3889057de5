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
        /// The student's file, and where in it the text begins.
        public var file: String
        public var firstLine: Int

        public init(text: String, file: String, firstLine: Int = 1) {
            self.text = text
            self.file = file
            self.firstLine = firstLine
        }
    }

    public init(student: String, cells: [String: Text], refused: [String: String] = [:], notes: [String] = []) {
        self.student = student
        self.cells = cells
        self.refused = refused
        self.notes = notes
    }
}
