import Foundation

/// Says in the user's terms why a cell's process ended.
struct FailureReport {
    let cell: CellSource
    let lastWords: Frame?
    let processEnd: ProcessEnd?
    let end: CellRun.End?
    let stderr: Data
    let limits: ResourceLimits
    /// The earlier cell whose task it was that ended the process, if it was none of the cell's own.
    var otherCell: String?
    let symbolizer: Symbolizer

    var error: CellError {
        var error = ownError
        if let otherCell { error.message += " (in a task that \(otherCell) had started; its tasks do not go on)" }
        return error
    }

    private var ownError: CellError {
        switch (end, lastWords) {
        case (.timeout, let words):
            let limit = cell.timeLimit.map { "\(($0 / .seconds(1)).formatted())" } ?? "its"
            return located(.timeout, "Timeout", "the cell ran longer than \(limit) s and was stopped", words)
        case (.interrupt, let words):
            return located(.interrupt, "Interrupted", "the cell was interrupted", words)
        case (.limit(let excess), let words):
            return located(.limit, "Limit", meaning(of: excess), words)
        case (nil, .thrown(let type, let message, let stack)):
            return located(.thrown, type, message, stack: stack, isFirstExact: false)
        case (nil, .exit(let code, _, let stack)):
            return located(
                .exit, "exit", "the cell called exit(\(code)): a cell cannot end the session", stack: stack,
                isFirstExact: false)
        case (nil, .loadError(let text)):
            return CellError(kind: .compile, name: "LoadError", message: missingSymbol(text))
        case (nil, .crash(let signal, let isStackOverflow, _, let stack)):
            return crash(signal: signal, isStackOverflow: isStackOverflow, stack: stack)
        default: return unexplained
        }
    }

    /// What the runtime raises after it has printed why.
    private static let checkSignals = [SIGILL, SIGTRAP, SIGABRT]

    private func crash(signal: Int32, isStackOverflow: Bool, stack: [Frame.RawFrame]) -> CellError {
        if isStackOverflow {
            return located(
                .trap, "Stack overflow", "the stack is full: does a function call itself without end?", stack: stack,
                isFirstExact: true)
        }
        if Self.checkSignals.contains(signal), let fatal = FatalMessage(stderr: stderr) {
            var error = located(.trap, fatal.kind, fatal.message, stack: stack, isFirstExact: true)
            if error.line == nil { (error.file, error.line) = (cell.file, fatal.line) }
            return error
        }
        let lines = symbolizer.lines(of: stack, isFirstExact: true)
        // Swift's own checks trap with an invalid instruction and leave their reason in the debug information.
        if let failure = lines.first?.runtimeFailure { return located(.trap, "Fatal error", failure, lines: lines) }
        return located(.signal, Self.name(of: signal), Self.meaning(of: signal), lines: lines)
    }

    private var unexplained: CellError {
        switch (processEnd?.exitCode, processEnd?.signal) {
        case (let code?, _):
            CellError(
                kind: .exit, name: "exit", message: "the cell ended the process with code \(code)", file: cell.file)
        case (_, WorkerSignal.disconnected?):
            CellError(
                kind: .signal, name: "Disconnected",
                message: "the cell closed the descriptors by which the session and cellist know of each other",
                file: cell.file)
        case (_, let signal?): silentDeath(signal)
        default: CellError(kind: .lost, name: "Lost", message: "the session's processes were killed", file: cell.file)
        }
    }

    /// A cell that blocks signals or replaces their handlers says nothing itself. What the runtime printed is still there.
    private func silentDeath(_ signal: Int32) -> CellError {
        if Self.checkSignals.contains(signal), let fatal = FatalMessage(stderr: stderr) {
            return CellError(
                kind: .trap, name: fatal.kind, message: fatal.message, file: cell.file, line: fatal.line)
        }
        return CellError(
            kind: .signal, name: Self.name(of: signal), message: Self.meaning(of: signal), file: cell.file)
    }

    private func located(_ kind: CellError.Kind, _ name: String, _ message: String, _ words: Frame?) -> CellError {
        guard case .crash(_, _, _, let stack) = words else {
            return CellError(kind: kind, name: name, message: message, file: cell.file)
        }
        return located(kind, name, message, stack: stack, isFirstExact: true)
    }

    private func located(
        _ kind: CellError.Kind, _ name: String, _ message: String, stack: [Frame.RawFrame], isFirstExact: Bool
    ) -> CellError {
        located(kind, name, message, lines: symbolizer.lines(of: stack, isFirstExact: isFirstExact))
    }

