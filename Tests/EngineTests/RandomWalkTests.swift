import Engine
import Foundation
import Testing

@Suite struct RandomWalkTests {
    /// `CELLIST_WALK_STEPS=5000 CELLIST_WALK_SEED=7 swift test --filter aRandomWalk` for a long one.
    @Test func aRandomWalkLeavesTheSessionAsTheModelHasIt() throws {
        let environment = ProcessInfo.processInfo.environment
        let steps = environment["CELLIST_WALK_STEPS"].flatMap { Int($0) } ?? 80
        let seed = environment["CELLIST_WALK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)
        print("random walk: \(steps) steps, seed \(seed)")
        var walk = try RandomWalk(seed: seed)
        for step in 1...steps {
            let difference = try walk.step()
            try #require(difference == nil, "seed \(seed), step \(step): \(difference ?? "")")
        }
        let difference = try walk.compare()
        #expect(difference == nil, "seed \(seed), at the end: \(difference ?? "")")
    }
}
