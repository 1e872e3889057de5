import Engine

/// How submissions are run.
public struct GradingSettings: Sendable {
    /// nil where every submission is trusted, and runs as the instructor's own programs do.
    public var sandbox: Sandbox?
    /// For a cell that does not say itself how long it may run.
    public var timeLimit: Duration
    /// For the compiler, with one of the student's cells.
    public var compileLimit: Duration
    /// Bytes that one cell may print.
    public var output: Int

    public init(
        sandbox: Sandbox?, timeLimit: Duration = .seconds(30), compileLimit: Duration = .seconds(30),
        output: Int = 4 << 20
    ) {
        self.sandbox = sandbox
        self.timeLimit = timeLimit
        self.compileLimit = compileLimit
        self.output = output
    }

    var launcher: Launcher { sandbox?.launcher ?? .plain }

    /// - Parameter variation: the numbers that vary, as CellKit reads them.
    func configuration(variation: String?) -> SessionConfiguration {
        var limits = ResourceLimits(output: output)
        var environment: [String: String] = [:]
        var launcher = launcher
        if var sandbox {
            limits.residentMemory = sandbox.limits.memory
            limits.processes = sandbox.limits.processes
            if let variation { sandbox.environment["CELLIST_VARIED"] = variation }
            launcher = sandbox.launcher
        } else if let variation {
            environment["CELLIST_VARIED"] = variation
        }
        return SessionConfiguration(
            limits: limits, snapshotsKept: 2, snapshotMemory: .max, environment: environment, cache: .off,
            launcher: launcher)
    }
}
