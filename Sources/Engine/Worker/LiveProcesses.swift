import Foundation

/// Which of the worker's processes are alive, as far as the host has been told.
struct LiveProcesses {
    /// A sleeping copy of the session.
    struct Snapshot: Hashable {
        var pid: pid_t
        /// The last cell that had committed when it was made.
        var cell: Int
        /// Whether the session was alone in its process then: threads do not survive a fork.
        var isSound: Bool
    }

    /// The process that takes commands, once it has said so.
    private(set) var session: pid_t?
    /// The last cell whose effects the session holds.
    var cell = 0
    /// Oldest first.
    private(set) var snapshots: [Snapshot] = []
    private(set) var neverReady = true
    private(set) var isLost = false
    /// What the loader said when the worker could not start.
    var startFailure: String?
    /// Why the last snapshot could not be made.
    private(set) var snapshotFailure: String?
    /// Whether the session is about to make one: it does after each cell, and when it takes over.
    var isSnapshotDue = false

    /// Our own processes, which are not to be swept away with what cells started.
    var all: [pid_t] { (session.map { [$0] } ?? []) + snapshots.map(\.pid) }

    /// The newest snapshot of the state after a cell.
    func snapshot(after cell: Int) -> Snapshot? { snapshots.last { $0.cell == cell } }

    /// - Returns: snapshots that are not needed any more: one state, one snapshot, and the newest has the tasks that ran on.
    mutating func note(_ frame: Frame) -> [pid_t] {
        switch frame {
        case .ready(let pid, _, let cell):
            session = pid
            neverReady = false
            self.cell = cell
            isSnapshotDue = true
            snapshots.removeAll { $0.pid == pid }
        case .snapshot(let pid, let otherThreads, let cell):
            isSnapshotDue = false
            guard pid > 0 else {
                snapshotFailure = String(cString: strerror(-pid))
                return []
            }
            snapshotFailure = nil
            let replaced = snapshots.filter { $0.cell == cell }.map(\.pid)
            snapshots.removeAll { $0.cell == cell }
            snapshots.append(Snapshot(pid: pid, cell: cell, isSound: otherThreads == 0))
            return replaced
        default: break
        }
        return []
    }

    mutating func noteDeath(_ pid: pid_t) {
        snapshots.removeAll { $0.pid == pid }
        if pid == session { session = nil }
        // The first process may die before it was ever ready.
        if neverReady { isLost = true }
    }

    /// All of them are gone.
    mutating func noteLoss() {
        let (neverReady, startFailure) = (neverReady, startFailure)
        self = LiveProcesses()
        (self.neverReady, self.startFailure, isLost) = (neverReady, startFailure, true)
    }

    /// The session's process has come to its end, whether or not its death has been told.
    mutating func noteEnd() { session = nil }

    /// Takes these snapshots off the list.
    ///
    /// - Returns: their processes.
    mutating func drop(where isDropped: (Snapshot) -> Bool) -> [pid_t] {
        let dropped = snapshots.filter(isDropped).map(\.pid)
        snapshots.removeAll(where: isDropped)
        return dropped
    }
}

/// Signals that the worker knows: SIGRTMIN, which glibc gives as 34 to programs, and what `crash.c` and `worker.h` add.
enum WorkerSignal {
    /// "Say where you are and end."
    static let interrupt: Int32 = 40
    /// "You are the session now", to a snapshot.
    static let wake: Int32 = 41
    /// The session ended because a cell had closed its channel.
    static let disconnected: Int32 = 42
}
