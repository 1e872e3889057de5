internal import CReadline
import CellSyntax
import Foundation

/// Reads one cell from the terminal. Keys, their bindings, history and searching are GNU readline's, with the user's `~/.inputrc`;
/// the screen, and when Enter ends a cell, are the shell's own.
final class LineEditor {
    enum Line: Equatable {
        case text(String)
        /// Bytes that are not UTF-8 were typed or pasted.
        case unreadable
        /// Ctrl-C: what was typed is dropped.
        case cleared
        /// Ctrl-D on an empty line.
        case end
    }

    /// Readline calls plain C functions: it has one line at a time, and so has the process.
    nonisolated(unsafe) static var current: LineEditor?
    /// Where a word being completed ends and another begins.
    private nonisolated(unsafe) static let wordBreaks = strdup(" \t\n\"'`@$><=;|&{}()[]+-*/%!?:,.#^~\\")

    var screen: Screen
    var completer: Completer?
    private let terminal: Terminal
    private var wasCleared = false
    private var prompt = ""

    init(terminal: Terminal, isColored: Bool) {
        self.terminal = terminal
        screen = Screen(isColored: isColored)
        Self.useUTF8()
        // The shell draws by itself; what readline would write beside that must not reach the terminal.
        if terminal.canMove, let nowhere = fopen("/dev/null", "w") {
            readline_set_output(nowhere)
            readline_set_redisplay { LineEditor.current?.draw() }
        } else {
            readline_set_output(nil)
            readline_use_own_redisplay()
        }
        readline_set_name("cellist")
        readline_set_up(
            { meta in
                readline_prepare_terminal(meta)
                LineEditor.current?.resume()
            }, nil, { text, start, end in CompletionBridge.matches(text, start, end) },
            terminal.canMove ? { matches, count, _ in CompletionBridge.list(matches, count) } : nil, Self.wordBreaks)
        using_history()
        bind()
        Self.current = self
    }

    /// Characters are UTF-8 whatever the locale says: a container without one would count each byte as a column.
    private static func useUTF8() {
        setlocale(LC_ALL, "")
        let codeset = nl_langinfo(Int32(CODESET)).map { String(cString: $0) }
        if codeset != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
        setlocale(LC_NUMERIC, "C")
    }

    private func bind() {
        readline_bind("\\C-c", { _, _ in LineEditor.current?.clear() ?? 0 }, nil)
        readline_bind_vi_command("\\C-c") { _, _ in LineEditor.current?.clear() ?? 0 }
        guard terminal.canMove else { return }
        for key in ["\\C-m", "\\C-j"] {
            readline_bind(key, { _, _ in LineEditor.current?.enter() ?? 0 }, rl_newline)
            readline_bind_vi_command(key) { _, _ in LineEditor.current?.enter() ?? 0 }
        }
        for key in ["\\e[A", "\\eOA"] {
            readline_bind(key, { count, key in LineEditor.up(count, key) }, readline_up())
        }
        for key in ["\\e[B", "\\eOB"] {
            readline_bind(key, { count, key in LineEditor.down(count, key) }, readline_down())
        }
        for key in ["}", ")", "]"] {
            readline_bind(key, { count, key in LineEditor.close(count, key) }, rl_insert)
        }
        readline_bind("\\C-i", { count, key in LineEditor.tab(count, key) }, readline_complete())
    }

    // MARK: Reading

    /// - Parameter prompt: `[3]: `.
    func read(prompt: String) -> Line {
        self.prompt = prompt
        if !terminal.canMove { return readByLines(prompt) }
        screen.startAnew()
        Terminal.write("\u{1B}[?2004h")
        let line = readLine(prompt)
        Terminal.write("\u{1B}[?2004l")
        return line
    }

    private func readLine(_ prompt: String) -> Line {
        wasCleared = false
        guard let bytes = readline(prompt) else {
            Terminal.write("\n")
            return .end
        }
        defer { free(bytes) }
        if wasCleared { return .cleared }
        return String(validatingCString: bytes).map { .text($0) } ?? .unreadable
    }

