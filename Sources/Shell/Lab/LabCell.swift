import Engine
import Foundation
import Notebook

extension Cell {
    /// Its text without the `//|` lines.
    var code: String {
        text.split(separator: "\n", omittingEmptySubsequences: false).drop { $0.hasPrefix("//|") }
            .joined(separator: "\n")
    }

    var isCheck: Bool { options.role == .check || options.role == .hidden }
}

extension CellSource {
    init(_ cell: Cell, position: Int? = nil, timeLimit: Duration? = nil) {
        self.init(
            id: cell.id, text: cell.text, file: cell.file, firstLine: cell.firstLine,
            timeLimit: cell.options.timeout.map { .seconds($0) } ?? timeLimit,
            valueNames: cell.options.expect?.valueNames ?? [], runsOnce: cell.options.replay == .never,
            position: position)
    }
}

/// What was changed, line by line.
enum LineDiff {
    static func rows(from old: String, to new: String) -> [(mark: Character, line: Substring)] {
        let (old, new) = (
            old.split(separator: "\n", omittingEmptySubsequences: false),
            new.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let difference = new.difference(from: old)
        let removed = Set(difference.removals.map(\.offset)), inserted = Set(difference.insertions.map(\.offset))
        var rows: [(Character, Substring)] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                rows.append(("-", old[i]))
                i += 1
            } else if j < new.count, inserted.contains(j) {
                rows.append(("+", new[j]))
                j += 1
            } else {
                rows.append((" ", new[j]))
                (i, j) = (i + 1, j + 1)
            }
        }
        return rows
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
