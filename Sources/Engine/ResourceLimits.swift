/// What a cell may use. A cell that wants more is stopped, and the session stands as before it.
public struct ResourceLimits: Sendable, Hashable {
    /// Bytes of address space for the session's process, all cells together.
    public var memory: Int?
    /// Bytes of memory that all processes of a confined session may hold together, as often as they hold them.
    public var residentMemory: Int?
    /// Processor time of one cell, over all its threads.
    public var cpuTime: Duration?
    /// Bytes that one cell may print and display. What it printed until then is kept.
    public var output: Int?
    /// Descriptors that the session's process may have open.
    public var openFiles: Int?
    /// Processes and programs that the session's cells may have running, themselves aside.
    public var processes: Int?

    /// A loop that prints without end should not fill the host's memory: 256 MiB is more than anyone reads.
    public static let defaultOutput = 256 << 20

    public init(
        memory: Int? = nil, cpuTime: Duration? = nil, output: Int? = ResourceLimits.defaultOutput,
        openFiles: Int? = nil, processes: Int? = nil, residentMemory: Int? = nil
    ) {
        self.memory = memory
        self.cpuTime = cpuTime
        self.output = output
        self.openFiles = openFiles
        self.processes = processes
        self.residentMemory = residentMemory
    }
}
