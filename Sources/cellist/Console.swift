import Engine
import Foundation
import Reports

/// Standard output and standard error, and on a terminal a last line that says what runs at the moment.
final class Console {
    enum Channel { case standardOutput, standardError }

    /// Texts are kept until they are released: several notebooks play at the same time.
    private let isHeld: Bool
    private let status: StatusLine
    private var held: [(Data, Channel)] = []

    init(status: StatusLine = StatusLine(isOn: false), isHeld: Bool = false) {
        self.status = status
        self.isHeld = isHeld
    }

    /// Results.
    func print(_ text: String) { write(Data(Self.ended(text).utf8), to: .standardOutput) }

    /// Progress and notes.
    func note(_ text: String) { write(Data(Self.ended(text).utf8), to: .standardError) }

    /// How far the running cell is.
    func show(_ progress: CellProgress) {
        if !isHeld { status.show(progress) }
    }

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
        status.write(bytes, to: channel == .standardOutput ? .standardOutput : .standardError)
    }

    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
