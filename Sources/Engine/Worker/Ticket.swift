/// Random bytes that prove where a message comes from: they were sent to one process, for one purpose.
struct Ticket: Sendable, Hashable {
    static let count = 16
    let bytes: [UInt8]

    init() {
        var generator = SystemRandomNumberGenerator()
        bytes = (0..<Self.count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// nil where there are too few.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = Array(bytes)
    }
}
