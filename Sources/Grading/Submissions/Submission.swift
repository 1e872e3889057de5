import Foundation
import Notebook

/// One student's submission, where it lies.
public struct Submission: Sendable, Hashable {
    /// The folder's or the file's name; of Moodle's and Canvas's download names the student's part.
    public var student: String
    public var path: String
    /// When the newest of its files was written, as the instructor's file system has it.
    public var time: Date?
    /// What its name says, or what was left out for it.
    public var notes: [String] = []

    /// What stands in it.
    public struct Content: Sendable, Hashable {
        /// The student's code cells; empty where nothing could be read.
        public var cells: [LooseCell] = []
        public var notes: [String] = []
        /// Why nothing could be read; nil when something was.
        public var failure: String?
        /// Changes with the cells and with nothing else.
        public var hash: String
    }

    /// The submissions in a folder, in the order of the students' names; a student has one.
    ///
    /// - Throws: ``NotebookError`` for a folder that is not there, may not be read or holds no submission.
    public static func find(in folder: String) throws -> [Submission] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        } catch {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
            throw NotebookError(
                isThere && !isFolder.boolValue ? "this is a file" : "the folder cannot be read", family: .noSuchFile,
                file: folder, advice: "give a folder that holds a folder, a notebook or an archive for each student")
        }
        let found = names.sorted().compactMap { candidate($0, in: folder) }
        guard !found.isEmpty else {
            throw NotebookError(
                "there is no submission in this folder", family: .noSuchFile, file: folder,
                advice: "each is a folder, a '.swift' script, an '.ipynb', or a zip or tar archive")
        }
        return chosen(found)
    }

    fileprivate struct Candidate {
        var name: SubmissionName
        var path: String
        var time: Date?
    }

    private static func candidate(_ file: String, in folder: String) -> Candidate? {
        let path = folder.hasSuffix("/") ? folder + file : folder + "/" + file
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        let isFile = status.st_mode & S_IFMT == S_IFREG
        guard isFolder || isFile && (ArchiveReading.isArchive(file) || SubmittedFiles.isNotebookPart(file)) else {
            return nil
        }
        let ending =
            isFolder ? nil : ArchiveReading.ending(of: file) ?? file.lastIndex(of: ".").map { String(file[$0...]) }
        return Candidate(
            name: SubmissionName(String(file.dropLast(ending?.count ?? 0))), path: path,
            time: newest(path, status, depth: 0))
    }

    /// Only folders that a submission may have are looked into.
    private static func newest(_ path: String, _ status: stat, depth: Int) -> Date? {
        let own = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
        guard status.st_mode & S_IFMT == S_IFDIR else { return status.st_mode & S_IFMT == S_IFREG ? own : nil }
        guard depth < 4, let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
        return names.prefix(200).compactMap { name -> Date? in
            var inner = stat()
            guard lstat(path + "/" + name, &inner) == 0 else { return nil }
            return newest(path + "/" + name, inner, depth: depth + 1)
        }.max()
    }

    /// One for each student: of several the last version. Two students of one name are told apart by their numbers.
    private static func chosen(_ candidates: [Candidate]) -> [Submission] {
        let byStudent = Dictionary(grouping: candidates) { $0.name.student }
        return byStudent.flatMap { student, own -> [Submission] in
            let byNumber = Dictionary(grouping: own) { $0.name.number ?? "" }
            return byNumber.map { number, versions in
                let sorted = versions.sorted { ($0.name.version, $0.path) < ($1.name.version, $1.path) }
                let last = sorted[sorted.count - 1]
                let name = byNumber.count > 1 && !number.isEmpty ? "\(student) (\(number))" : student
                var submission = Submission(student: name, path: last.path, time: last.time)
                if last.name.isLate { submission.notes.append("the course system marks it as late") }
                if versions.count > 1 {
                    submission.notes.append("\(versions.count) submissions; the last one was read: \(last.shownName)")
                }
                return submission
            }
        }.sorted { ($0.student, $0.path) < ($1.student, $1.path) }
    }
}

extension Submission.Candidate {
    fileprivate var shownName: String { URL(fileURLWithPath: path).lastPathComponent }
}
