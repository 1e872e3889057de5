import Foundation

/// The files of one submission, in memory: nothing of an archive is ever written under a name that it chose.
struct SubmittedFiles {
    /// What one submission may hold. Real ones hold a few files of some hundred kilobytes.
    struct Bounds: Sendable {
        var files = 2000
        /// In bytes, of one file and of all together. Files that no notebook is made of are not kept, but count.
        var fileSize = 16 << 20
        var totalSize = 64 << 20
        var nameLength = 1024
        /// Folders in folders.
        var depth = 8
    }

    struct File: Sendable, Hashable {
        /// From the submission's top, with `/`: `lab3/01-load.swift`.
        var path: String
        var data: Data

        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
        var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
    }

    /// In the order of their paths, each path once.
    private(set) var files: [File] = []
    /// What was left out, and why.
    private(set) var notes: [String] = []
    let bounds: Bounds
    private var count = 0
    private var total = 0

    init(bounds: Bounds = Bounds()) { self.bounds = bounds }

    /// Notebooks and their parts; anything else is not kept.
    static func isNotebookPart(_ path: String) -> Bool {
        let path = path.lowercased()
        return path.hasSuffix(".ipynb") || path.hasSuffix(".swift")
    }

    /// A path with its `.` and empty parts taken out; nil where it leads out of the submission or is none.
    static func cleaned(_ path: String) -> String? {
        let parts = path.replacing("\\", with: "/").split(separator: "/", omittingEmptySubsequences: true)
            .filter { $0 != "." }
        let isAbsolute = path.hasPrefix("/") || path.hasPrefix("\\") || path.dropFirst().first == ":"
        guard !isAbsolute, !parts.isEmpty, !parts.contains(".."), !path.utf8.contains(0) else { return nil }
        return parts.joined(separator: "/")
    }

    mutating func note(_ text: String) {
        if notes.count < 20, !notes.contains(text) { notes.append(text) }
    }

    /// Counts an entry.
    ///
    /// - Throws: ``SubmissionError`` when there are too many.
    mutating func begin() throws(SubmissionError) {
        count += 1
        if count > bounds.files { throw SubmissionError("it holds more than \(bounds.files) files") }
    }

    /// Counts bytes that were read, kept or not.
    mutating func read(_ bytes: Int, ofFile size: Int) throws(SubmissionError) {
        total += bytes
        if size > bounds.fileSize { throw SubmissionError("a file in it is larger than \(bounds.fileSize >> 20) MiB") }
        if total > bounds.totalSize { throw SubmissionError("it is larger than \(bounds.totalSize >> 20) MiB") }
    }

    /// Of two files with the same path the last counts, as when an archive is unpacked.
    mutating func add(_ path: String, _ data: Data) {
        if let index = files.firstIndex(where: { $0.path == path }) {
            note("'\(path)' comes twice; the last one was read")
            files[index].data = data
        } else {
            files.append(File(path: path, data: data))
        }
    }

    mutating func sort() { files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) } }
}

/// Why a submission could not be read. It is one student's matter: the others are graded.
public struct SubmissionError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
