/// A program that the engine starts, and what it needs of the machine.
public struct Launch: Sendable {
    public enum Purpose: Sendable {
        case worker, compiler, linker
    }

    /// The environment variable with glibc's settings.
    public static let allocatorSettings = "GLIBC_TUNABLES"

    public var purpose: Purpose
    public var program: String
    public var arguments: [String]
    /// A second program, that starts in the same place once the first has ended well. Only what confines can start two.
    public var next: (program: String, arguments: [String])?
    public var environment: [String: String]
    public var directory: String?
    /// Files and folders of Cellist's and of the toolchain's that it reads.
    public var reads: [String]
    /// The session's own folder: compiler and linker write there, the worker reads.
    public var folder: String

    public init(
        purpose: Purpose, program: String, arguments: [String], next: (program: String, arguments: [String])? = nil,
        environment: [String: String],
        directory: String? = nil, reads: [String], folder: String
    ) {
        self.purpose = purpose
        self.program = program
        self.arguments = arguments
        self.next = next
        self.environment = environment
        self.directory = directory
        self.reads = reads
        self.folder = folder
    }

    /// What the worker's `--confine` takes behind its limits: the program and its arguments, both programs' where there are two.
    public var confinedWords: [String] {
        let first = [program] + arguments
        guard let next else { return ["--"] + first }
        return ["--first", "\(first.count)", "--"] + first + [next.program] + next.arguments
    }
}

/// How the engine starts its worker, the compiler and the linker: plainly, or inside a sandbox.
///
/// ```swift
/// SessionConfiguration(launcher: .plain)
/// ```
public struct Launcher: Sendable {
    /// What to start in place of what was asked for: the program in front of which a sandbox stands, for instance.
    public var prepare: @Sendable (Launch) throws -> Launch
    /// What it starts has process numbers of its own and nothing on standard input, and ends when the program that was started does.
    public var isConfined: Bool

    public init(isConfined: Bool, prepare: @escaping @Sendable (Launch) throws -> Launch) {
        self.isConfined = isConfined
        self.prepare = prepare
    }

    public static let plain = Launcher(isConfined: false) { $0 }

    func start(_ launch: Launch, descriptors: [(ours: Int32, childs: Int32)]) throws -> ChildProcess {
        let prepared = try prepare(launch)
        var descriptors = descriptors
        let nothing = isConfined ? try Descriptor.nothing() : nil
        if let nothing { descriptors.append((nothing.number, 0)) }
        return try ChildProcess.start(
            prepared.program, prepared.arguments, descriptors: descriptors, environment: prepared.environment,
            directory: prepared.directory,
            leadsGroup: launch.purpose == .worker)
    }
}
