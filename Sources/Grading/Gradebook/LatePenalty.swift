import Foundation

/// What a submission after the deadline costs.
public struct LateRule: Sendable, Hashable, Codable {
    public var deadline: Date
    /// In minutes: so much later still counts as in time.
    public var grace: Double
    /// The part of the earned points that each day begun after the deadline takes: `0.1` is a tenth.
    public var perDay: Double
    /// The largest part that is taken.
    public var cap: Double

    public init(deadline: Date, grace: Double = 0, perDay: Double, cap: Double = 1) {
        self.deadline = deadline
        self.grace = grace
        self.perDay = perDay
        self.cap = cap
    }

    /// Days begun after the deadline; 0 within the grace.
    public func daysLate(_ time: Date) -> Int {
        let late = time.timeIntervalSince(deadline)
        return late <= max(0, grace * 60) ? 0 : Int((late / 86400).rounded(.up))
    }

    /// The part of the earned points that is taken, from 0 to `cap`.
    public func penalty(_ time: Date) -> Double { min(max(cap, 0), max(0, perDay) * Double(daysLate(time))) }
}
