/// Why a notebook could not be read or written, in the user's terms: where, what, and what to do.
///
/// ```
/// lab3/05-my_optimizer.swift:3: unknown option 'timeot'
///   did you mean 'timeout'?
/// ```
public struct NotebookError: Error, Sendable, Hashable {
    public enum Family: Sendable, Hashable {
        /// The file is there, and what stands in it is not a notebook.
        case unreadable
        /// There is no such file, or it may not be opened.
        case noSuchFile
        /// The file could not be written.
        case unwritable
    }

    public var family: Family
    /// The path as the user gave it.
    public var file: String
    /// From 1, in the user's file; nil where the whole file is meant.
    public var line: Int?
    public var message: String
    /// What to try next.
    public var advice: String?

    public init(
        _ message: String, family: Family = .unreadable, file: String, line: Int? = nil, advice: String? = nil
    ) {
        self.family = family
        self.file = file
        self.line = line
        self.message = message
        self.advice = advice
    }

    /// As `sysexits.h` numbers them: 65 for bad data, 66 for a missing input, 73 for an output that cannot be made.
    public var exitCode: Int32 {
        switch family {
        case .unreadable: 65
        case .noSuchFile: 66
        case .unwritable: 73
        }
    }
}

extension NotebookError: CustomStringConvertible {
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(message)" + (advice.map { "\n  \($0)" } ?? "")
    }
}