    private func located(_ kind: CellError.Kind, _ name: String, _ message: String, lines: [Symbolizer.Line])
        -> CellError
    {
        // The innermost frame may be another cell's function: the place to show is the one where it happened.
        let first = lines.first
        return CellError(
            kind: kind, name: name, message: message, file: first?.file ?? cell.file, line: first?.line,
            column: first.flatMap { $0.column > 0 ? $0.column : nil }, backtrace: Self.short(lines))
    }

    /// Recursion repeats: ten frames tell enough.
    private static func short(_ lines: [Symbolizer.Line]) -> [String] {
        let texts = lines.map { "\($0.file):\($0.line) in \($0.function)" }
        return texts.count <= 10 ? texts : texts.prefix(9) + ["… \(texts.count - 9) more"]
    }

    private func missingSymbol(_ text: String) -> String {
        guard let range = text.firstRange(of: "undefined symbol: ") else { return text }
        let symbol = String(text[range.upperBound...])
        // A name of Swift's is a cell's own; others are of a library that was not linked.
        if let declaration = Demangler.declaration(symbol) { return "there is no '\(declaration)'" }
        return "nothing that is loaded defines \(symbol); is a library missing that an import needs?"
    }

    private func meaning(of excess: ResourceWatch.Excess) -> String {
        switch excess {
        case .cpuTime:
            let seconds = ((limits.cpuTime ?? .zero) / .seconds(1)).formatted()
            return "the cell used more than \(seconds) s of processor time and was stopped"
        case .output:
            let size = (limits.output ?? 0).formatted(.byteCount(style: .memory))
            return "the cell printed more than \(size) and was stopped; what it printed is cut there"
        case .memory:
            return "the cell's processes held more than \((limits.residentMemory ?? 0) >> 20) MiB together"
        case .processes:
            return "the cell had more than \(limits.processes ?? 0) processes running and was stopped with all of them"
        }
    }

    static func name(of signal: Int32) -> String {
        switch signal {
        case SIGSEGV: "SIGSEGV"
        case SIGBUS: "SIGBUS"
        case SIGABRT: "SIGABRT"
        case SIGILL: "SIGILL"
        case SIGTRAP: "SIGTRAP"
        case SIGFPE: "SIGFPE"
        case SIGKILL: "SIGKILL"
        case SIGTERM: "SIGTERM"
        case SIGXCPU: "SIGXCPU"
        case SIGPIPE: "SIGPIPE"
        default: "signal \(signal)"
        }
    }

    private static func meaning(of signal: Int32) -> String {
        switch signal {
        case SIGSEGV: "bad pointer dereference"
        case SIGBUS: "bad memory access"
        case SIGABRT: "the cell called abort()"
        case SIGILL, SIGTRAP: "a check of Swift's runtime failed"
        case SIGFPE: "arithmetic fault"
        case SIGKILL: "the process was killed, perhaps for want of memory"
        default: "the process was ended by \(name(of: signal))"
        }
    }
}

/// The runtime's own message: `Cell3/05-train.swift:12: Fatal error: Index out of range`.
private struct FatalMessage {
    var kind: String
    var message: String
    var line: Int?

    init?(stderr: Data) {
        let lines = String(decoding: stderr.suffix(16384), as: UTF8.self).split(separator: "\n")
        guard let found = lines.reversed().lazy.compactMap(Self.init(line:)).first else { return nil }
        self = found
    }

    private init?(line: Substring) {
        if let match = line.firstMatch(of: Self.failedCheck) {
            kind = String(match.kind)
            message = FrameJSON.readable(match.message.map(String.init) ?? kind)
            if let place = match.place, place.hasPrefix("Cell") { self.line = match.line.flatMap { Int($0) } }
        } else if let match = line.firstMatch(of: Self.failedCast) {
            kind = "Fatal error"
            let types = [match.from, match.to].map { FrameJSON.readable(String($0)).replacing("Swift.", with: "") }
            message = "Could not cast value of type '\(types[0])' to '\(types[1])'"
        } else if line.contains(Self.conflict) {
            kind = "Fatal error"
            message = "simultaneous accesses to one variable, but modification requires exclusive access"
        } else {
            return nil
        }
    }

    nonisolated(unsafe) private static let conflict =
        #/^Simultaneous accesses to 0x[0-9a-f]+, but modification requires exclusive access\.$/#
    nonisolated(unsafe) private static let failedCheck =
        #/(?:(?<place>[^:]*):(?<line>[0-9]+): )?(?<kind>Fatal error|Precondition failed|Assertion failed)(?:: (?<message>.*))?$/#
    nonisolated(unsafe) private static let failedCast =
        #/^Could not cast value of type '(?<from>[^']*)' \(0x[0-9a-f]+\) to '(?<to>[^']*)' \(0x[0-9a-f]+\)\.$/#
}
