import Foundation
import Synchronization

/// How many snapshots a session may hold, by count and by memory.
///
/// A sleeping snapshot holds what the session has changed since. To know how much that is the kernel walks page tables, up to
/// 15 ms for each gigabyte, so it is asked on a thread of its own, for a tenth of the time at most; what it says is used when
/// the next snapshot is made.
final class SnapshotBudget: Sendable {
    let count: Int
    let bytes: Int
    private let measured = Mutex<Measurement>(Measurement())

    private struct Measurement {
        var isUnderWay = false
        var notBefore = ContinuousClock.now
        /// What the snapshots of that time held beyond the session, oldest first, each with all older ones.
        var held: [(pid: pid_t, bytes: Int)] = []
    }

    init(count: Int, bytes: Int) {
        self.count = max(count, 1)
        self.bytes = bytes
    }

    /// How many of the oldest snapshots must go. The newest always stays: a cell that fails needs it.
    func excess(_ snapshots: [LiveProcesses.Snapshot]) -> Int {
        let overCount = max(snapshots.count - count, 0)
        let held = measured.withLock { $0.held }
        // Only what has been measured is known to be too much, and it is measured again before more goes.
        guard let total = held.last?.bytes, total > bytes,
            let enough = held.firstIndex(where: { total - $0.bytes <= bytes })
        else { return overCount }
        let going = Set(held[...enough].map(\.pid))
        let overMemory = snapshots.prefix { going.contains($0.pid) }.count
        return min(max(overCount, overMemory), max(snapshots.count - 1, 0))
    }

    /// Has the memory measured, unless it is plain that all is well: that even whole copies would fit.
    func measure(_ snapshots: [LiveProcesses.Snapshot], session: pid_t?) {
        guard let session, let resident = ProcessStatus.residentMemory(of: session),
            resident * snapshots.count > bytes
        else {
            measured.withLock { $0.held = [] }
            return
        }
        let isFirst = measured.withLock { state in
            guard !state.isUnderWay, ContinuousClock.now >= state.notBefore else { return false }
            state.isUnderWay = true
            return true
        }
        guard isFirst else { return }
        let pids = snapshots.map(\.pid)
        Thread.detachNewThread { [self] in
            let start = ContinuousClock.now
            let held = Self.held(by: pids, session: session)
            let end = ContinuousClock.now
            measured.withLock { $0 = Measurement(notBefore: end + (end - start) * 10, held: held) }
        }
    }

    private static func held(by pids: [pid_t], session: pid_t) -> [(pid: pid_t, bytes: Int)] {
        let shares = pids.map { ProcessStatus.proportionalMemory(of: $0) ?? 0 }
        let own = ProcessStatus.proportionalMemory(of: session) ?? 0
        let resident = ProcessStatus.residentMemory(of: session) ?? 0
        // All shares together are what is really used; beyond the session's own pages it is the snapshots'.
        let beyond = max(shares.reduce(own, +) - resident, 0)
        let scale = Double(beyond) / Double(max(shares.reduce(0, +), 1))
        var sum = 0
        return zip(pids, shares).map { pid, share in
            sum += Int(Double(share) * scale)
            return (pid, sum)
        }
    }
}
