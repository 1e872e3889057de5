import Foundation

/// What Cellist reads of a 64-bit little-endian ELF file (System V ABI, chapter 4).
struct ELFFile {
    private let data: Data
    private let sections: [Section]

    private struct Section {
        var name: String
        var type: Int
        var link: Int
        var address: Int
        var range: Range<Int>
    }

    /// What a symbol's name stands for.
    struct Symbol {
        var name: String
        var address: Int
        var size: Int
    }

    /// nil when it is none.
    init?(path: String) throws {
        data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        guard data.count > 64, data.prefix(4) == Data([0x7f, 0x45, 0x4c, 0x46]) else { return nil }
        sections = Self.sections(of: data)
    }

    /// The bytes of a section.
    func section(named name: String) -> Data? { sections.first { $0.name == name }.map { data[$0.range] } }

    /// The names of the dynamic symbols that the file uses and does not define.
    var undefinedSymbols: [String] { symbols(.dynamic) { $0 == 0 } }

    /// The names of the dynamic symbols that the file offers to others.
    var definedSymbols: [String] { symbols(.dynamic) { $0 != 0 } }

    /// The names of all symbols that the file defines, those too that it keeps to itself.
    var ownSymbols: [String] { symbols(.all) { $0 != 0 } }

    /// All symbols that the file defines, with their addresses.
    var ownSymbolTable: [Symbol] {
        entries(.all) { $0 != 0 }.map { name, entry in
            Symbol(
                name: name, address: Self.number(data, entry + 8, bytes: 8),
                size: Self.number(data, entry + 16, bytes: 8))
        }
    }

    /// Where a section lies when it is loaded.
    func address(ofSection name: String) -> Int? { sections.first { $0.name == name }?.address }

    /// Little-endian, at an address; nil where the file has nothing for it.
    func number(at address: Int, bytes: Int) -> Int? { offset(of: address).map { Self.number(data, $0, bytes: bytes) } }

    /// The text at an address, as far as its zero byte.
    func text(at address: Int) -> String? { offset(of: address).map { Self.text(data, $0, limit: data.count) } }

    private func offset(of address: Int) -> Int? {
        let section = sections.first { $0.address > 0 && ($0.address..<$0.address + $0.range.count).contains(address) }
        return section.map { $0.range.lowerBound + address - $0.address }
    }

    /// `sh_type` of the two tables.
    private enum SymbolTable: Int {
        case all = 2
        case dynamic = 11
    }

    private func symbols(_ kind: SymbolTable, inSection isWanted: (Int) -> Bool) -> [String] {
        entries(kind, inSection: isWanted).map(\.name)
    }

    private func entries(_ kind: SymbolTable, inSection isWanted: (Int) -> Bool) -> [(name: String, entry: Int)] {
        guard let table = sections.first(where: { $0.type == kind.rawValue }), sections.indices.contains(table.link)
        else { return [] }
        let names = sections[table.link].range
        return stride(from: table.range.lowerBound, to: table.range.upperBound - 23, by: 24).compactMap { symbol in
            let section = Self.number(data, symbol + 6, bytes: 2), name = Self.number(data, symbol, bytes: 4)
            guard isWanted(section), name > 0, name < names.count else { return nil }
            return (Self.text(data, names.lowerBound + name, limit: names.upperBound), symbol)
        }
    }

    private static func sections(of data: Data) -> [Section] {
        let table = number(data, 0x28, bytes: 8), size = number(data, 0x3a, bytes: 2)
        let count = number(data, 0x3c, bytes: 2), namesIndex = number(data, 0x3e, bytes: 2)
        guard size >= 64, table > 0, table + count * size <= data.count else { return [] }
        let names = number(data, table + namesIndex * size + 0x18, bytes: 8)
        return (0..<count).map { index in
            let header = table + index * size
            let start = number(data, header + 0x18, bytes: 8), length = number(data, header + 0x20, bytes: 8)
            let type = number(data, header + 4, bytes: 4)
            // A section of type NOBITS has a length but no bytes.
            let isThere = type != 8 && start >= 0 && length >= 0 && start <= data.count - length
            return Section(
                name: text(data, names + number(data, header, bytes: 4), limit: data.count), type: type,
                link: number(data, header + 0x28, bytes: 4), address: number(data, header + 0x10, bytes: 8),
                range: isThere ? start..<(start + length) : 0..<0)
        }
    }

    private static func number(_ data: Data, _ offset: Int, bytes: Int) -> Int {
        guard offset >= 0, offset + bytes <= data.count else { return 0 }
        return (0..<bytes).reduce(0) { $0 | Int(data[data.startIndex + offset + $1]) << (8 * $1) }
    }

    private static func text(_ data: Data, _ offset: Int, limit: Int) -> String {
        guard offset >= 0, offset < limit, limit <= data.count else { return "" }
        return String(decoding: data[offset..<limit].prefix { $0 != 0 }, as: UTF8.self)
    }
}
