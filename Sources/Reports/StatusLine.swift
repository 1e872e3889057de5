import Checks
import Engine
import Foundation
import Synchronization

/// The last line of a terminal while something runs: what it is, how long it has taken, and a bar where it says how far it is.
///
/// All output goes through it, so that the line gives way and comes back.
public final class StatusLine: Sendable {
    private struct State {
        var label = ""
        /// nil when no time is to be shown.
        var began: ContinuousClock.Instant?
        var progress: CellProgress?
        var isShown = false
        /// The cursor stands behind a line of a cell's that has no end yet.
        var isMidLine = false
        var hasTicker = false
    }

    /// A cell that answers sooner needs no clock.
    private static let patience = Duration.seconds(1)

    public let isOn: Bool
    private let state = Mutex(State())
    private let running = NSCondition()

    /// - Parameter isOn: false where there is no terminal that can erase a line.
    public init(isOn: Bool) { self.isOn = isOn }

    /// On where a person looks at these streams.
    public static func onTerminal(_ streams: Int32...) -> StatusLine {
        let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return StatusLine(isOn: streams.allSatisfy { isatty($0) == 1 } && !["", "dumb"].contains(term))
    }

    /// Something begins: its name stands in the line at once, its time when it takes long.
    public func begin(_ label: String = "") {
        guard isOn else { return }
        endLine()
        let needsTicker = state.withLock { state in
            state.label = DisplayText.visible(label)
            state.began = .now
            state.progress = nil
            draw(&state)
            defer { state.hasTicker = true }
            return !state.hasTicker
        }
        if needsTicker { detachQuietThread { [weak self] in Self.tick { self } } }
        running.lock()
        running.signal()
        running.unlock()
    }

    public func end() {
        state.withLock { state in
            state.label = ""
            state.began = nil
            state.progress = nil
            clear(&state)
        }
    }

    /// How far it is.
    public func show(_ progress: CellProgress) {
        guard isOn else { return }
        state.withLock { state in
            state.progress = progress
            draw(&state)
        }
    }

    /// How far it is, in words and without a clock.
    public func show(_ label: String) {
        guard isOn else { return }
        state.withLock { state in
            state.label = DisplayText.visible(label)
            draw(&state)
        }
    }

    /// Passes bytes on to standard output or standard error.
    public func write(_ bytes: Data, to file: FileHandle) {
        guard let last = bytes.last else { return }
        state.withLock { state in
            clear(&state)
            file.write(bytes)
            state.isMidLine = last != UInt8(ascii: "\n")
        }
    }

    /// Ends a line of a cell's that has none, so that what follows starts at the left.
    public func endLine() {
        guard isOn else { return }
        state.withLock { state in
            clear(&state)
            if state.isMidLine { FileHandle.standardError.write(Data("\n".utf8)) }
            state.isMidLine = false
        }
    }

    // MARK: Drawing

    private static func tick(_ line: () -> StatusLine?) {
        while let line = line() {
            line.running.lock()
            while line.state.withLock({ $0.began == nil }) { line.running.wait() }
            line.running.unlock()
            Thread.sleep(forTimeInterval: 0.25)
            line.state.withLock { line.draw(&$0) }
        }
    }

    private func clear(_ state: inout State) {
        if state.isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        state.isShown = false
    }

    private func draw(_ state: inout State) {
        guard !state.isMidLine else { return }
        let text = Self.text(state.label, state.progress, elapsed: state.began.map { ContinuousClock.now - $0 })
        guard !text.isEmpty else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
        state.isShown = true
    }

    /// The label gives way: a line that is too long for the terminal would go on in the next, which is not erased.
    private static func text(_ label: String, _ progress: CellProgress?, elapsed: Duration?) -> String {
        var state = ""
        if let elapsed, progress != nil || elapsed > patience { state = text(progress, elapsed: elapsed / .seconds(1)) }
        let gap = label.isEmpty || state.isEmpty ? "" : "  "
        return cut(label, to: columns - 1 - DisplayText.width(gap + state)) + gap + state
    }

    private static func cut(_ text: String, to width: Int) -> String {
        guard DisplayText.width(text) > width else { return text }
        var left = width - 1
        let start = text.prefix { character in
            left -= DisplayText.width(character)
            return left >= 0
        }
        return start + "…"
    }

    private static var columns: Int {
        var window = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
        return isKnown ? Int(window.ws_col) : 80
    }

    /// `training [██████····] 600/1000`, in fewer than 60 columns.
    private static func bar(_ progress: CellProgress) -> String {
        var title = DisplayText.visible(String(progress.title.prefix(20)))
        if !title.isEmpty { title += " " }
        guard let share = share(progress), let total = progress.total else { return "\(title)\(progress.done)" }
        let width = 20
        let full = Int(share * Double(width))
        let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
        return "\(title)[\(bar)] \(progress.done)/\(total)"
    }

    /// `training [██████····] 600/1000  12.3 s, 8.2 s to go`, in fewer than 80 columns.
    private static func text(_ progress: CellProgress?, elapsed: Double) -> String {
        guard let progress else { return duration(elapsed) }
        let share = share(progress) ?? 0
        let left = share > 0 && share < 1 ? ", \(duration(elapsed * (1 - share) / share)) to go" : ""
        return "\(bar(progress))  \(duration(elapsed))\(left)"
    }

    private static func share(_ progress: CellProgress) -> Double? {
        guard let total = progress.total, total > 0 else { return nil }
        return min(1, Double(progress.done) / Double(total))
    }
}
