/// Why the kernel cannot be started, installed or kept alive.
public struct KernelError: Error, Sendable, CustomStringConvertible {
    public enum Family: Sendable {
        /// The connection file is there, and what stands in it is none.
        case badConnectionFile
        /// A port that Jupyter gave is taken, or the system refuses sockets.
        case unavailable
        /// The command line asks for what is not there.
        case usage
    }

    public var family: Family
    public var message: String
    /// What to try next.
    public var advice: String?

    init(_ family: Family, _ message: String, advice: String? = nil) {
        self.family = family
        self.message = message
        self.advice = advice
    }

    public var description: String { message + (advice.map { "\n  \($0)" } ?? "") }

    /// As `sysexits.h` numbers them.
    public var exitCode: Int32 {
        switch family {
        case .badConnectionFile: 65
        case .unavailable: 69
        case .usage: 64
        }
    }
}
