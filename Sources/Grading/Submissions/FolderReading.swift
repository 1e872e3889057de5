import Foundation

extension SubmittedFiles {
    /// Reads a folder or a single file. Links are not followed: a student's folder may have been unpacked with links to files of the
    /// instructor's.
    ///
    /// - Throws: ``SubmissionError`` beyond the bounds, and where a file may not be read.
    static func read(_ path: String, bounds: Bounds = Bounds()) throws(SubmissionError) -> SubmittedFiles {
        var files = SubmittedFiles(bounds: bounds)
        try files.take(path, as: "", depth: 0)
        files.sort()
        return files
    }

    private mutating func take(_ path: String, as name: String, depth: Int) throws(SubmissionError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SubmissionError("it cannot be looked at: \(Self.reason)") }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try takeFolder(path, as: name, depth: depth)
        case S_IFREG: try takeFile(path, as: name.isEmpty ? URL(fileURLWithPath: path).lastPathComponent : name)
        case S_IFLNK: note("'\(name)' is a link; it was not followed")
        default: note("'\(name)' is no file; it was not read")
        }
    }

    private mutating func takeFolder(_ path: String, as name: String, depth: Int) throws(SubmissionError) {
        guard depth <= bounds.depth else { return note("folders below '\(name)' were not read") }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw SubmissionError("the folder may not be read")
        }
        for inner in names.sorted() where !inner.hasPrefix(".") && inner != "__MACOSX" {
            try take(path + "/" + inner, as: name.isEmpty ? inner : name + "/" + inner, depth: depth + 1)
        }
    }

    private mutating func takeFile(_ path: String, as name: String) throws(SubmissionError) {
        try begin()
        if ArchiveReading.isArchive(path) {
            return try takeArchive(path, inside: name.lastIndex(of: "/").map { String(name[...$0]) } ?? "")
        }
        guard Self.isNotebookPart(name) else { return }
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SubmissionError("'\(name)' may not be read: \(Self.reason)") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard let data = try? file.read(upToCount: bounds.fileSize + 1) ?? Data() else {
            throw SubmissionError("'\(name)' cannot be read")
        }
        try read(data.count, ofFile: data.count)
        add(name, data)
    }

    static var reason: String { String(cString: strerror(errno)) }
}
