/// A command of the shell's own. Help, completion and what is done come from one table, ``all``.
struct Magic {
    /// What its arguments are, for completion.
    enum Argument {
        case none, cell, file, swift, setting
    }

    var name: String
    /// `[n]`, `PATH`.
    var usage = ""
    var help: String
    var argument = Argument.none
    /// Only in a lab.
    var needsLab = false
    var action: (Shell, String) throws -> Void

    static let all: [Magic] =
        helpMagics + cellMagics + historyMagics + valueMagics + timeMagics + fileMagics + placeMagics + labMagics

    static func named(_ name: String) -> Magic? { all.first { $0.name == name } }

    /// - Throws: ``ShellError`` with the nearest name.
    static func find(_ name: String) throws -> Magic {
        if let magic = named(name) { return magic }
        let nearest = EditDistance.nearest(to: name, among: all.map(\.name))
        throw ShellError(
            "there is no magic '%\(name)'", advice: nearest.map { "did you mean '%\($0)'?" } ?? "'%help' lists them")
    }
}

extension Magic: @unchecked Sendable {}

/// How many letters must be changed, put in, left out or swapped to make one word of another.
enum EditDistance {
    static func nearest(to word: String, among words: [String]) -> String? {
        let best = words.map { ($0, distance(word, $0)) }.min { $0.1 < $1.1 }
        return best.flatMap { $0.1 <= max(1, word.count / 2) ? $0.0 : nil }
    }

    private static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first), Array(second))
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
