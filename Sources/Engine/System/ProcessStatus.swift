import Foundation

/// What the kernel says of a process (proc(5)).
struct ProcessStatus {
    var parent: pid_t
    /// Used by all its threads, in user and in system mode.
    var cpuTime: Duration

    /// nil when there is no such process.
    static func read(_ pid: pid_t) -> ProcessStatus? {
        guard let fields = fields(of: pid), fields.count > 12, let parent = pid_t(fields[1]),
            let user = Int64(fields[11]), let system = Int64(fields[12])
        else { return nil }
        let perSecond = Int64(max(sysconf(Int32(_SC_CLK_TCK)), 1))
        return ProcessStatus(parent: parent, cpuTime: .milliseconds((user + system) * 1000 / perSecond))
    }

    /// The fields of its `stat` from the third on: they stand behind the last parenthesis, since the command's name may hold
    /// anything.
    private static func fields(of pid: pid_t) -> [Substring]? {
        guard let text = text(of: "/proc/\(pid)/stat"), let name = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: name)...].split { $0 == " " || $0 == "\n" }
    }

    /// All processes that a process started, and that those started, as far as they are alive or not yet waited for.
    static func descendants(of ancestor: pid_t) -> Set<pid_t> {
        var children: [pid_t: [pid_t]] = [:]
        for entry in entries(of: "/proc") {
            guard let pid = pid_t(entry), let parent = read(pid)?.parent else { continue }
            children[parent, default: []].append(pid)
        }
        var found: Set<pid_t> = []
        var waiting = [ancestor]
        while let next = waiting.popLast() {
            for child in children[next] ?? [] where found.insert(child).inserted { waiting.append(child) }
        }
        return found
    }

    /// The user's processes that were started, or whose parents were, with a variable in their environment: `NAME=value`.
    ///
    /// - Returns: those found, and whether others may be there: a process that changes its program has no environment until
    ///   the new one is set up, on a busy machine for 35 ms.
    static func processes(withVariable variable: String) -> (found: [pid_t], isSure: Bool) {
        let wanted = Array(variable.utf8)
        var found: [pid_t] = []
        var isSure = true
        for pid in entries(of: "/proc").compactMap({ pid_t($0) }) {
            if let environment = bytes(of: "/proc/\(pid)/environ", limit: 1 << 21) {
                if environment.split(separator: 0).contains(where: { $0.elementsEqual(wanted) }) { found.append(pid) }
            } else if isChangingProgram(pid) {
                isSure = false
            }
        }
        return (found, isSure)
    }

    /// Whether it is one of the user's, alive, and between two programs: its memory has no arguments and no environment yet.
    private static func isChangingProgram(_ pid: pid_t) -> Bool {
        guard kill(pid, 0) == 0, let fields = fields(of: pid), fields.count > 48, let flags = UInt32(fields[6])
        else { return false }
        let isKernelThread = flags & 0x0020_0000 != 0
        return !["Z", "X"].contains(fields[0]) && !isKernelThread && fields[48] == "0"
    }

    /// Bytes of a process's memory, each page divided by the number of processes that share it.
    static func proportionalMemory(of pid: pid_t) -> Int? {
        guard let text = text(of: "/proc/\(pid)/smaps_rollup"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Pss:") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }

    /// Bytes of a process's memory that are in RAM.
    static func residentMemory(of pid: pid_t) -> Int? {
        guard let text = text(of: "/proc/\(pid)/statm") else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }

    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    private static func text(of path: String) -> String? {
        bytes(of: path, limit: 1 << 14).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func bytes(of path: String, limit: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        let descriptor = Descriptor(file)
        defer { descriptor.close() }
        return descriptor.readAvailable(limit: limit)
    }
}
