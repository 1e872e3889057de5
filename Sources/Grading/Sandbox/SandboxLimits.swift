/// What a sandbox may use. The kernel keeps these limits, whatever runs inside.
public struct SandboxLimits: Sendable, Hashable {
    /// Bytes of address space for each process.
    public var addressSpace: Int
    /// Bytes of memory, all processes together; looked at while it runs.
    public var memory: Int
    /// Processes and threads together.
    public var processes: Int
    /// Bytes of a file.
    public var fileSize: Int
    /// Open files of each process.
    public var openFiles: Int
    /// Bytes of each of its temporary file systems: `/tmp`, the home, `/dev/shm`.
    public var temporaryBytes: Int
    /// Seconds of processor time of each process.
    public var cpuSeconds: Int

    public init(
        addressSpace: Int = 8 << 30, memory: Int = 2 << 30, processes: Int = 128, fileSize: Int = 64 << 20,
        openFiles: Int = 1024, temporaryBytes: Int = 64 << 20, cpuSeconds: Int = 600
    ) {
        self.addressSpace = addressSpace
        self.memory = memory
        self.processes = processes
        self.fileSize = fileSize
        self.openFiles = openFiles
        self.temporaryBytes = temporaryBytes
        self.cpuSeconds = cpuSeconds
    }

    /// For the compiler, which needs more memory and more files than a cell, and gives up by itself on few texts.
    public static let compiler = SandboxLimits(
        addressSpace: 4 << 30, memory: 3 << 30, processes: 64, fileSize: 64 << 20, openFiles: 1024, cpuSeconds: 120)

    /// As `cellist-worker --confine` takes them.
    var arguments: [String] {
        [
            ("address-space", addressSpace), ("processes", processes), ("file-size", fileSize), ("files", openFiles),
            ("cpu", cpuSeconds),
        ].flatMap { ["--limit", "\($0.0)=\($0.1)"] }
    }
}
