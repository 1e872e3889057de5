/// What a cell should do, as its `expect:` option says it. Data only: `Checks` judges it.
///
/// ```
/// //| expect:
/// //|   stdout: |
/// //|     loss: 0.3451
/// //|   values:
/// //|     W.shape: [80, 64]
/// //|     losses.last: { range: [0, 0.001] }
/// //|   tolerance: { rtol: 1e-6 }
/// ```
public struct CellExpectation: Sendable, Hashable {
    /// All of standard output.
    public var stdout: String?
    /// All of standard error.
    public var stderr: String?
    /// The text of the last expression's value: `42`, or with its type `Int = 42`.
    public var result: String?
    /// Values by name or expression, in file order.
    public var values: [NamedExpectation]
    /// The cell must fail, so.
    public var error: ExpectedError?
    /// Each must be found in standard output.
    public var regex: [String]
    /// Each must be found in standard error.
    public var stderrRegex: [String]
    /// An ASCII picture, exactly, in standard output or in a display's text.
    public var figure: String?
    public var tolerance: Tolerance

    public init(
        stdout: String? = nil, stderr: String? = nil, result: String? = nil, values: [NamedExpectation] = [],
        error: ExpectedError? = nil, regex: [String] = [], stderrRegex: [String] = [], figure: String? = nil,
        tolerance: Tolerance = .standard
    ) {
        self.stdout = stdout
        self.stderr = stderr
        self.result = result
        self.values = values
        self.error = error
        self.regex = regex
        self.stderrRegex = stderrRegex
        self.figure = figure
        self.tolerance = tolerance
    }

    /// The names and expressions whose values are needed to judge the cell, in file order.
    public var valueNames: [String] { values.map(\.name) }
}

/// How a cell should fail.
public enum ExpectedError: Sendable, Hashable {
    case any
    /// Text to find in the error's name and message.
    case text(String)
    /// A regular expression to find in the error's name and message.
    case regex(String)
}

/// What one named value should be. All parts that are there must hold.
public struct NamedExpectation: Sendable, Hashable {
    /// A name or an expression: `accuracy`, `losses.last`, `W.shape`.
    public var name: String
    public var value: ExpectedValue?
    public var shape: [Int]?
    /// Bounds that every number in the value keeps, both included.
    public var minimum: Double?
    public var maximum: Double?
    /// Whether every number in the value must be finite, or must not all be.
    public var finite: Bool?
    /// A regular expression to find in the value's text.
    public var regex: String?
    /// In place of the expectation's tolerance.
    public var tolerance: Tolerance?
    /// What this check alone is worth, out of the cell's points.
    public var points: Double?

    public init(
        _ name: String, value: ExpectedValue? = nil, shape: [Int]? = nil, minimum: Double? = nil,
        maximum: Double? = nil, finite: Bool? = nil, regex: String? = nil, tolerance: Tolerance? = nil,
        points: Double? = nil
    ) {
        self.name = name
        self.value = value
        self.shape = shape
        self.minimum = minimum
        self.maximum = maximum
        self.finite = finite
        self.regex = regex
        self.tolerance = tolerance
        self.points = points
    }
}

/// An expected value as YAML writes it.
public indirect enum ExpectedValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// Written without point and exponent.
    case integer(Int)
    case number(Double)
    case text(String)
    case list([ExpectedValue])
    case object([String: ExpectedValue])
}
