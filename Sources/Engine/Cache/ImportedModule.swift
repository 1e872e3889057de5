/// The module that an import declaration names: `Foundation` in `import struct Foundation.Date`.
struct ImportedModule {
    var name: String

    init?(_ declaration: String) {
        let words = declaration.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let start = words.firstIndex(of: "import"), start + 1 < words.count else { return nil }
        var next = start + 1
        let kinds: Set = ["var", "let", "func", "struct", "class", "enum", "protocol", "typealias", "actor"]
        if kinds.contains(words[next]), next + 1 < words.count { next += 1 }
        name = words[next].split(separator: ".").first.map(String.init) ?? words[next]
    }

    static func isCell(_ name: String) -> Bool {
        name.hasPrefix("Cell") && name.count > 4 && name.dropFirst(4).allSatisfy { $0.isASCII && $0.isNumber }
    }
}
