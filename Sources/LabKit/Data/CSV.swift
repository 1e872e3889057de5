/// A table of numbers from a text file, one row a line, shape (rows, columns); gzip files are unpacked. Empty lines do not
/// count, and a number may stand in quotes.
/// - Parameters:
///   - path: the file.
///   - skip_header: how many lines at the beginning to leave out.
///   - delimiter: what stands between two numbers, one ASCII character.
/// - Throws: ``DataFileError`` with the line for what is no number and for a row of another length.
public func loadCSV(_ path: String, skip_header: Int = 0, delimiter: Character = ",") throws -> Matrix {
    guard let separator = delimiter.asciiValue else {
        throw DataFileError(path, "the delimiter \"\(delimiter)\" is no ASCII character")
    }
    var table = NumberTable(path: path, separator: separator)
    let bytes = try fileBytes(path)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]  // UTF-8's byte order mark
    let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    for (i, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where i >= skip_header {
        try table.read(line, number: i + 1)
    }
    guard table.columns > 0 else { throw DataFileError(path, "holds no numbers after \(skip_header) lines of header") }
    return NDArray(table.values, shape: [table.values.count / table.columns, table.columns])
}

private struct NumberTable {
    let path: String
    let separator: UInt8
    var values: [Double] = []
    var columns = 0
    private var firstLine = 0

    init(path: String, separator: UInt8) {
        self.path = path
        self.separator = separator
    }

    mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(DataFileError) {
        if trimmed(line).isEmpty { return }
        let before = values.count
        for (i, field) in line.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
            guard let value = self.number(trimmed(field)) else {
                let text = shortened(String(decoding: trimmed(field), as: UTF8.self))
                let problem = text.isEmpty ? "is empty" : "is \"\(text)\", which is no number"
                throw DataFileError(path, line: number, "field \(i + 1) \(problem)")
            }
            values.append(value)
        }
        let found = values.count - before
        if columns == 0 { (columns, firstLine) = (found, number) }
        guard found == columns else {
            throw DataFileError(path, line: number, "has \(found) numbers; line \(firstLine) has \(columns)")
        }
    }

    /// Without spaces, a carriage return and a pair of quotes around it.
    private func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte != separator && (byte == 32 || byte == 9 || byte == 13) }
        var field = field.drop(while: isSpace)
        while let last = field.last, isSpace(last) { field.removeLast() }
        let quote = UInt8(ascii: "\"")
        return field.count >= 2 && field.first == quote && field.last == quote ? field.dropFirst().dropLast() : field
    }

    /// Pixels and labels are short whole numbers: read without making a string of them.
    private func number(_ field: ArraySlice<UInt8>) -> Double? {
        let (zero, nine) = (UInt8(ascii: "0"), UInt8(ascii: "9"))
        if 1...15 ~= field.count, field.allSatisfy({ zero...nine ~= $0 }) {
            return Double(field.reduce(0) { $0 * 10 + Int($1 - zero) })
        }
        // Swift would read hexadecimal digits too.
        if field.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) { return nil }
        return Double(String(decoding: field, as: UTF8.self))
    }

    /// Enough of a field to find it by, without what a terminal would not show.
    private func shortened(_ text: String) -> String {
        let shown = text.prefix(40).map { $0.isASCII && !($0.asciiValue.map { 32..<127 ~= $0 } ?? false) ? "?" : $0 }
        return String(shown) + (shown.count < text.count ? "…" : "")
    }
}
