import Foundation

/// The libraries that an object file asks for: the compiler writes them into a section of their own, one for each imported
/// module that has a library (`-lFoundation`). Reading it here saves a call of `swift-autolink-extract` for each cell.
enum AutolinkEntries {
    /// - Returns: library names without `-l`, in order, each once.
    static func read(object path: String) throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        guard let section = section(named: ".swift1_autolink_entries", in: data) else { return [] }
        var names: [String] = []
        for entry in section.split(separator: 0) {
            let text = String(decoding: entry, as: UTF8.self)
            guard text.hasPrefix("-l"), !names.contains(String(text.dropFirst(2))) else { continue }
            names.append(String(text.dropFirst(2)))
        }
        return names
    }

    /// A section of a 64-bit little-endian ELF file (System V ABI, chapter 4).
    private static func section(named name: String, in data: Data) -> Data? {
        func number(_ offset: Int, bytes: Int) -> Int {
            guard offset >= 0, offset + bytes <= data.count else { return 0 }
            return (0..<bytes).reduce(0) { $0 | Int(data[data.startIndex + offset + $1]) << (8 * $1) }
        }
        guard data.count > 64, data.prefix(4) == Data([0x7f, 0x45, 0x4c, 0x46]) else { return nil }
        let table = number(0x28, bytes: 8), entrySize = number(0x3a, bytes: 2)
        let count = number(0x3c, bytes: 2), namesIndex = number(0x3e, bytes: 2)
        let names = number(table + namesIndex * entrySize + 0x18, bytes: 8)
        for index in 0..<count {
            let header = table + index * entrySize
            let nameStart = names + number(header, bytes: 4)
            guard nameStart + name.utf8.count < data.count,
                data[(data.startIndex + nameStart)..<(data.startIndex + nameStart + name.utf8.count)]
                    .elementsEqual(name.utf8)
            else { continue }
            let start = number(header + 0x18, bytes: 8), size = number(header + 0x20, bytes: 8)
            guard start + size <= data.count else { return nil }
            return data[(data.startIndex + start)..<(data.startIndex + start + size)]
        }
        return nil
    }
}
