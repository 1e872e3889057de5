import Foundation

extension String {
    /// The lines between `\n`s. A `\r` before one stays at the end of its line, where `split` on characters would not cut at all.
    var lineSlices: [Substring] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
    }
}

/// A text file as lines, whatever system wrote it.
struct SourceText {
    /// Without their line ends; a last empty line is not one.
    var lines: [Substring]
    var usesWindowsLineEnds: Bool

    /// Takes off a byte-order mark and reads CRLF as a line end.
    init(_ text: String) {
        var body = text
        if body.unicodeScalars.first == "\u{FEFF}" { body.unicodeScalars.removeFirst() }
        usesWindowsLineEnds =
            body.utf8.firstIndex(of: 0x0D).map { body.utf8[$0...].starts(with: [0x0D, 0x0A]) } ?? false
        if usesWindowsLineEnds { body = body.replacingOccurrences(of: "\r\n", with: "\n") }
        lines = body.lineSlices
        if lines.last?.isEmpty == true { lines.removeLast() }
    }

    /// - Throws: ``NotebookError`` for a missing file, a folder, or bytes that are not UTF-8 (with their line).
    static func read(_ path: String) throws -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw NotebookError.cannotOpen(path)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw NotebookError(
                "the file is not UTF-8 text", file: path, line: firstLineOutsideUTF8(data),
                advice: "save it as UTF-8, for instance with 'iconv -f CP949 -t UTF-8'")
        }
        return text
    }

    private static func firstLineOutsideUTF8(_ data: Data) -> Int {
        var line = 1
        for bytes in data.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: bytes, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}

extension NotebookError {
    public static func cannotOpen(_ path: String) -> NotebookError {
        let exists = FileManager.default.fileExists(atPath: path)
        return NotebookError(
            exists ? "the file may not be read" : "no such file or folder", family: .noSuchFile, file: path,
            advice: exists
                ? "look at its permissions with 'ls -l'" : "check the path; it is taken from the current folder")
    }
}

extension Notebook {
    /// The lines of a text file beside a notebook, such as one of rules.
    ///
    /// - Throws: ``NotebookError`` when it cannot be read.
    public static func lines(of path: String) throws -> [String] {
        SourceText(try SourceText.read(path)).lines.map(String.init)
    }
}
