/// What the `//|` lines at the top of a cell say about it.
public struct CellOptions: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// Prepares what the others need.
        case setup
        /// The student writes it; what stands between the START and END marks is removed for release.
        case solution
        /// Judges a solution; the student sees it.
        case check
        /// Judges a solution; the student does not see it.
        case hidden
    }

    public enum Replay: String, Sendable, Hashable, CaseIterable {
        case always
        /// Its effects must not happen twice: a session that would have to run it again stops instead.
        case never
    }

    public var id: String?
    public var title: String?
    public var role: Role?
    public var points: Double?
    /// What a check is worth once more when all cells are the student's.
    public var together: Double?
    /// In seconds.
    public var timeout: Double?
    public var expect: CellExpectation?
    /// From the gentlest to the plainest.
    public var hints: [String]
    public var tags: [String]
    public var replay: Replay
    /// What differs from student to student, such as `seed`.
    public var vary: [String]
    /// What the student's version of a solution cell holds between its marks, one text a region; without it a trap.
    public var stub: [String]
    /// Everything as it was written, for writing it in another format.
    public var fields: JSONObject

    public init(
        id: String? = nil, title: String? = nil, role: Role? = nil, points: Double? = nil,
        together: Double? = nil, timeout: Double? = nil, expect: CellExpectation? = nil, hints: [String] = [],
        tags: [String] = [], replay: Replay = .always, vary: [String] = [], stub: [String] = [],
        fields: JSONObject = JSONObject()
    ) {
        self.id = id
        self.title = title
        self.role = role
        self.points = points
        self.together = together
        self.timeout = timeout
        self.expect = expect
        self.hints = hints
        self.tags = tags
        self.replay = replay
        self.vary = vary
        self.stub = stub
        self.fields = fields
    }
}
