import Checks

/// Rows in columns as wide as their widest entry; the last is cut at the terminal's edge.
struct TextTable {
    var rows: [[String]]

    func text(columns: Int) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? DisplayText.width($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            let line = row.enumerated().map { column, entry in
                column == row.count - 1
                    ? entry : entry + String(repeating: " ", count: widths[column] - DisplayText.width(entry) + 2)
            }.joined()
            return Self.cut(line, to: columns)
        }.joined(separator: "\n")
    }

    private static func cut(_ line: String, to columns: Int) -> String {
        guard DisplayText.width(line) > columns else { return line }
        var width = 0
        return line.prefix {
            width += DisplayText.width($0)
            return width < columns
        } + "…"
    }
}