    /// Where the cursor cannot be moved: a line at a time, until the text is complete.
    private func readByLines(_ prompt: String) -> Line {
        var text = ""
        var prompt = prompt
        while true {
            let line = readLine(prompt)
            guard case .text(let more) = line else { return text.isEmpty ? line : line == .end ? .cleared : line }
            text += text.isEmpty ? more : "\n" + more
            if MagicLine(text[...]) != nil || Completeness.isComplete(text) { return .text(text) }
            prompt = Prompt(self.prompt, isColored: false).nextText
        }
    }

    func remember(_ text: String) { add_history(text) }

    // MARK: What readline holds

    var text: String { String(cString: readline_buffer()) }

    /// The text before the cursor.
    var textBeforeCursor: String {
        let bytes = UnsafeRawBufferPointer(start: readline_buffer(), count: Int(readline_point()))
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Keys

    private func clear() -> Int32 {
        wasCleared = true
        if terminal.canMove {
            draw(atEnd: true)
            Terminal.write("^C\n")
        } else {
            Terminal.write("^C")
        }
        readline_finish()
        return 0
    }

    private func enter() -> Int32 {
        let text = text
        let before = textBeforeCursor
        let isLastLine = !text.utf8.dropFirst(before.utf8.count).contains(10)
        if isLastLine, MagicLine(text[...]) != nil || Completeness.isComplete(text) {
            draw(atEnd: true)
            Terminal.write("\n")
            readline_finish()
            return 0
        }
        // A terminal that does not mark what is pasted sends its lines as if they were typed, indentation included.
        var waiting: Int32 = 0
        let isPasted = ioctl(STDIN_FILENO, UInt(FIONREAD), &waiting) == 0 && waiting > 0
        rl_insert_text("\n" + (isPasted ? "" : Indentation.following(before)))
        return 0
    }

    private static func up(_ count: Int32, _ key: Int32) -> Int32 {
        guard let editor = current, let target = CursorMoves.up(editor.text, from: Int(readline_point())) else {
            return rl_get_previous_history(count, key)
        }
        readline_set_point(Int32(target))
        return 0
    }

    private static func down(_ count: Int32, _ key: Int32) -> Int32 {
        guard let editor = current, let target = CursorMoves.down(editor.text, from: Int(readline_point())) else {
            return rl_get_next_history(count, key)
        }
        readline_set_point(Int32(target))
        return 0
    }

    private static func close(_ count: Int32, _ key: Int32) -> Int32 {
        let blanks = Indentation.outdent(before: current?.textBeforeCursor ?? "")
        if blanks > 0 {
            let point = readline_point()
            rl_delete_text(point - Int32(blanks), point)
            readline_set_point(point - Int32(blanks))
        }
        return rl_insert(count, key)
    }

    private static func tab(_ count: Int32, _ key: Int32) -> Int32 {
        let line = (current?.textBeforeCursor ?? "").split(separator: "\n", omittingEmptySubsequences: false).last
        if (line ?? "").allSatisfy({ $0 == " " || $0 == "\t" }) {
            rl_insert_text(String(repeating: " ", count: Indentation.width))
        } else {
            readline_list_completions()
        }
        return 0
    }

    // MARK: Drawing

    /// The terminal is prepared again in the middle of a line: after Ctrl-Z and `fg`.
    private func resume() {
        guard readline_is_reading() != 0, terminal.canMove else { return }
        screen.startAnew()
        Terminal.write("\u{1B}[?2004h")
        draw()
    }

    private func draw(atEnd: Bool = false) {
        var waiting: Int32 = 0
        // More keys are there already: what they make will be drawn with them.
        if !atEnd, ioctl(STDIN_FILENO, UInt(FIONREAD), &waiting) == 0, waiting > 0 { return }
        let text = text
        let cursor = atEnd ? text.utf8.count : textBeforeCursor.utf8.count
        screen.draw(prompt: atEnd ? prompt : String(cString: readline_prompt()), text: text, cursor: cursor)
    }

    /// Shows `text` under what is being typed, and that again under it.
    func showBelow(_ text: String) {
        draw(atEnd: true)
        Terminal.write("\n" + text + "\n")
        screen.startAnew()
        rl_forced_update_display()
    }
}
