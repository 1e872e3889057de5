import Foundation

/// One switch for all that runs: whoever is added is told when it is thrown, also when that was before.
public final class InterruptSwitch: @unchecked Sendable {
    private let lock = NSLock()
    private var actions: [Int: @Sendable () -> Void] = [:]
    private var nextKey = 0
    private var isThrown = false

    public init() {}

    /// Tells all. Not for signal handlers: it takes a lock.
    public func interrupt() {
        let actions = lock.withLock {
            isThrown = true
            return Array(self.actions.values)
        }
        for action in actions { action() }
    }

    public var isInterrupted: Bool { lock.withLock { isThrown } }

    /// - Returns: a key to remove the action by.
    func add(_ action: @escaping @Sendable () -> Void) -> Int {
        let (key, isLate) = lock.withLock {
            nextKey += 1
            actions[nextKey] = action
            return (nextKey, isThrown)
        }
        if isLate { action() }
        return key
    }

    func remove(_ key: Int) { lock.withLock { actions[key] = nil } }
}
