import Foundation

/// Looks from time to time at what a running cell uses of that which the kernel does not limit for one cell alone.
struct ResourceWatch {
    enum Excess: Sendable { case cpuTime, output, processes }

    private let limits: ResourceLimits
    private let session: pid_t?
    private let warden: pid_t
    private let cpuBefore: Duration
    /// When to look again; nil when there is nothing to look at.
    private(set) var nextLook: ContinuousClock.Instant?

    /// A cell that forks without end has a few hundred children by the next look.
    private static let interval = Duration.milliseconds(25)

    init(limits: ResourceLimits, session: pid_t?, warden: pid_t) {
        self.limits = limits
        self.session = session
        self.warden = warden
        cpuBefore = limits.cpuTime == nil ? .zero : session.flatMap { ProcessStatus.read($0)?.cpuTime } ?? .zero
        if limits.cpuTime != nil || limits.processes != nil { nextLook = ContinuousClock.now + Self.interval }
    }

    /// - Parameter ours: the session's own processes, which are not counted.
    /// - Returns: what the cell used too much of.
    mutating func look(sparing ours: [pid_t]) -> Excess? {
        guard let nextLook, ContinuousClock.now >= nextLook else { return nil }
        self.nextLook = ContinuousClock.now + Self.interval
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
}
