import Engine
import Foundation
import Reports

/// Shows what cells do: their output and results on standard output, all about them on standard error.
struct Printer {
    let isColored: Bool
    /// Times are shown after a cell that took longer than this.
    static let longTime = 1.0
    private let status = StatusLine.onTerminal(STDOUT_FILENO, STDERR_FILENO)
    /// A script's output is the same however busy the machine is.
    private let showsTimes = Terminal.current.isInteractive
    private let text: OutcomeText
    let paint: Paint

    init(isColored: Bool) {
        self.isColored = isColored
        text = OutcomeText(isColored: isColored)
        paint = Paint(isOn: isColored)
    }

    func begin() { status.begin() }

    func end() {
        status.end()
        status.endLine()
    }

    func show(_ event: SessionEvent) {
        switch event {
        case .stdout(let bytes), .lateOutput(let bytes, .stdout, _): status.write(bytes, to: .standardOutput)
        case .stderr(let bytes), .lateOutput(let bytes, .stderr, _): status.write(bytes, to: .standardError)
        case .display(let bundle): status.write(Self.line(bundle["text/plain"] ?? ""), to: .standardOutput)
        case .warnings: break  // shown with the outcome
        case .progress(let progress): status.show(progress)
        case .note(let text): status.write(Self.line(paint(text, .dim)), to: .standardError)
        }
    }

    /// - Parameter hasVerdict: a verdict that follows says why the cell failed.
    func show(_ outcome: Outcome, hasVerdict: Bool = false) {
        if let result = outcome.result { out(text.result(result)) }
        if !hasVerdict {
            for diagnostic in outcome.diagnostics { note(text.diagnostic(diagnostic)) }
            if let error = text.error(outcome) { note(error) }
        }
        if showsTimes, outcome.seconds > Self.longTime { note(paint(Seconds.text(outcome.seconds), .dim)) }
    }

    func out(_ text: String) { FileHandle.standardOutput.write(Self.line(text)) }

    /// Running text, filled where it is read at a terminal.
    func prose(_ markdown: String) {
        out(Terminal.current.isInteractive ? Prose(columns: Terminal.size.columns).text(markdown) : markdown)
    }

    func note(_ text: String) { FileHandle.standardError.write(Self.line(text)) }

    private static func line(_ text: String) -> Data { Data((text.hasSuffix("\n") ? text : text + "\n").utf8) }
}

/// Times as a person reads them: `1.23 s`, `45.6 ms`, `789 ns`.
enum Seconds {
    static func text(_ seconds: Double) -> String {
        for (unit, size) in [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)] where seconds >= size {
            return String(format: seconds / size < 10 ? "%.2f" : seconds / size < 100 ? "%.1f" : "%.0f", seconds / size)
                + " " + unit
        }
        return String(format: "%.2f ns", seconds * 1e9)
    }
}
