import CellKit

/// Rows of words and numbers under column names: aligned text for a terminal, an HTML table for a page.
///
/// A column whose entries all start like numbers is set to the right, any other to the left. Wide characters keep
/// columns straight.
public struct Table: RichDisplay, CustomStringConvertible, Hashable, Sendable {
    /// The name of each column.
    public let header: [String]
    /// The fields of each row, from left to right.
    public let rows: [[String]]

    /// - Parameters:
    ///   - header: the columns' names, at least one.
    ///   - rows: each with as many entries as `header`.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: counts agree; else the cell stops with a message.
    public init(_ header: [String], _ rows: [[String]], file: StaticString = #fileID, line: UInt = #line) {
        drawn(file, line) { () throws(PictureError) in try Self.check(header, rows) }
        self.header = header
        self.rows = rows
    }

    static func check(_ header: [String], _ rows: [[String]]) throws(PictureError) {
        if header.isEmpty { throw PictureError(call: "Table", argument: "header", problem: "is empty") }
        for (index, row) in rows.enumerated() where row.count != header.count {
            let problem = "has \(row.count) entries in row \(index) for \(header.count) columns"
            throw PictureError(call: "Table", argument: "rows", problem: problem)
        }
    }

    public var mimeBundle: [String: String] { ["text/plain": description, "text/html": html] }

    public var description: String {
        let widths = header.indices.map { column in ([header] + rows).map { displayWidth($0[column]) }.max() ?? 0 }
        let alignments = alignments
        func line(_ row: [String]) -> String {
            header.indices.map { padded(row[$0], to: widths[$0], alignments[$0]) }.joined(separator: "  ")
        }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        return TextBlock(lines: [line(header), rule] + rows.map(line)).text
    }

    private var html: String {
        let alignments = alignments.map { $0 == .right ? " style=\"text-align:right\"" : " style=\"text-align:left\"" }
        func line(_ row: [String], _ tag: String) -> String {
            "<tr>" + zip(row, alignments).map { "<\(tag)\($1)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
        }
        let body = rows.map { line($0, "td") }.joined(separator: "\n")
        return "<table>\n<thead>\(line(header, "th"))</thead>\n<tbody>\n\(body)\n</tbody>\n</table>"
    }

    private var alignments: [Alignment] {
        header.indices.map { column in
            let entries = rows.map { $0[column] }.filter { !$0.isEmpty }
            let numeric = entries.allSatisfy { entry in
                entry.drop { "+-.<≈".contains($0) }.first?.isNumber ?? false
            }
            return numeric && !entries.isEmpty ? .right : .left
        }
    }
}
