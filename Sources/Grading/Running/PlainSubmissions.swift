import Foundation
import Notebook

/// The submissions of a folder: one folder, script or `.ipynb` a student.
public struct PlainSubmission: Sendable {
    /// The folder's or the file's name.
    public let student: String
    public let path: String

    /// Those of a folder, in the order of their names.
    ///
    /// - Throws: ``NotebookError`` when it cannot be read or holds none.
    public static func all(in folder: String) throws -> [PlainSubmission] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw NotebookError.cannotOpen(folder)
        }
        let found = names.sorted().filter { !$0.hasPrefix(".") }.compactMap { name -> PlainSubmission? in
            let path = "\(folder)/\(name)"
            if isFolder(path) { return PlainSubmission(student: name, path: path) }
            guard let ending = ["swift", "ipynb"].first(where: { name.hasSuffix("." + $0) }) else { return nil }
            return PlainSubmission(student: String(name.dropLast(ending.count + 1)), path: path)
        }
        guard !found.isEmpty else {
            throw NotebookError(
                "there are no submissions", file: folder,
                advice: "it should hold a folder, a script or an '.ipynb' a student")
        }
        return found
    }

    /// The code cells of all its files, in the order of their names.
    public func cells() throws -> [LooseCell] {
        guard Self.isFolder(path) else { return try Self.cells(of: path) }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter { !$0.hasPrefix(".") }
        return try names.flatMap { name -> [LooseCell] in
            let inner = "\(path)/\(name)"
            return Self.isFolder(inner)
                ? try PlainSubmission(student: student, path: inner).cells() : try Self.cells(of: inner)
        }
    }

    private static func cells(of path: String) throws -> [LooseCell] {
        guard path.hasSuffix(".swift") || path.hasSuffix(".ipynb") else { return [] }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 16 << 20 else {
            return []
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw NotebookError.cannotOpen(path) }
        let text = String(decoding: data, as: UTF8.self)
        return path.hasSuffix(".ipynb")
            ? try LooseCell.jupyter(text, file: path) : LooseCell.script(text, file: path)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
