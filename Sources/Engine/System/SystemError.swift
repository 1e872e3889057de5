import Foundation

/// Something that the machine refused or lacks, in words that say what to do.
public struct EngineError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable {
        /// A tool or library is not there; `advice` says how to install it.
        case missing
        /// The system refused: no space, no processes, no permission.
        case system
        /// The worker process cannot go on and could not be brought back.
        case workerLost
    }

    public var kind: Kind
    public var message: String
    public var advice: String?

    public init(_ kind: Kind, _ message: String, advice: String? = nil) {
        self.kind = kind
        self.message = message
        self.advice = advice
    }

    public var description: String { advice.map { "\(message)\n\($0)" } ?? message }

    /// The system call that just failed, with its reason.
    static func system(_ call: String) -> EngineError {
        EngineError(.system, "\(call): \(String(cString: strerror(errno)))")
    }
}
