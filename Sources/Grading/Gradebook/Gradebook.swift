import Foundation
import GRDB
import Notebook

/// What every student earned, in an SQLite file: courses, assignments, submissions, runs, results, adjustments.
///
/// A result is written in one transaction: a grading that is killed leaves whole results and nothing else, and goes on from there.
public final class Gradebook: Sendable {
    /// The database's file.
    public let path: String
    let database: DatabaseQueue
    /// Holds a copy that stands in for a file that may only be read.
    private let copy: TemporaryCopy?

    public static let fileName = "gradebook.sqlite"

    /// Opens the gradebook at `path`, a file or a folder with `gradebook.sqlite` in it, and makes one where none is.
    ///
    /// - Throws: ``NotebookError`` where it cannot be made, opened or written, or is a newer program's.
    public convenience init(_ path: String) throws {
        let file = Self.file(path)
        try self.init(file, copy: nil, mayWrite: true)
    }

    /// Opens a gradebook that is there, for looking: also in a folder where nothing may be written.
    ///
    /// - Throws: ``NotebookError``
    public static func reading(_ path: String) throws -> Gradebook {
        let file = file(path)
        guard FileManager.default.fileExists(atPath: file) else {
            throw NotebookError(
                "there is no gradebook", family: .noSuchFile, file: file,
                advice: "'cellist grade LAB SUBMISSIONS -o FOLDER' makes one in FOLDER")
        }
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        if access(folder, W_OK) == 0, access(file, W_OK) == 0 {
            return try Gradebook(file, copy: nil, mayWrite: true)
        }
        // SQLite cannot read a file with a write-ahead log beside which it may write nothing.
        return try Gradebook(file, copy: TemporaryCopy(of: file), mayWrite: false)
    }

    private init(_ file: String, copy: TemporaryCopy?, mayWrite: Bool) throws {
        path = file
        self.copy = copy
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.journalMode = .wal
        // Two programs that write at the same time wait for each other.
        configuration.busyMode = .timeout(20)
        do {
            database = try DatabaseQueue(path: copy?.file ?? file, configuration: configuration)
            let migrator = GradebookSchema.migrator
            guard try !database.read({ try migrator.hasBeenSuperseded($0) }) else {
                throw NotebookError(
                    "the gradebook was written by a newer cellist", file: file, advice: "use that one, or another file")
            }
            try migrator.migrate(database)
        } catch let error as DatabaseError {
            throw Self.failure(error, file)
        }
    }

    static func file(_ path: String) -> String {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return isThere && isFolder.boolValue ? path + (path.hasSuffix("/") ? "" : "/") + fileName : path
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        guard copy == nil else { throw Self.unwritable(path) }
        do {
            return try database.write(body)
        } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try database.read(body)
        } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    private static func unwritable(_ file: String) -> NotebookError {
        NotebookError(
            "the gradebook cannot be written", family: .unwritable, file: file,
            advice: "look at the permissions of the file and of its folder, and at the space left on the disk")
    }

    static func failure(_ error: DatabaseError, _ file: String) -> NotebookError {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            NotebookError(
                "another program has been writing to the gradebook for 20 seconds", family: .unwritable, file: file,
                advice: "try again when it has finished")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            NotebookError(
                "this is no gradebook, or it is damaged", file: file,
                advice: "give another file, or restore it from a copy")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_PERM: unwritable(file)
        default: NotebookError("the gradebook cannot be used: \(error.message ?? "\(error)")", file: file)
        }
    }
}

/// A database file and its log in a folder of their own, gone with the last who uses it.
private final class TemporaryCopy: Sendable {
    let file: String

    init(of path: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cellist-\(UUID().uuidString)")
        file = folder.appendingPathComponent(Gradebook.fileName).path
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: path, toPath: file)
            if FileManager.default.fileExists(atPath: path + "-wal") {
                try FileManager.default.copyItem(atPath: path + "-wal", toPath: file + "-wal")
            }
            _ = chmod(file, 0o600)
        } catch {
            throw NotebookError(
                "the gradebook cannot be read", family: .noSuchFile, file: path,
                advice:
                    "look at the permissions of the file, and at the space left in \(folder.deletingLastPathComponent().path)"
            )
        }
    }

    deinit { try? FileManager.default.removeItem(at: URL(fileURLWithPath: file).deletingLastPathComponent()) }
}
