internal import CLinux
import Foundation

/// Looks from time to time at what a running cell uses of that which the kernel does not limit for one cell alone.
struct ResourceWatch {
    enum Excess: Sendable { case cpuTime, memory, output, processes }

    private let limits: ResourceLimits
    private let session: pid_t?
    private let warden: pid_t
    /// A confined session's processes have numbers of their own: what they use is added up over all of the warden's.
    private let isConfined: Bool
    private let cpuBefore: Duration
    /// When to look again; nil when there is nothing to look at.
    private(set) var nextLook: ContinuousClock.Instant?

    /// A cell that forks without end has a few hundred children by the next look.
    private static let interval = Duration.milliseconds(25)

    init(limits: ResourceLimits, session: pid_t?, warden: pid_t, isConfined: Bool) {
        self.limits = limits
        self.session = session
        self.warden = warden
        self.isConfined = isConfined
        cpuBefore = limits.cpuTime == nil || isConfined ? .zero : session.flatMap(Self.cpuTime) ?? .zero
        let isBounded = limits.cpuTime != nil || limits.processes != nil || limits.residentMemory != nil
        if isBounded { nextLook = ContinuousClock.now + Self.interval }
    }

    private static func cpuTime(_ pid: pid_t) -> Duration? { ProcessStatus.read(pid)?.cpuTime }

    /// - Parameter ours: the session's own processes, which are not counted.
    /// - Returns: what the cell used too much of.
    mutating func look(sparing ours: [pid_t]) -> Excess? {
        guard let nextLook, ContinuousClock.now >= nextLook else { return nil }
        self.nextLook = ContinuousClock.now + Self.interval
        if isConfined { return lookAtAll() }
        if let limit = limits.cpuTime, let now = session.flatMap({ ProcessStatus.read($0)?.cpuTime }),
            now - cpuBefore > limit
        {
            return .cpuTime
        }
        if let limit = limits.processes, ProcessStatus.descendants(of: warden).subtracting(ours).count > limit {
            return .processes
        }
        return nil
    }

    /// Bytes of the file systems in memory that a sandbox has, with what the kernel keeps for each file, as one of its processes sees them.
    private func filesInMemory(_ pids: Set<pid_t>) -> Int {
        for pid in pids {
            let used = Self.temporaryFolders.map { linux_files_in_memory("/proc/\(pid)/root\($0)") }
            if used.contains(where: { $0 >= 0 }) { return used.reduce(0) { $0 + max(0, $1) } }
        }
        return 0
    }

    private static let temporaryFolders = ["/tmp", "/dev/shm", "/home/student"]

    private func lookAtAll() -> Excess? {
        let pids = ProcessStatus.descendants(of: warden)
        if let limit = limits.processes, pids.count > limit { return .processes }
        if let limit = limits.residentMemory,
            pids.reduce(0, { $0 + (ProcessStatus.residentMemory(of: $1) ?? 0) }) + filesInMemory(pids) > limit
        {
            return .memory
        }
        if let limit = limits.cpuTime, pids.contains(where: { Self.cpuTime($0) ?? .zero > limit }) { return .cpuTime }
        return nil
    }
}
