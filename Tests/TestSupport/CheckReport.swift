/// The object that `cellist check --json` and `cellist run --json` print.
public struct CheckReport: Decodable, Sendable {
    public struct Check: Decodable, Sendable {
        public var name: String
        public var passed: Bool
        public var message: String
    }

    public struct Cell: Decodable, Sendable {
        public var id: String
        public var status: String
        public var seconds: Double
        public var checks: [Check]
        public var stdout: String
        public var error: String?

        /// In one line for a failing test's message.
        public var complaint: String {
            let checks = checks.filter { !$0.passed }.map { "\($0.name): \($0.message)" }
            return (["\(id): \(status)"] + [error].compactMap(\.self) + checks).joined(separator: "\n  ")
        }
    }

    public var notebook: String
    public var passed: Int
    public var failed: Int
    public var points: Double
    public var maxPoints: Double
    public var seconds: Double
    public var cells: [Cell]

    /// What did not pass, and why: empty when all is well.
    public var complaints: [String] { cells.filter { $0.status != "passed" }.map(\.complaint) }

    public subscript(id: String) -> Cell? { cells.first { $0.id == id } }
}
