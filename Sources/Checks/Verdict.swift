/// What judging one cell came to.
public struct Verdict: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable {
        /// It ran and did what was expected.
        case passed
        /// It ran, and something differs from what was expected.
        case failed
        /// It failed where it should not have.
        case error
        /// It ran out of its time.
        case timeout
        /// It did not run. Never a pass.
        case skipped
    }

    public var status: Status
    /// In the order of the options: error, stdout, stderr, result, values, regex, figure.
    public var checks: [CheckResult]
    /// Earned, of `maxPoints`.
    public var points: Double
    public var maxPoints: Double

    public init(status: Status, checks: [CheckResult] = [], points: Double = 0, maxPoints: Double = 0) {
        self.status = status
        self.checks = checks
        self.points = points
        self.maxPoints = maxPoints
    }

    public var passed: Bool { status == .passed }
}

/// One thing that was expected of a cell.
public struct CheckResult: Sendable, Hashable {
    /// `stdout`, `values accuracy`, `regex epoch \d+`.
    public var name: String
    public var passed: Bool
    /// Empty when passed; else what was expected, what came, and where they first differ. May have several lines.
    public var message: String
    /// Earned, of `maxPoints`: this check's share of the cell's points.
    public var points: Double
    public var maxPoints: Double

    public init(name: String, passed: Bool, message: String = "", points: Double = 0, maxPoints: Double = 0) {
        self.name = name
        self.passed = passed
        self.message = message
        self.points = points
        self.maxPoints = maxPoints
    }

    /// Passed when there is no complaint.
    init(_ name: String, complaint: String?) {
        self.init(name: name, passed: complaint == nil, message: complaint ?? "")
    }
}
