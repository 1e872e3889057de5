import Foundation

/// What the shell is connected to.
struct Terminal: Sendable {
    /// Keys come from a terminal and the screen is one.
    var isInteractive: Bool
    /// The terminal can move its cursor.
    var canMove: Bool

    static var current: Terminal {
        let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let name = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return Terminal(isInteractive: isInteractive, canMove: isInteractive && !["", "dumb"].contains(name))
    }

    /// Columns and rows now; a terminal that does not say has 80 by 24.
    static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 1 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
