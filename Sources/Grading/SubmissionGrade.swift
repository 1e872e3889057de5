/// What one check gave for one submission.
public struct CheckGrade: Sendable, Hashable, Codable {
    /// The check cell's id.
    public var cell: String
    /// Its title; of a hidden check too, so it must not give anything away.
    public var name: String
    public var points: Double
    public var maxPoints: Double
    public var passed: Bool
    /// The student may read it: nothing of what a hidden check expects or does.
    public var message: String
    /// The student does not see the check's text, nor what it expects.
    public var isHidden: Bool
    /// Expected and got beside each other, of a visible check; nil where there is nothing to compare.
    public var difference: String?
    /// The hint for what went wrong, if the check has one.
    public var hint: String?
    /// Seconds that the check's cell took.
    public var seconds: Double

    public init(
        cell: String, name: String, points: Double, maxPoints: Double, passed: Bool, message: String = "",
        isHidden: Bool = false, difference: String? = nil, hint: String? = nil, seconds: Double = 0
    ) {
        self.cell = cell
        self.name = name
        self.points = points
        self.maxPoints = maxPoints
        self.passed = passed
        self.message = message
        self.isHidden = isHidden
        self.difference = difference
        self.hint = hint
        self.seconds = seconds
    }
}

/// What became of one of the student's own cells: whether it compiled and ran, and what it printed.
public struct SolutionResult: Sendable, Hashable, Codable {
    public var cell: String
    public var name: String
    public var ran: Bool
    /// The compiler's messages on the student's own lines, or how the cell ended.
    public var message: String
    /// What it printed, cut at a bound.
    public var output: String

    public init(cell: String, name: String, ran: Bool, message: String = "", output: String = "") {
        self.cell = cell
        self.name = name
        self.ran = ran
        self.message = message
        self.output = output
    }
}

/// What one submission earned.
public struct SubmissionGrade: Sendable, Hashable, Codable {
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case graded
        /// A person must look at it: a check came to no verdict, or the submission could not be read.
        case review
    }

    /// The folder's or the file's name.
    public var student: String
    public var status: Status
    /// Missing, extra, renamed or reordered cells and the like.
    public var notes: [String]
    public var checks: [CheckGrade]
    public var solutions: [SolutionResult]
    public var seconds: Double

    public var points: Double { checks.reduce(0) { $0 + $1.points } }
    public var maxPoints: Double { checks.reduce(0) { $0 + $1.maxPoints } }

    public init(
        student: String, status: Status = .graded, notes: [String] = [], checks: [CheckGrade] = [],
        solutions: [SolutionResult] = [], seconds: Double = 0
    ) {
        self.student = student
        self.status = status
        self.notes = notes
        self.checks = checks
        self.solutions = solutions
        self.seconds = seconds
    }
}
