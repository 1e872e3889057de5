internal import CLinux
import Foundation

/// A program under test at a terminal of its own: keys go in, the screen is read.
///
/// Waits are for what the screen shows, never for a time to pass. A program that hangs is killed after two minutes.
public final class TerminalProgram {
    public let pid: Int32
    private let terminal: PipeEnd
    private let deadline = ContinuousClock.now + .seconds(120)
    private var shown = Data()
    /// What was shown up to here has been waited for.
    private var seen = 0
    private var hasEnded = false

    /// - Parameter environment: in place of the test's own, but for what a program needs to run.
    public init(
        _ program: String, _ arguments: [String], in folder: String, columns: Int = 100, rows: Int = 40,
        environment: [String: String] = [:]
    ) throws {
        var variables = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("CLICOLOR") && $0.key != "NO_COLOR"
        }
        variables.merge(["TERM": "xterm", "CELLIST_CACHE": "off", "LANG": "C.UTF-8"]) { _, new in new }
        variables.merge(environment) { _, new in new }
        var master: Int32 = -1
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + settings { free(word) } }
        pid = linux_spawn_at_terminal(&master, words, settings, folder, Int32(columns), Int32(rows))
        guard pid > 0 else { throw TestSupportError("\(program): \(String(cString: strerror(errno)))") }
        terminal = PipeEnd(master)
    }

    deinit {
        guard !hasEnded else { return }
        kill(-pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    // MARK: Talking to it

    public func type(_ keys: String) throws { try type(Data(keys.utf8)) }

    /// What is not read yet may hold the program up: it is taken up while keys go in.
    public func type(_ bytes: Data) throws {
        var rest = bytes
        while !rest.isEmpty {
            let events = try wait(for: Int16(POLLIN | POLLOUT))
            if events & Int16(POLLIN) != 0 { try readMore() }
            if events & Int16(POLLOUT) != 0 {
                terminal.write(rest.prefix(256))
                rest = rest.dropFirst(256)
            }
        }
    }

    /// Types a line and Enter, once the prompt with this number is there.
    public func enter(_ line: String, at prompt: Int) throws {
        try wait(for: "[\(prompt)]: ")
        try type(line + "\r")
    }

    /// As a terminal with bracketed paste hands text over.
    public func paste(_ text: String) throws { try type("\u{1B}[200~\(text)\u{1B}[201~") }

    public func resize(columns: Int, rows: Int) {
        linux_set_terminal_size(terminal.number, Int32(columns), Int32(rows))
    }

    /// Waits until the screen has shown `text` after what was waited for before.
    ///
    /// - Returns: what was shown up to and with it.
    @discardableResult
    public func wait(for text: String) throws -> String {
        while true {
            if let range = shown[(shown.startIndex + seen)...].range(of: Data(text.utf8)) {
                let part = shown[(shown.startIndex + seen)..<range.upperBound]
                seen = range.upperBound - shown.startIndex
                return String(decoding: part, as: UTF8.self)
            }
            guard try readMore() else { throw complaint("ended and had not shown '\(text)'") }
        }
    }

    /// Waits for its end.
    ///
    /// - Returns: the exit code; nil when a signal ended it.
    public func finish() throws -> Int32? {
        while try readMore() {}
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        hasEnded = true
        return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    }

    /// All that was shown, control sequences included.
    public var screen: String { String(decoding: shown, as: UTF8.self) }

    // MARK: Waiting

    /// - Returns: false when the program is gone.
    @discardableResult
    private func readMore() throws -> Bool {
        _ = try wait(for: Int16(POLLIN))
        let data = terminal.read()
        shown += data
        return !data.isEmpty
    }

    private func wait(for events: Int16) throws -> Int16 {
        var polled = pollfd(fd: terminal.number, events: events, revents: 0)
        let left = max(0, (deadline - ContinuousClock.now) / .milliseconds(1))
        guard poll(&polled, 1, Int32(left)) != 0 else { throw complaint("hung and was killed") }
        return polled.revents
    }

    private func complaint(_ what: String) -> TestSupportError {
        TestSupportError(
            "the program \(what)\nscreen: \(String(decoding: shown.suffix(3000), as: UTF8.self).debugDescription)")
    }
}
