/// What a cell uses of earlier cells.
///
/// The cell's text tells which names it could mean; its library tells, in the symbols that it leaves undefined, which cells it
/// really calls or reads. A type may be used without any symbol (its layout is known), so types count by their name alone.
struct CellUses: Sendable {
    private(set) var entries: Set<NameTable.Entry> = []
    /// Cells whose extensions or operators it uses.
    private(set) var modules: Set<String> = []

    init() {}

    /// - Parameter names: the table that the cell was compiled against.
    init(_ analysis: CellAnalysis, names: NameTable, library: String) throws {
        let symbols = try ELFFile(path: library)?.undefinedSymbols ?? []
        let called = symbols.reduce(into: Set<String>()) { $0.formUnion(Self.modules(in: $1)) }
        entries = Set(
            names.seen(by: analysis).filter { entry in
                switch entry.declaration.kind {
                case .variable, .function: called.contains(entry.module)
                default: true
                }
            })
        modules = names.modulesImportedWhole.intersection(called)
    }

    /// The cells' modules in a mangled name, where each stands behind its length: `$s5Cell45alphaSivp`.
    static func modules(in symbol: String) -> Set<String> {
        var found: Set<String> = []
        let text = Array(symbol.utf8)
        var index = 0
        while index < text.count {
            guard let digits = number(in: text, at: index) else {
                index += 1
                continue
            }
            let start = digits.end, end = start + digits.value
            if end <= text.count, let name = moduleName(text[start..<end]) {
                found.insert(name)
                index = end
            } else {
                index = start
            }
        }
        return found
    }

    private static func number(in text: [UInt8], at start: Int) -> (value: Int, end: Int)? {
        var end = start, value = 0
        while end < text.count, (48...57).contains(text[end]), value < 1000 {
            value = value * 10 + Int(text[end] - 48)
            end += 1
        }
        return end > start ? (value, end) : nil
    }

    private static func moduleName(_ text: ArraySlice<UInt8>) -> String? {
        let prefix = Array("Cell".utf8)
        let digits = text.dropFirst(prefix.count)
        guard text.starts(with: prefix), !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return String(decoding: text, as: UTF8.self)
    }
}
