import Foundation

/// How a session is set up.
public struct SessionConfiguration: Sendable {
    /// Where cells run; nil for the host's own working directory.
    public var workingDirectory: String?
    public var limits: ResourceLimits
    /// How many snapshots are held: one more than the cells that can be taken back at once.
    public var snapshotsKept: Int
    /// Bytes that snapshots may hold beyond what the session itself uses; above it the oldest go.
    public var snapshotMemory: Int
    /// Variables added to the worker's environment.
    public var environment: [String: String]
    /// Whether cells that were compiled before are taken from where they are kept.
    public var cache: Cache
    public var compiler: CompilerOptions
    /// How the worker and the compiler are started.
    public var launcher: Launcher

    public enum Cache: Sendable, Equatable {
        /// As `CELLIST_CACHE` and `CELLIST_CACHE_SIZE` say; without them a folder of the user's, shared by all sessions.
        case standard
        /// In this folder, whatever the environment says.
        case folder(String)
        /// Every cell is compiled, and none is kept.
        case off
    }

    public init(
        workingDirectory: String? = nil, limits: ResourceLimits = ResourceLimits(), snapshotsKept: Int = 10,
        snapshotMemory: Int = SessionConfiguration.defaultSnapshotMemory, environment: [String: String] = [:],
        cache: Cache = .standard, compiler: CompilerOptions = CompilerOptions(), launcher: Launcher = .plain
    ) {
        self.workingDirectory = workingDirectory
        self.limits = limits
        self.snapshotsKept = snapshotsKept
        self.snapshotMemory = snapshotMemory
        self.environment = environment
        self.cache = cache
        self.compiler = compiler
        self.launcher = launcher
    }
}

extension SessionConfiguration {
    /// A quarter of the machine's memory.
    public static var defaultSnapshotMemory: Int { Int(ProcessInfo.processInfo.physicalMemory / 4) }
}

/// A cell as the engine runs it: text, and where it stands in the user's file.
public struct CellSource: Sendable {
    /// The cell's id in its notebook: running a cell with the same id again replaces what the earlier run defined.
    public var id: String?
    public var text: String
    /// The user's file, for messages.
    public var file: String
    /// The text's first line in that file, from 1.
    public var firstLine: Int
    /// How long the cell may run, its compilation aside.
    public var timeLimit: Duration?
    /// Expressions whose values are wanted afterwards, by name: `losses.last`.
    public var valueNames: [String]
    /// Its effects must not happen twice: where the session would have to run it again it stops instead.
    public var runsOnce: Bool
    /// What it prints itself comes apart in the outcome, too, from what the functions of other cells print.
    public var tellsPrints = false
    /// Its place in the notebook. A later cell that makes a name anew leaves the cells before it as they are.
    public var position: Int?

    public init(
        id: String? = nil, text: String, file: String = "cell.swift", firstLine: Int = 1, timeLimit: Duration? = nil,
        valueNames: [String] = [], runsOnce: Bool = false, position: Int? = nil
    ) {
        self.id = id
        self.text = text
        self.file = file
        self.firstLine = firstLine
        self.timeLimit = timeLimit
        self.valueNames = valueNames
        self.runsOnce = runsOnce
        self.position = position
    }
}

/// What a session tells while a cell runs.
public enum SessionEvent: Sendable {
    case stdout(Data)
    case stderr(Data)
    case display(MIMEBundle)
    case progress(CellProgress)
    /// Output of a task that an earlier cell started; `cell` is that cell's id.
    case lateOutput(Data, stream: OutputStream, cell: String?)
    /// What the compiler said of a cell that is about to run; it is in the outcome, too.
    case warnings([Diagnostic])
    /// Something the user should know: the session was rebuilt, a snapshot is gone.
    case note(String)
}

public enum OutputStream: Sendable, Hashable { case stdout, stderr }

/// How far a loop over `progress(…)` has come.
public struct CellProgress: Sendable, Hashable {
    public var title: String
    public var done: Int
    /// nil where the sequence does not know how long it is.
    public var total: Int?

    /// Reads what CellKit sends.
    init?(_ text: String) {
        guard let object = FrameJSON.object(Data(text.utf8)), let done = object["done"] as? Int else { return nil }
        title = object["title"] as? String ?? ""
        self.done = done
        total = object["total"] as? Int
    }
}
