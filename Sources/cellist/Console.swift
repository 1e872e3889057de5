import Checks
import Foundation

/// Standard output and standard error, and on a terminal a last line that says what runs at the moment.
final class Console {
    enum Channel { case standardOutput, standardError }

    /// Texts are kept until they are released: several notebooks play at the same time.
    private let isHeld: Bool
    private let status: StatusLine?
    private var held: [(Data, Channel)] = []

    init(status: StatusLine? = nil, isHeld: Bool = false) {
        self.status = status
        self.isHeld = isHeld
    }

    /// Results.
    func print(_ text: String) { write(Data(Self.ended(text).utf8), to: .standardOutput) }

    /// Progress and notes.
    func note(_ text: String) { write(Data(Self.ended(text).utf8), to: .standardError) }

    func write(_ bytes: Data, to channel: Channel) {
        if isHeld {
            held.append((bytes, channel))
        } else {
            put(bytes, channel)
        }
    }

    /// Writes what was kept.
    func release() {
        for (bytes, channel) in held { put(bytes, channel) }
        held = []
    }

    private func put(_ bytes: Data, _ channel: Channel) {
        status?.makeRoom(for: bytes)
        let handle: FileHandle = channel == .standardOutput ? .standardOutput : .standardError
        handle.write(bytes)
    }

    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}

/// The line at the bottom of a terminal that says what runs: gone as soon as something else is written.
final class StatusLine {
    private var isShown = false
    private var endsLine = true

    /// nil where standard error is no terminal.
    init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard isatty(STDERR_FILENO) == 1, environment["TERM"] != "dumb" else { return nil }
    }

    func show(_ text: String) {
        var window = winsize()
        let columns =
            ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 ? Int(window.ws_col) : 80
        var width = 0
        let cut = DisplayText.visible(text).prefix { character in
            width += DisplayText.width(character)
            return width < columns
        }
        // What a cell has left unended must not be overwritten.
        let start = isShown ? "\r\u{1B}[K" : endsLine ? "" : "\n"
        FileHandle.standardError.write(Data((start + cut).utf8))
        isShown = true
        endsLine = true
    }

    func makeRoom(for bytes: Data) {
        clear()
        if let last = bytes.last { endsLine = last == UInt8(ascii: "\n") }
    }

    func clear() {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        isShown = false
    }
}
