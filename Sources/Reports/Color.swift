/// Whether output is coloured: what `--color` says, or else the environment and the terminal.
public enum ColorChoice: String, Sendable, CaseIterable {
    case auto, always, never

    /// https://no-color.org and https://bixense.com/clicolors: `NO_COLOR` switches off, `CLICOLOR_FORCE` on, and without either
    /// a terminal decides.
    public func isOn(environment: [String: String], isTerminal: Bool) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if let off = environment["NO_COLOR"], !off.isEmpty { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        return isTerminal && environment["CLICOLOR"] != "0" && environment["TERM"] != "dumb"
    }
}

/// Colours for a terminal, or none.
public struct Paint: Sendable {
    public enum Color: Int, Sendable {
        case bold = 1
        case dim = 2
        case red = 31
        case green = 32
        case yellow = 33
    }

    public var isOn: Bool

    public init(isOn: Bool) { self.isOn = isOn }

    public func callAsFunction(_ text: String, _ color: Color) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }
}
