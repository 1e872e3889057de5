/// What the shell tells a user who asked for something that cannot be done; the session is as it was.
public struct ShellError: Error, CustomStringConvertible {
    public var message: String
    public var advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    public var description: String { message + (advice.map { "\n  \($0)" } ?? "") }
}
