/// Where the cursor goes when it moves by a line within a text of several; positions in UTF-8 bytes.
enum CursorMoves {
    /// - Returns: nil in the first line.
    static func up(_ text: String, from point: Int) -> Int? {
        let bytes = Array(text.utf8)
        guard let lineStart = bytes[..<min(point, bytes.count)].lastIndex(of: 10) else { return nil }
        let start = bytes[..<lineStart].lastIndex(of: 10).map { $0 + 1 } ?? 0
        return aligned(min(start + point - lineStart - 1, lineStart), bytes)
    }

    /// - Returns: nil in the last line.
    static func down(_ text: String, from point: Int) -> Int? {
        let bytes = Array(text.utf8)
        guard let lineEnd = bytes[min(point, bytes.count)...].firstIndex(of: 10) else { return nil }
        let start = bytes[..<min(point, bytes.count)].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let end = bytes[(lineEnd + 1)...].firstIndex(of: 10) ?? bytes.count
        return aligned(min(lineEnd + 1 + point - start, end), bytes)
    }

    /// Never inside a character.
    private static func aligned(_ point: Int, _ bytes: [UInt8]) -> Int {
        var point = point
        while point > 0, point < bytes.count, bytes[point] & 0xC0 == 0x80 { point -= 1 }
        return point
    }
}
