import Checks
import Engine
import Foundation
import Synchronization

/// The last line of a terminal while a cell runs: how long it has taken, and a bar where the cell says how far it is.
///
/// All output of the cell goes through it, so that the line gives way and comes back.
public final class StatusLine: Sendable {
    private struct State {
        var began: ContinuousClock.Instant?
        var progress: CellProgress?
        var isShown = false
        /// The cursor stands behind a line of the cell's that has no end yet.
        var isMidLine = false
        var hasTicker = false
    }

    /// A cell that answers sooner needs no clock.
    private static let patience = Duration.seconds(1)

    private let isOn: Bool
    private let state = Mutex(State())
    private let running = NSCondition()

    /// - Parameter isOn: false where standard output or standard error is no terminal that can erase a line.
    public init(isOn: Bool) { self.isOn = isOn }

    /// On where a person looks at both streams.
    public static var forTerminal: StatusLine {
        let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return StatusLine(
            isOn: isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(term))
    }

    public func begin() {
        guard isOn else { return }
        let needsTicker = state.withLock { state in
            state.began = .now
            state.progress = nil
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
            state.began = nil
            state.progress = nil
            clear(&state)
        }
    }

    public func show(_ progress: CellProgress) {
        guard isOn else { return }
        state.withLock { state in
            state.progress = progress
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

    /// Ends a line of the cell's that has none, so that what follows starts at the left.
    public func endLine() {
        guard isOn else { return }
        state.withLock { state in
            clear(&state)
            if state.isMidLine { FileHandle.standardOutput.write(Data("\n".utf8)) }
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
        guard let began = state.began, !state.isMidLine else { return }
        let elapsed = ContinuousClock.now - began
        guard state.progress != nil || elapsed > Self.patience else { return }
        let text = Self.text(state.progress, elapsed: elapsed / .seconds(1))
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
        state.isShown = true
    }

    /// `training [██████····] 600/1000`, in fewer than 60 columns.
    public static func bar(_ progress: CellProgress) -> String {
        var title = DisplayText.visible(String(progress.title.prefix(20)))
        if !title.isEmpty { title += " " }
        guard let share = share(progress), let total = progress.total else { return "\(title)\(progress.done)" }
        let width = 20
        let full = Int(share * Double(width))
        let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
        return "\(title)[\(bar)] \(progress.done)/\(total)"
    }

    /// `training [██████····] 600/1000  12.3 s, 8.2 s to go`, in fewer than 80 columns.
    static func text(_ progress: CellProgress?, elapsed: Double) -> String {
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
