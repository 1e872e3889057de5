import Foundation
import Notebook

extension Submission {
    /// Reads the submission. What cannot be read is a failure in the result, never an error: the other students are graded.
    public func content(for lab: Lab) -> Content {
        do {
            let files = try SubmittedFiles.read(path)
            return content(of: files, lab)
        } catch {
            return Content(notes: notes, failure: error.description, hash: Self.hash([], failure: error.description))
        }
    }

    private func content(of files: SubmittedFiles, _ lab: Lab) -> Content {
        let candidates = NotebookCandidate.all(in: files.files)
        var notes = notes + files.notes
        var best: (candidate: NotebookCandidate, cells: [LooseCell], score: Int)?
        var failures: [String] = []
        for candidate in candidates {
            do {
                let cells = try candidate.cells()
                let score = Self.score(cells, of: candidate, lab)
                if score > best?.score ?? -1 { best = (candidate, cells, score) }
            } catch {
                failures.append("\(error)")
            }
        }
        guard let best else {
            let failure = failures.first ?? "there is no notebook in it"
            return Content(notes: notes, failure: failure, hash: Self.hash([], failure: failure))
        }
        notes += failures.prefix(3)
        if candidates.count > 1 { notes.append("of \(candidates.count) notebooks '\(best.candidate.path)' was read") }
        return Content(cells: best.cells, notes: notes, hash: Self.hash(best.cells, failure: nil))
    }

    /// How much of the lab a notebook holds; among equals the lab's name counts.
    private static func score(_ cells: [LooseCell], of candidate: NotebookCandidate, _ lab: Lab) -> Int {
        let ids = Set(cells.compactMap(\.id))
        let own = lab.solutions.count { ids.contains($0.cell.id) }
        let marks = cells.contains { $0.code.contains("START CODE HERE") } ? 1 : 0
        return 4 * own + 2 * marks + (candidate.path.contains(lab.name) ? 1 : 0)
    }

    private static func hash(_ cells: [LooseCell], failure: String?) -> String {
        var digest = ContentDigest()
        for cell in cells {
            digest.add(cell.id ?? "")
            digest.add(cell.title ?? "")
            digest.add(cell.code)
        }
        if let failure { digest.add(failure) }
        return digest.text
    }
}

/// Files that are a notebook together: an `.ipynb`, a script, or the cells of a folder.
struct NotebookCandidate {
    var path: String
    private var files: [SubmittedFiles.File]

    static func all(in files: [SubmittedFiles.File]) -> [NotebookCandidate] {
        let notebooks = files.filter { $0.path.lowercased().hasSuffix(".ipynb") }
            .map { NotebookCandidate(path: $0.path, files: [$0]) }
        let scripts = Dictionary(grouping: files.filter { $0.path.lowercased().hasSuffix(".swift") }, by: \.folder)
        // Cells of a folder, in the order of their numbers; files without numbers are notebooks of their own.
        let folders = scripts.sorted { $0.key < $1.key }.flatMap { folder, files -> [NotebookCandidate] in
            let cells = files.filter { $0.number != nil }.sorted {
                ($0.number ?? 0, $0.path) < ($1.number ?? 0, $1.path)
            }
            let others = files.filter { $0.number == nil }.map { NotebookCandidate(path: $0.path, files: [$0]) }
            return (cells.isEmpty ? [] : [NotebookCandidate(path: folder.isEmpty ? "." : folder, files: cells)])
                + others
        }
        return notebooks + folders
    }

    /// - Throws: ``NotebookError``
    func cells() throws -> [LooseCell] {
        try files.flatMap { file -> [LooseCell] in
            // Bytes that are no UTF-8 cost the letters that they stand for, not the cell.
            let text = StreamSafeText.text(String(decoding: file.data, as: UTF8.self))
            guard file.path.lowercased().hasSuffix(".ipynb") else {
                return LooseCell.script(text, file: file.path)
            }
            return try LooseCell.jupyter(text, file: file.path)
        }
    }
}

extension SubmittedFiles.File {
    /// `2` for `02-create_mini_batches.swift`.
    var number: Int? { Int(name.prefix { ("0"..."9").contains($0) }) }
}
