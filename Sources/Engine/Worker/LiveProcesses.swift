import Foundation

/// Which of the worker's processes are alive, as far as the host has been told.
struct LiveProcesses {
    /// The process that takes commands, once it has said so.
    private(set) var session: pid_t?
    /// The last cell whose effects the session holds.
    private(set) var cell = 0
    /// Sleeping copies, oldest first.
    private var snapshots: [(pid: pid_t, isSound: Bool)] = []
    private(set) var neverReady = true
    private(set) var isLost: Bool
    /// What the loader said when the worker could not start.
    var startFailure: String?
    private var sawDeath = false

    init(isLost: Bool = false) { self.isLost = isLost }

    /// No process that could be or become the session.
    var isEmpty: Bool { session == nil && snapshots.isEmpty && !neverReady || startFailure != nil }

    /// Our own processes, which are not to be swept away with what cells started.
    var all: [pid_t] { (session.map { [$0] } ?? []) + snapshots.map(\.pid) }

    /// Whether the snapshot that takes over was alone in its process when it was made: threads do not survive a fork.
    var wokenIsSound: Bool { snapshots.last?.isSound ?? (session != nil) }

    mutating func note(_ frame: Frame) {
        switch frame {
        case .ready(let pid, _, let cell):
            session = pid
            neverReady = false
            self.cell = cell
            snapshots.removeAll { $0.pid == pid }
        case .snapshot(let pid, let otherThreads, _):
            if pid > 0 { snapshots.append((pid, otherThreads == 0)) }
        case .committed(let cell): self.cell = cell
        default: break
        }
    }

    mutating func noteDeath(_ pid: pid_t) {
        snapshots.removeAll { $0.pid == pid }
        guard pid == session else {
            // The first process may die before it was ever ready.
            if neverReady { isLost = true }
            return
        }
        session = nil
    }
}

/// Signals that the worker knows; the numbers are those of `crash.c`.
enum WorkerSignal {
    /// "Say where you are and end." SIGRTMIN, which glibc gives as 34 to programs, and 6.
    static let interrupt: Int32 = 40
}
