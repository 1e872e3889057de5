import Checks
import Engine
import Foundation
import Notebook
import Reports

/// How a shell is started.
public struct ShellOptions: Sendable {
    /// A lab to work through; nil for a session of one's own.
    public var path: String?
    public var color: ColorChoice
    public var timeLimit: Duration?
    public var limits: ResourceLimits

    public init(
        path: String? = nil, color: ColorChoice = .auto, timeLimit: Duration? = nil,
        limits: ResourceLimits = ResourceLimits()
    ) {
        self.path = path
        self.color = color
        self.timeLimit = timeLimit
        self.limits = limits
    }
}

/// A session at a terminal: cells are typed, run, taken back; a lab is worked through.
public final class Shell {
    var session: Session
    var printer: Printer
    var editor: LineEditor?
    let lab: LabWork?
    let history: HistoryFile
    let assist = CodeAssist()
    var timeLimit: Duration?
    /// Cells that made something and stand in no file.
    var unsaved: [String] = []
    /// Notebook cells that ran, by id: they are saved with all their options.
    var known: [String: Cell] = [:]
    /// The number of the cell that is typed next.
    private(set) var number = 1
    private let terminal = Terminal.current
    private let configuration: SessionConfiguration
    private var hasMoved = false

    /// - Throws: ``NotebookError`` for a lab that cannot be read, ``EngineError`` when no session can be started.
    public init(_ options: ShellOptions) throws {
        lab = try options.path.map(LabWork.init)
        printer = Printer(
            isColored: options.color.isOn(
                environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1))
        timeLimit = options.timeLimit
        let folder = lab.map { lab -> String in
            let url = URL(fileURLWithPath: lab.notebook.path)
            return lab.notebook.format == .folder ? url.path : url.deletingLastPathComponent().path
        }
        configuration = SessionConfiguration(workingDirectory: folder, limits: options.limits)
        session = try Session(configuration: configuration)
        history = HistoryFile(isKept: terminal.isInteractive)
        InterruptKey.handle(session.interruption)
    }

    /// Reads and runs until the end of the input.
    ///
    /// - Returns: the exit code.
    public func run() throws -> Int32 {
        defer {
            assist.close()
            session.close()
        }
        for note in (lab?.notes ?? []) + history.takeNotes() { printer.note(note) }
        if !terminal.isInteractive { return try runScript() }
        greet()
        let editor = LineEditor(terminal: terminal, isColored: printer.isColored)
        self.editor = editor
        editor.completer = completer
        for entry in history.entries { editor.remember(entry) }
        warmCompletion()
        while true {
            switch editor.read(prompt: "[\(number)]: ") {
            case .text(let text): try enter(text)
            case .unreadable: printer.note("that is not UTF-8 text; nothing was run")
            case .cleared: continue
            case .end: if mayLeave(editor) { return 0 }
            }
            for note in history.takeNotes() { printer.note(note) }
        }
    }

    private func greet() {
        guard let lab else {
            return printer.note("Cellist: Swift, cell by cell. %help shows what there is, Ctrl-D leaves.")
        }
        printer.note("\(lab.notebook.name): \(lab.summary). %next shows the coming cell, %help what there is.")
        do { try showWhatIsNext() } catch { printer.note("\(error)") }
    }

    private func mayLeave(_ editor: LineEditor) -> Bool {
        guard !unsaved.isEmpty else { return true }
        let cells = unsaved.count == 1 ? "1 cell has not" : "\(unsaved.count) cells have not"
        switch editor.read(prompt: "\(cells) been saved (%save FILE). Leave? [y/N] ") {
        case .text(let answer): return answer.lowercased().hasPrefix("y")
        case .end: return true
        default: return false
        }
    }

    // MARK: Entering

    /// Runs what was typed. What goes wrong is told, and the shell goes on.
    ///
    /// - Returns: whether all went well.
    @discardableResult
    func enter(_ text: String) throws -> Bool {
        let text = text.trimmingEnd()
        guard !text.isEmpty else { return true }
        defer {
            history.add(text)
            editor?.remember(text)
        }
        do {
            if let line = MagicLine(text[...]) {
                try Magic.find(line.name).action(self, line.arguments)
                return true
            }
            return try runTyped(text).status == .ok
        } catch let error as ShellError {
            printer.note("\(error)")
        } catch let error as NotebookError {
            printer.note("\(error)")
        } catch let error as RewindError {
            printer.note("\(error)")
        }
        return false
    }

