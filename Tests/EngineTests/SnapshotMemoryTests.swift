import Engine
import Foundation
import Testing

@Suite struct SnapshotMemoryTests {
    /// Each cell changes 64 MB, so each snapshot holds 64 MB that nobody else does.
    @Test func oldSnapshotsGoWhenTheyHoldTooMuch() throws {
        let session = try Session(configuration: SessionConfiguration(snapshotsKept: 20, snapshotMemory: 200 << 20))
        try session.play("var large = [Int](repeating: 0, count: 8 << 20)")
        for _ in 0..<6 { try session.play("for i in large.indices { large[i] += 1 }") }
        // Memory is measured beside the session's work: it may take a cell or two until it is known.
        var small = 0
        while session.cells.filter(\.isHeld).count > 5 + small, small < 60 {
            try session.play("let small\(small) = 0")
            small += 1
        }
        #expect(small < 60)
        try session.undo(small + 1)
        #expect(try session.value(of: "large[0], large[large.count - 1]") == "5 5")
    }

    @Test func nothingGoesWhileThereIsRoom() throws {
        let session = try Session(configuration: SessionConfiguration(snapshotsKept: 20))
        try session.play("var large = [Int](repeating: 0, count: 1 << 20)")
        for _ in 0..<5 { try session.play("for i in large.indices { large[i] += 1 }") }
        let held = session.cells.filter(\.isHeld)
        #expect(held.count == 6)
    }
}
