/// Looking at a text byte by byte.
extension [UInt8] {
    func hold(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= count else { return false }
        return word.withUTF8Buffer { buffer in (0..<length).allSatisfy { self[index + $0] == buffer[$0] } }
    }

    /// The same byte several times.
    func hold(_ times: Int, _ byte: UInt8, at index: Int) -> Bool {
        index + times <= count && (index..<index + times).allSatisfy { self[$0] == byte }
    }

    func endOfLine(from start: Int) -> Int {
        self[Swift.min(start, count)...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? count
    }
}

extension UInt8 {
    /// Whether it stands in a name, or between two that belong together.
    var isNamePart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "`"), 0x80...:
            true
        default: false
        }
    }
}
