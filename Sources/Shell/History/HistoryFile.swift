import Foundation
import Notebook

/// The cells that were entered, kept between sessions: one a line, with `\n` and `\\` for line ends and backslashes.
///
/// The file is written whole. Shells that run at the same time take turns by a lock; one that does not get its turn writes a file of its own
/// beside it, which the next start takes in.
final class HistoryFile {
    /// More than anyone searches, and read in a few milliseconds.
    static let most = 10_000

    private(set) var entries: [String] = []
    /// What the user should know.
    private(set) var notes: [String] = []
    private var folder: String?
    private var pending: [String] = []

    private var path: String { (folder ?? "") + "/history" }

    /// - Parameter isKept: false for a session that nobody types.
    init(isKept: Bool) {
        guard isKept else {
            folder = nil
            return
        }
        do {
            folder = try StateFolder.make()
            try load()
        } catch {
            if let error = error as? ShellError { notes.append("no history is kept: \(error)") }
            folder = nil
        }
    }

    /// Takes up a cell and writes it down.
    func add(_ text: String) {
        guard !text.isEmpty, text.utf8.count < 1 << 20, entries.last != text else { return }
        entries.append(text)
        guard folder != nil else { return }
        pending.append(text)
        save()
    }

    func takeNotes() -> [String] {
        defer { notes = [] }
        return notes
    }

    // MARK: The file

    private func load() throws {
        guard let folder else { return }
        let strays = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasPrefix("history-") }
        entries = read(path)
        for stray in strays ?? [] where !isInUse(stray) {
            let more = read("\(folder)/\(stray)")
            entries += more
            pending += more
            if !more.isEmpty { strayFiles.append("\(folder)/\(stray)") }
        }
        if entries.count > Self.most { entries.removeFirst(entries.count - Self.most) }
    }

    /// Files of shells that did not get their turn, to be removed once they are taken in.
    private var strayFiles: [String] = []

    /// `history-1234` belongs to process 1234 while that lives.
    private func isInUse(_ name: String) -> Bool {
        guard let pid = pid_t(name.dropFirst("history-".count)) else { return true }
        return kill(pid, 0) == 0 || errno == EPERM
    }

    private func read(_ path: String) -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            if FileManager.default.fileExists(atPath: path) {
                notes.append("the history \(path) may not be read; look at its permissions with 'ls -l'")
            }
            return []
        }
        guard let text = String(validating: data, as: UTF8.self), !text.contains("\0") else {
            setAside(path)
            return []
        }
        return text.split(separator: "\n").map { Self.unescaped($0) }
    }

    private func setAside(_ path: String) {
        let name = "\(path).damaged-\(Int(Date().timeIntervalSince1970))"
        if rename(path, name) == 0 {
            notes.append("the history \(path) is damaged; it is kept as \(name), and a new one begins")
        } else {
            notes.append("the history \(path) is damaged and cannot be set aside: \(String(cString: strerror(errno)))")
        }
    }

    private func save() {
        guard let folder, !pending.isEmpty else { return }
        guard let lock = FileLock(folder + "/history.lock", mode: 0o600) else {
            saveAside(folder)
            return
        }
        defer { withExtendedLifetime(lock) {} }
        var lines = read(path) + pending
        if lines.count > Self.most { lines.removeFirst(lines.count - Self.most) }
        do {
            try StateFile.write(Self.text(lines), to: path)
            pending = []
            for stray in strayFiles + ["\(folder)/history-\(getpid())"] { unlink(stray) }
            strayFiles = []
        } catch {
            saveAside(folder)
        }
    }

    private var toldAside = false

    private func saveAside(_ folder: String) {
        let path = "\(folder)/history-\(getpid())"
        do {
            try StateFile.write(Self.text(pending), to: path)
            if !toldAside {
                notes.append("the history is locked or may not be written; new cells go to \(path) until it is free")
            }
        } catch {
            if !toldAside { notes.append("the history cannot be written: \(error)") }
        }
        toldAside = true
    }

    private static func text(_ lines: [String]) -> String { lines.map { escaped($0) + "\n" }.joined() }

    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    static func unescaped(_ line: some StringProtocol) -> String {
        guard line.utf8.contains(UInt8(ascii: "\\")) else { return String(line) }
        var text = ""
        var isEscaped = false
        for character in line {
            if isEscaped {
                text.append(character == "n" ? "\n" : character)
            } else if character != "\\" {
                text.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return text
    }
}
