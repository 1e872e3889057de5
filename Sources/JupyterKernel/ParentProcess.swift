import Foundation

/// Who started the kernel. A front end that was killed cannot say that the kernel should end.
struct ParentProcess {
    private let pid: pid_t

    /// - Returns: nil where the kernel was not started by Jupyter itself, which names itself in `JPY_PARENT_PID`.
    init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard let pid = environment["JPY_PARENT_PID"].flatMap(pid_t.init), pid == getppid() else { return nil }
        self.pid = pid
    }

    var isGone: Bool { getppid() != pid }
}
