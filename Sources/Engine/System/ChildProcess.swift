internal import CLinux
import Foundation

/// A program started with exactly the descriptors it is given.
///
/// `posix_spawn` rather than `Process`: starting a compiler is on the way from Enter to answer, and the worker's sockets
/// need numbers of their own.
struct ChildProcess {
    let pid: pid_t

    /// - Parameters:
    ///   - descriptors: the child's descriptor number for each of ours; 0, 1 and 2 are inherited where not named.
    ///   - directory: the child's working directory, or ours.
    ///   - leadsGroup: whether it is in a process group of its own from its first moment.
    static func start(
        _ program: String, _ arguments: [String], descriptors: [(ours: Int32, childs: Int32)] = [],
        environment: [String: String]? = nil, directory: String? = nil, leadsGroup: Bool = false
    ) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Out of the way of the child's numbers: one pair's target may be another's source.
        let sources = descriptors.map { Descriptor(fcntl($0.ours, F_DUPFD_CLOEXEC, 64)) }
        for (source, pair) in zip(sources, descriptors) {
            posix_spawn_file_actions_adddup2(&actions, source.number, pair.childs)
        }
        if let directory { _ = linux_spawn_add_chdir(&actions, directory) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | group))

        let environment = environment ?? ProcessInfo.processInfo.environment
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var pid: pid_t = 0
        let code = withExtendedLifetime(sources) {
            posix_spawn(&pid, program, &actions, &attributes, words, variables)
        }
        guard code == 0 else {
            throw EngineError(.system, "\(program) did not start: \(String(cString: strerror(code)))")
        }
        return ChildProcess(pid: pid)
    }

    /// Waits for the end; the status as `waitpid` gives it.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    /// What a program prints, its errors included; nil when it does not start or does not end well.
    static func output(of program: String, _ arguments: [String]) -> String? {
        do {
            let (reading, writing) = try Descriptor.pipe()
            let child = try start(program, arguments, descriptors: [(writing.number, 1), (writing.number, 2)])
            writing.close()
            var output: [UInt8] = []
            while let more = reading.readAvailable() { output += more }
            return ProcessEnd(status: child.wait()).exitCode == 0 ? String(decoding: output, as: UTF8.self) : nil
        } catch {
            return nil
        }
    }

    func kill() { _ = Glibc.kill(pid, SIGKILL) }
}

/// How a process ended, read from `waitpid`'s status.
struct ProcessEnd: Hashable {
    var exitCode: Int32?
    var signal: Int32?

    init(status: Int32) {
        if status & 0x7f == 0 {
            exitCode = (status >> 8) & 0xff
        } else {
            signal = status & 0x7f
        }
    }
}
