import Foundation
import TestSupport
import Testing

/// Plays Docs/tour.md: what a reader types there is typed, and the screens there are what the terminal then shows.
@Suite struct TourTests {
    @Test func theScreensOfTheTourAreWhatTheTerminalShows() throws {
        let tour = try Tour()
        try ShellBench.with(tour.files) { bench in
            for session in tour.sessions {
                let shell = try TerminalProgram(
                    BuiltProducts.cellist(), session.arguments, in: bench.folder, columns: Tour.columns, rows: 200,
                    environment: bench.environment)
                #expect(throws: Never.self) { try session.play(at: shell) }
                let lines = TerminalScreen(shell.screen, columns: Tour.columns).lines
                let isAsShown = Tour.masked(lines) == Tour.masked(session.screen)
                #expect(isAsShown, "the screen is:\n\(lines.joined(separator: "\n"))")
            }
        }
    }
}

/// The tour's text, taken apart.
struct Tour {
    static let columns = 100

    /// Named in the text just before a block of Swift.
    private(set) var files: [String: String] = [:]
    private(set) var sessions: [TourSession] = []

    init() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Docs/tour.md")
        var block: [String]?
        var isScreen = false
        var before = ""
        for line in try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n") {
            if let lines = block, line == "```" {
                take(lines, isScreen: isScreen, after: before)
                block = nil
            } else if block != nil {
                block?.append(line)
            } else if line.hasPrefix("```") {
                (block, isScreen) = ([], line == "```")
            } else if !line.isEmpty {
                before = line
            }
        }
    }

    private mutating func take(_ lines: [String], isScreen: Bool, after text: String) {
        guard isScreen else {
            if let name = text.firstMatch(of: /`([^`]+\.swift)`:$/)?.1 {
                files[String(name)] = lines.joined(separator: "\n") + "\n"
            }
            return
        }
        var lines = lines
        if let command = lines.first, command.hasPrefix("$ cellist ") {
            let words = command.split(separator: " ").map(String.init)
            sessions.append(TourSession(arguments: Array(words.dropFirst(2))))
            lines.removeFirst()
        }
        sessions[sessions.count - 1].lines += lines
    }

    /// Times and counts of repeats are another machine's, and so is which cell takes long enough to be given its time. On a busy
    /// machine an interrupted cell may not come to say where it stood.
    static func masked(_ lines: [String]) -> [String] {
        let text = lines.joined(separator: "\n").replacing(/\]:1(: Interrupted[^\n]*)\n    \[[0-9]+\]:1 in top level/) {
            "]" + $0.1
        }
        return text.components(separatedBy: "\n").map {
            $0.replacing(/[0-9.]+ (ns|µs|ms|s|repeats)\b/) { _ in "# s" }.replacing(/\s*# s/) { _ in " # s" }
        }.filter { $0 != " # s" }
    }
}

/// One start of cellist: the lines of its screen, with `⇥` for the Tab key before what it filled in and `^D` for Ctrl-D.
struct TourSession {
    let arguments: [String]
    var lines: [String] = []

    /// What should be left on the screen.
    var screen: [String] { lines.filter { !Self.isPassing($0) }.map { Self.withoutKeys($0) } + [""] }

    /// A bar is gone when its cell ends, and with the time what was typed behind it.
    private static func isPassing(_ line: String) -> Bool { line.contains("█") || line == "^C" }

    private static func withoutKeys(_ line: String) -> String {
        let text = line.replacing(/[⇥]|\^D$/) { _ in "" }
        return String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)])
    }

    func play(at shell: TerminalProgram) throws {
        var isCompleting = false
        for line in lines {
            if line == "^C" {
                try shell.wait(for: " s")
                try shell.type("\u{3}")
            } else if Self.isPassing(line) {
                try shell.wait(for: String(line.prefix { $0 != "[" }) + "[")
            } else if let prompt = line.firstMatch(of: /^(\[[0-9]+\]|\.\.\.):(?: +(.*))?$/) {
                // The keys of a line that Tab has filled in have been pressed.
                if isCompleting {
                    try shell.type("\u{3}")
                } else {
                    // Reading begins with the request for bracketed paste.
                    if line.hasPrefix("[") { try shell.wait(for: "\u{1B}[?2004h") }
                    try shell.wait(for: "\(prompt.1): ")
                    try type(String(prompt.2 ?? ""), at: shell)
                }
                isCompleting = line.contains("⇥")
            } else if let question = line.firstMatch(of: /\[y\/N\] (.*)$/) {
                try shell.wait(for: "[y/N] ")
                try shell.type(String(question.1) + "\r")
            }
        }
        guard try shell.finish() == 0 else { throw TestSupportError("the shell failed") }
    }

    private func type(_ text: String, at shell: TerminalProgram) throws {
        if text.hasSuffix("^D") { return try shell.type("\u{4}") }
        if let tab = text.firstIndex(of: "⇥") { return try shell.type(text[..<tab] + "\t") }
        try shell.type(text + "\r")
    }
}
