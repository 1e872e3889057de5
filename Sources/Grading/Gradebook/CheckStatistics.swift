import Foundation

/// How one check went over all students.
public struct CheckStatistics: Sendable, Hashable {
    public var cell: String
    public var name: String
    public var isHidden: Bool
    /// Students that the check judged.
    public var count: Int
    public var maxPoints: Double
    /// Mean of the points.
    public var mean: Double
    /// The part of the students that passed, from 0 to 1.
    public var passing: Double
    /// The correlation of the check's points with the points of all other checks, from -1 to 1: near 0 or below, good students fail it as
    /// often as others, and the check deserves a look. nil where all have the same.
    public var discrimination: Double?

    /// One for each check, in the lab's order.
    public static func all(_ standings: [Standing]) -> [CheckStatistics] {
        var order: [String] = []
        for standing in standings {
            for check in standing.grade.checks where !order.contains(check.cell) { order.append(check.cell) }
        }
        return order.map { statistics($0, standings) }
    }

    private static func statistics(_ cell: String, _ standings: [Standing]) -> CheckStatistics {
        let own = standings.compactMap { standing in
            standing.grade.checks.first { $0.cell == cell }.map { (check: $0, rest: standing.grade.points - $0.points) }
        }
        let count = Double(max(1, own.count))
        return CheckStatistics(
            cell: cell, name: own.last?.check.name ?? cell, isHidden: own.last?.check.isHidden ?? false,
            count: own.count, maxPoints: own.last?.check.maxPoints ?? 0,
            mean: own.reduce(0) { $0 + $1.check.points } / count,
            passing: Double(own.count { $0.check.passed }) / count,
            discrimination: correlation(own.map(\.check.points), own.map(\.rest)))
    }

    /// Pearson's coefficient.
    private static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
        guard x.count > 1 else { return nil }
        let (n, mx, my) = (Double(x.count), x.reduce(0, +), y.reduce(0, +))
        let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mx / n) * ($1.1 - my / n) }
        let xx = x.reduce(0) { $0 + ($1 - mx / n) * ($1 - mx / n) }
        let yy = y.reduce(0) { $0 + ($1 - my / n) * ($1 - my / n) }
        return xx > 1e-12 && yy > 1e-12 ? xy / (xx * yy).squareRoot() : nil
    }
}
