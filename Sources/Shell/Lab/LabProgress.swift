import Foundation
import Notebook

/// How far a student is with a lab, kept in a small file beside it.
struct LabProgress: Codable, Equatable {
    enum Status: String, Codable {
        case passed, failed, skipped
    }

    struct Entry: Codable, Equatable {
        var status: Status
        var points: Double = 0
        var maxPoints: Double = 0
        /// The cell's text that it is about: another one has not been run.
        var text: String
    }

    /// By the cells' ids.
    var cells: [String: Entry] = [:]
    /// The cells that the student writes, as they were given.
    var stubs: [String: String] = [:]
    var current: String?

    func status(of cell: Cell) -> Status? { cells[cell.id].flatMap { $0.text == cell.text ? $0.status : nil } }
}

/// The file that holds a lab's progress.
struct LabProgressFile {
    let path: String
    /// What the user should know of where it is.
    private(set) var note: String?

    /// `lab3/.cellist-progress.json`, or beside a notebook of one file. Where nothing may be written there, in the state folder.
    init(for notebook: Notebook) throws {
        let isFolder = notebook.format == .folder
        let url = URL(fileURLWithPath: notebook.path).standardizedFileURL
        let folder = isFolder ? url : url.deletingLastPathComponent()
        let name = isFolder ? ".cellist-progress.json" : ".\(url.lastPathComponent).progress.json"
        guard access(folder.path, W_OK) != 0 else {
            path = folder.path + "/" + name
            return
        }
        path = try StateFolder.make() + "/progress-" + url.path.replacing("/", with: "-") + ".json"
        note = "\(folder.path) may not be written to: progress is kept in \(path)"
    }

    /// - Throws: ``ShellError`` when it is there and cannot be read; it is set aside then, and nothing is lost.
    func read() throws -> LabProgress {
        guard let data = FileManager.default.contents(atPath: path) else { return LabProgress() }
        do {
            return try JSONDecoder().decode(LabProgress.self, from: data)
        } catch {
            let aside = path + ".damaged-\(Int(Date().timeIntervalSince1970))"
            rename(path, aside)
            throw ShellError("the progress in \(path) is damaged; it is kept as \(aside), and counting begins anew")
        }
    }

    func write(_ progress: LabProgress) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try StateFile.write(String(decoding: encoder.encode(progress), as: UTF8.self) + "\n", to: path)
    }
}
