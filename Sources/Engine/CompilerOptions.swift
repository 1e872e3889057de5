/// How cells are compiled.
public struct CompilerOptions: Sendable, Hashable {
    public enum Optimization: String, Sendable, Hashable, CaseIterable {
        /// `-O`: loops over arrays run at full speed.
        case speed
        /// `-Osize`.
        case size
        /// `-Onone`: compiles a little sooner and runs many times slower.
        case none

        var flag: String {
            switch self {
            case .speed: "-O"
            case .size: "-Osize"
            case .none: "-Onone"
            }
        }
    }

    public var optimization: Optimization
    /// Names that `#if` finds defined.
    public var definitions: [String]

    public init(optimization: Optimization = .speed, definitions: [String] = []) {
        self.optimization = optimization
        self.definitions = definitions
    }

    /// For the frontend.
    var arguments: [String] { [optimization.flag] + definitions.flatMap { ["-D", $0] } }
}
