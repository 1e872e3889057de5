import CellKit
import Foundation

/// Representations of one output by MIME type, `text/plain` among them.
public typealias MIMEBundle = [String: String]

/// What running one cell came to: its outputs, and why it ended if it did not end well.
public struct Outcome: Sendable {
    public enum Status: String, Sendable {
        /// The cell ran to its end and its effects stand.
        case ok
        /// It did not compile, threw, trapped, exited or was killed; the session is as it was before the cell.
        case error
        /// It ran out of its time; the session is as it was before the cell.
        case timeout
        /// It was interrupted; the session is as it was before the cell.
        case interrupted
    }

    public var status: Status
    /// Bytes written to standard output, in order.
    public var stdout: Data
    /// Of that, what cells have printed that were compiled to tell it apart, not what they call: see ``CellSource/tellsPrints``.
    public var printed = Data()
    /// Bytes written to standard error, in order.
    public var stderr: Data
    /// Whether the cell wrote more than it may, so that what is here is only the beginning.
    public var isOutputCut = false
    /// The value of a last expression.
    public var result: CellResult?
    /// Rich displays, in order.
    public var displays: [MIMEBundle]
    /// Values that the cell emitted under a name, or that a check asked for.
    public var values: [String: CellValue]
    /// Why the cell failed; nil exactly when `status` is `.ok`.
    public var error: CellError?
    /// After a failure, the cell after which the session stands; nil at the session's beginning.
    public var standing: String?
    /// What the compiler said, warnings included.
    public var diagnostics: [Diagnostic]
    /// From the cell's text to its result.
    public var seconds: Double
    /// Of these, what the cell itself took: loading it and running it.
    public var runSeconds: Double = 0

    public init(
        status: Status = .ok, stdout: Data = Data(), stderr: Data = Data(), result: CellResult? = nil,
        displays: [MIMEBundle] = [], values: [String: CellValue] = [:], error: CellError? = nil,
        diagnostics: [Diagnostic] = [], seconds: Double = 0
    ) {
        self.status = status
        self.stdout = stdout
        self.stderr = stderr
        self.result = result
        self.displays = displays
        self.values = values
        self.error = error
        self.diagnostics = diagnostics
        self.seconds = seconds
    }
}

/// The value of a cell's last expression, as a REPL shows it: `Int = 42`.
public struct CellResult: Sendable, Hashable {
    /// The static type as a Swift programmer writes it: `[Int]`, `String?`, `Matrix`.
    public var type: String
    public var bundle: MIMEBundle

    public init(type: String, bundle: MIMEBundle) {
        self.type = type
        self.bundle = bundle
    }

    /// The value's text.
    public var text: String { bundle["text/plain"] ?? "" }
}

/// Why a cell failed, in the user's terms.
public struct CellError: Error, Sendable, Hashable {
    public enum Kind: String, Sendable {
        case compile, thrown, trap, exit, signal, timeout, interrupt, limit, lost
    }

    public var kind: Kind
    /// A short name: `CompileError`, the thrown error's type, `Fatal error`, `SIGSEGV`, `exit`.
    public var name: String
    /// One line or more, without the backtrace.
    public var message: String
    /// Where, in the user's own file: path, line and column from 1.
    public var file: String?
    public var line: Int?
    public var column: Int?
    /// Frames of the user's code, innermost first: `function at file:line`.
    public var backtrace: [String]

    public init(
        kind: Kind, name: String, message: String, file: String? = nil, line: Int? = nil, column: Int? = nil,
        backtrace: [String] = []
    ) {
        self.kind = kind
        self.name = name
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.backtrace = backtrace
    }
}

/// One message of the compiler on the user's own lines.
public struct Diagnostic: Sendable, Hashable {
    public enum Severity: String, Sendable {
        case error, warning, note
    }

    public var severity: Severity
    public var message: String
    public var file: String
    public var line: Int
    public var column: Int
    /// The message as the compiler rendered it, with the source lines, carets, notes and fix-its.
    public var rendered: String

    public init(severity: Severity, message: String, file: String, line: Int, column: Int, rendered: String) {
        self.severity = severity
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.rendered = rendered
    }
}

extension Diagnostic {
    /// A message of ours on a line of the user's, as the compiler would have shown it.
    init(severity: Severity, message: String, file: String, line: Int, column: Int, source: String) {
        var rows = [source]
        // As the compiler: no caret where characters may be of other widths.
        if source.utf8.allSatisfy({ $0 < 0x80 }) {
            rows.append(source.utf8.prefix(column - 1).map { $0 == UInt8(ascii: "\t") ? "\t" : " " } + "^")
        }
        let head = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
        self.init(
            severity: severity, message: message, file: file, line: line, column: column,
            rendered: ([head] + LongLine.cut(rows, column: column)).joined(separator: "\n"))
    }
}