    /// - Parameter line: where the text begins in its input.
    func runTyped(_ text: String, line: Int = 1, file: String? = nil) throws -> Outcome {
        let label = "[\(number)]"
        number += 1
        let source = CellSource(id: label, text: text, file: file ?? label, firstLine: line, timeLimit: timeLimit)
        let outcome = try run(source)
        if outcome.status == .ok { warmCompletion() }
        if outcome.status == .ok, session.names.contains(where: { $0.cell == label }) { unsaved.append(label) }
        return outcome
    }

    /// Runs a cell and shows what it does.
    ///
    /// - Parameter hasVerdict: a verdict that follows says why it failed.
    func run(_ source: CellSource, cell: Cell? = nil, hasVerdict: Bool = false) throws -> Outcome {
        printer.begin()
        let outcome: Outcome
        do {
            defer { printer.end() }
            outcome = try session.run(source, onEvent: printer.show)
        }
        printer.show(outcome, hasVerdict: hasVerdict)
        if let cell, outcome.status == .ok { known[cell.id] = cell }
        if outcome.status != .ok {
            if !hasVerdict { printer.note(standing(outcome)) }
            try followFolder()
        }
        return outcome
    }

    /// After a failure nobody should have to wonder what is left.
    func standing(_ outcome: Outcome) -> String {
        let place = outcome.standing.map { "after \(known[$0]?.label ?? $0)" } ?? "at its beginning"
        return printer.paint("the session stands as \(place)", .dim)
    }

    /// Runs a cell of the shell's own that changes the session, so that it can be taken back like others.
    func runInside(_ label: String, _ text: String) throws {
        hasMoved = true
        let outcome = try session.run(CellSource(id: label, text: text, file: label), onEvent: printer.show)
        if let error = outcome.error { throw ShellError(error.message) }
    }

    // MARK: Going back

    /// `[3]` for `3`; a lab's cell by its id, number or title.
    func label(_ name: String) -> String {
        let typed = "[\(name)]"
        if session.cells.contains(where: { $0.label == typed }) { return typed }
        return (try? lab?.find(name).id) ?? name
    }

    func wentBack(_ gone: Rewound) throws {
        unsaved.removeAll { gone.takenBack.contains($0) }
        if !gone.ranAgain.isEmpty { printer.note("ran \(gone.ranAgain.count) cells again to get there") }
        let place = gone.standing.map { "after \(known[$0]?.label ?? $0)" } ?? "at its beginning"
        printer.note("took back \(gone.takenBack.joined(separator: ", ")); the session stands \(place)")
        try followFolder()
    }

    /// `!` and file names follow the cells' folder, which goes back with them.
    private func followFolder() throws {
        guard hasMoved else { return }
        if case .string(let folder) = try session.values(of: ["CellKit._cellFolder()"])["CellKit._cellFolder()"] {
            _ = chdir(folder)
        }
    }

    func beginAnew() throws {
        session.close()
        session = try Session(configuration: configuration)
        InterruptKey.handle(session.interruption)
        unsaved = []
        printer.note("a new session")
    }

    // MARK: Without a terminal

    private func runScript() throws -> Int32 {
        let data = FileHandle.standardInput.readDataToEndOfFile()
        guard let text = String(validating: data, as: UTF8.self) else {
            let good = String(decoding: data, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
            throw NotebookError(
                "the input is not UTF-8 text", file: "stdin", line: good.utf8.count { $0 == 10 } + 1,
                advice: "convert it, for instance with 'iconv -f CP949 -t UTF-8'")
        }
        for piece in ScriptPieces.cut(text) {
            if MagicLine(piece.text[...]) != nil {
                guard try enter(piece.text) else { return 1 }
            } else {
                let outcome = try runTyped(piece.text, line: piece.line, file: "stdin")
                guard outcome.status == .ok else { return outcome.status == .interrupted ? 130 : 1 }
            }
        }
        return 0
    }
}
