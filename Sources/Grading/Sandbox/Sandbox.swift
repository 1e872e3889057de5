import Engine
import Foundation

/// A place where programs of people who are not trusted run: bubblewrap's namespaces and mounts, then the limits and the refused
/// system calls of `cellist-worker --confine`.
///
/// Inside there is no network, no other process, no file but the system's libraries and what is named here, all read-only, and
/// three small file systems in memory that end with it.
public struct Sandbox: Sendable {
    /// The user inside, and, where root makes the sandbox, outside too.
    static let user = 65534
    /// The folder in which programs start: empty but for the data.
    static let home = "/home/student"

    private let bubblewrap: String
    private let worker: String
    /// Files and folders that are seen in ``home`` under their own names.
    public var data: [String]
    public var limits: SandboxLimits
    public var compilerLimits: SandboxLimits
    /// Variables beside the usual ones.
    public var environment: [String: String] = [:]

    /// - Throws: ``SandboxError`` when there is no bubblewrap.
    public init(
        installation: Installation, limits: SandboxLimits = SandboxLimits(), compilerLimits: SandboxLimits = .compiler,
        data: [String] = []
    ) throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/bin", "/bin"]
        let candidates: [String] = folders.map { "\($0)/bwrap" }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw SandboxError("there is no 'bwrap' on the PATH")
        }
        bubblewrap = found
        worker = installation.worker
        self.limits = limits
        self.compilerLimits = compilerLimits
        self.data = data
    }

    /// Sees whether it starts.
    ///
    /// - Throws: ``SandboxError`` with what bubblewrap says where it does not.
    public func start() throws {
        let folder = try TemporaryFolder()
        // Without arguments the worker says how it is used, and ends with this code.
        let launch = try confined(
            Launch(
                purpose: .worker, program: worker, arguments: [], environment: [:],
                reads: [worker] + toolchainLibraries, folder: folder.path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: launch.program)
        process.arguments = launch.arguments
        process.environment = launch.environment
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { throw SandboxError("\(error.localizedDescription)") }
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 64 else {
            throw SandboxError(words.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    private var toolchainLibraries: [String] { (try? Toolchain.find()).map { [$0.libraries] } ?? [] }

    /// Starts the engine's programs inside.
    public var launcher: Launcher { Launcher(isConfined: true, prepare: confined) }

    private func confined(_ launch: Launch) throws -> Launch {
        var result = launch
        let isWorker = launch.purpose == .worker
        try giveFolder(launch.folder)
        result.program = bubblewrap
        result.arguments = arguments(for: launch) + ["--", worker, "--confine"]
        result.arguments += (isWorker ? limits : compilerLimits).arguments
        // The user changes last: a limit on processes counts from then on.
        if isRoot { result.arguments.insert(contentsOf: ["--user", "\(Self.user)"], at: result.arguments.count - 10) }
        if isWorker { result.arguments.append("--channels") }
        result.arguments += launch.confinedWords
        result.environment = variables(of: launch)
        result.directory = nil
        return result
    }

    private var isRoot: Bool { geteuid() == 0 }

    /// The engine's folder belongs to the user inside, so that nobody else can look into it.
    private func giveFolder(_ path: String) throws {
        guard isRoot, chown(path, uid_t(Self.user), gid_t(Self.user)) != 0 else { return }
        throw SandboxError("\(path) cannot be given to the sandbox's user: \(String(cString: strerror(errno)))")
    }

    private func arguments(for launch: Launch) -> [String] {
        var list = ["--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        list += ["--die-with-parent", "--new-session", "--hostname", "sandbox", "--cap-drop", "ALL"]
        if isRoot {
            list += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        } else {
            list += ["--unshare-user", "--uid", "\(Self.user)", "--gid", "\(Self.user)"]
        }
        let reads = ([worker] + launch.reads).filter { access($0, F_OK) == 0 }
        let mounts = systemMounts(for: launch.purpose)
        list += Self.folders(above: mounts.map(\.path) + [Self.home]) + mounts.flatMap(\.words)
        list += ["--proc", "/proc", "--dev", "/dev"]
        for path in ["/dev/shm", "/tmp", Self.home] {
            list += ["--perms", "1777", "--size", "\(limits.temporaryBytes)", "--tmpfs", path]
        }
        list += Self.folders(above: reads + [launch.folder])
        for path in reads { list += ["--ro-bind", path, path] }
        let isWorker = launch.purpose == .worker
        list += [isWorker ? "--ro-bind" : "--bind", launch.folder, launch.folder]
        if isWorker {
            for path in data {
                let name = URL(fileURLWithPath: path).lastPathComponent
                list += ["--ro-bind", path, "\(Self.home)/\(name)"]
            }
        }
        return list + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", Self.home]
    }

    /// Bubblewrap would make the folders above a mount for its own user alone.
    private static func folders(above paths: [String]) -> [String] {
        var made: Set<String> = ["/tmp"]
        var list: [String] = []
        for path in paths {
            var folder = ""
            for part in path.split(separator: "/").dropLast() {
                folder += "/" + part
                if made.insert(folder).inserted { list += ["--perms", "0755", "--dir", folder] }
            }
        }
        return list
    }

    /// The system's libraries; for the compiler also its headers.
    private func systemMounts(for purpose: Launch.Purpose) -> [(path: String, words: [String])] {
        var paths = ["/usr/lib", "/usr/lib64", "/usr/lib32", "/lib", "/lib64", "/usr/local/lib"]
        paths += ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/usr/share/zoneinfo"]
        if purpose != .worker { paths += ["/usr/include", "/usr/local/include"] }
        return paths.compactMap { path in
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
                return (path, ["--symlink", target, path])
            }
            return (path, ["--ro-bind", path, path])
        }
    }

    /// Nothing of the user's own environment; what the engine itself says for its worker stays.
    private func variables(of launch: Launch) -> [String: String] {
        var variables = ["PATH": "/usr/bin", "HOME": Self.home, "TMPDIR": "/tmp", "LANG": "C.UTF-8", "TZ": "UTC"]
        for name in ["SWIFT_BACKTRACE", "OPENBLAS_NUM_THREADS"] { variables[name] = launch.environment[name] }
        // A worker's cells would see it: they are told nothing of how they are run.
        if launch.purpose == .compiler {
            variables[Launch.allocatorSettings] = launch.environment[Launch.allocatorSettings]
        }
        return variables.merging(environment) { _, new in new }
    }
}

/// Why no sandbox can be made.
public struct SandboxError: Error, CustomStringConvertible {
    public let reason: String

    init(_ reason: String) { self.reason = reason }

    public var description: String {
        "the sandbox does not start: \(reason)\n"
            + "Install bubblewrap ('apt-get install bubblewrap') on a machine that allows user namespaces, or, if you trust "
            + "every submission, give --no-sandbox: the gradebook will say so."
    }
}
