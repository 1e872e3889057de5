/// How a type of a cell lies in memory, as code that was compiled before relies on it: its stored properties or cases in order, and
/// where its methods stand in the tables of class and protocol.
///
/// It is read from the cell's library: from the metadata for reflection (`swift5_fieldmd`, Swift's `docs/ABI/TypeMetadata.rst`), whose
/// references to types are named by the compiler (`symbolic _____ 5Cell46MemoryC`), and from the places of the method descriptors.
struct TypeLayout: Equatable {
    struct Field: Equatable {
        var name: String
        /// The symbol that stands for its type; empty for a case without values.
        var type: String
        /// Whether a case's values lie apart. Of the record's flags the one for `var` is left out: a constant lies like a variable.
        var isIndirect: Bool
    }

    /// `FieldDescriptorKind`: 0 a struct, 1 a class, 2 and 3 enumerations, 4 and 5 protocols.
    var kind: Int
    var superclass: String
    var fields: [Field]
    /// By symbol, from the beginning of the type's descriptor.
    var methods: [String: Int] = [:]
    /// The size of that descriptor.
    var size = 0
    /// What a protocol requires, as it is written: its descriptor has no names.
    var requirements: [String] = []

    private static let aClass = 1
    private static let protocols = 4...5

    /// The types of a library, by the symbols that stand for them. Those that only their own file or function sees are left out.
    ///
    /// - Parameters:
    ///   - text: what the library was made of.
    ///   - wanted: those to look at; nil for all.
    static func all(
        in library: String, text: String, among wanted: Set<String>? = nil
    ) throws -> [String: TypeLayout] {
        guard let file = try ELFFile(path: library), let section = file.section(named: "swift5_fieldmd"),
            let start = file.address(ofSection: "swift5_fieldmd")
        else { return [:] }
        let symbols = file.ownSymbolTable
        let types = Dictionary(
            symbols.filter { $0.name.hasPrefix("symbolic ") }.map { ($0.address, $0.name) }
        ) { first, _ in first }
        var layouts: [String: TypeLayout] = [:]
        var next = start
        while next + 16 <= start + section.count,
            let (name, layout, end) = read(file, at: next, before: start + section.count, types)
        {
            if let name, wanted?.contains(name) ?? !isLocal(name) { layouts[name] = layout }
            next = end
        }
        addMethods(symbols, to: &layouts)
        guard layouts.values.contains(where: { protocols.contains($0.kind) }) else { return layouts }
        let requirements = ProtocolRequirements.all(in: text)
        for (name, layout) in layouts where protocols.contains(layout.kind) {
            layouts[name]?.requirements = requirements[shortName(name)] ?? []
        }
        return layouts
    }

    /// `Cell1.(Memory in _2E6F08EB)` is private to its file, `Memory #1 in Cell1.f()` to its function.
    private static func isLocal(_ symbol: String) -> Bool {
        Demangler.demangle("$s" + mangled(symbol))?.contains(" in ") ?? true
    }

    private static func read(
        _ file: ELFFile, at address: Int, before end: Int, _ types: [Int: String]
    ) -> (name: String?, layout: TypeLayout, end: Int)? {
        guard let kind = file.number(at: address + 8, bytes: 2), let record = file.number(at: address + 10, bytes: 2),
            let count = file.number(at: address + 12, bytes: 4), record >= 12, count <= (end - address - 16) / record
        else { return nil }
        let fields = (0..<count).map { index in
            let field = address + 16 + index * record
            return Field(
                name: file.target(at: field + 8).flatMap(file.text) ?? "",
                type: file.target(at: field + 4).flatMap { types[$0] } ?? "",
                isIndirect: (file.number(at: field, bytes: 4) ?? 0) & 1 != 0)
        }
        let superclass = file.target(at: address + 4).flatMap { types[$0] } ?? ""
        let layout = TypeLayout(kind: kind, superclass: superclass, fields: fields)
        return (file.target(at: address).flatMap { types[$0] }, layout, address + 16 + count * record)
    }

    /// `…Tq` is a method's place, `…Mn` and `…Mp` the descriptor of a type and of a protocol.
    private static func addMethods(_ symbols: [ELFFile.Symbol], to layouts: inout [String: TypeLayout]) {
        let byName = Dictionary(symbols.map { ($0.name, $0) }) { first, _ in first }
        let methods = symbols.filter { $0.name.hasPrefix("$s") && $0.name.hasSuffix("Tq") }
        for name in layouts.keys {
            let mangled = "$s" + Self.mangled(name)
            guard let descriptor = byName[mangled + "Mn"] ?? byName[mangled.dropLast() + "Mp"] else { continue }
            let places = descriptor.address..<descriptor.address + descriptor.size
            layouts[name]?.size = descriptor.size
            for method in methods where places.contains(method.address) {
                layouts[name]?.methods[method.name] = method.address - descriptor.address
            }
        }
    }

    /// `5Cell46MemoryC` of `symbolic _____ 5Cell46MemoryC`; a protocol's symbol has no underscores.
    private static func mangled(_ symbol: String) -> String {
        let name = symbol.split(separator: " ").last.map(String.init) ?? ""
        return name.hasPrefix("$s") ? String(name.dropFirst(2)) : name
    }

    /// `Memory` of `symbolic _____ 5Cell46MemoryC`.
    private static func shortName(_ symbol: String) -> String {
        let full = Demangler.demangle("$s" + mangled(symbol)) ?? mangled(symbol)
        return full.split(separator: ".").dropFirst().joined(separator: ".")
    }

    // MARK: Two texts of one cell

    /// What of the lab's own types lies otherwise here, so that code that was compiled against those cannot be run with it.
    ///
    /// A class may have more behind what the lab's own has, unless one of `subclassed` lies behind it.
    static func differences(
        from own: [String: TypeLayout], in other: [String: TypeLayout], subclassed: Set<String>
    ) -> [LayoutDifference] {
        own.keys.sorted().compactMap { name in
            guard let ours = own[name], let theirs = other[name], ours != theirs else { return nil }
            let isOpen = ours.kind == aClass && !subclassed.contains(mangled(name))
            return ours.difference(theirs, mayHaveMore: isOpen).map {
                LayoutDifference(type: shortName(name), what: $0)
            }
        }
    }

    /// The classes that others inherit from.
    static func superclasses(of layouts: [String: TypeLayout]) -> Set<String> {
        Set(layouts.values.map(\.superclass).filter { !$0.isEmpty }.map(mangled))
    }

    private func difference(_ other: TypeLayout, mayHaveMore: Bool) -> String? {
        if kind != other.kind { return "it is another kind of type" }
        if superclass != other.superclass { return "it has another superclass" }
        let shared = zip(fields, other.fields).prefix { $0 == $1 }.count
        if shared < fields.count || (!mayHaveMore && shared < other.fields.count) {
            return difference(other, at: shared)
        }
        if Self.protocols.contains(kind) {
            let isSame = size == other.size && requirements == other.requirements
            return isSame ? nil : "its requirements are others, or stand in another order"
        }
        guard kind == Self.aClass else { return nil }
        // An initializer that nobody wrote stands behind all methods, and is called by its name.
        let areInPlace = methods.allSatisfy { other.methods[$0.key] == $0.value || $0.key.hasSuffix("ACycfCTq") }
        if areInPlace && (mayHaveMore ? size <= other.size : size == other.size) { return nil }
        return "its methods are others, or stand in another order (what is added goes behind the lab's own)"
    }

    private func difference(_ other: TypeLayout, at index: Int) -> String {
        let (ours, theirs) = (fields.map(\.name), other.fields.map(\.name))
        let noun = kind == 2 || kind == 3 ? "case" : "stored property"
        if let more = theirs.first(where: { !ours.contains($0) }) { return "the \(noun) '\(more)' is not the lab's" }
        if let missing = ours.first(where: { !theirs.contains($0) }) { return "the \(noun) '\(missing)' is missing" }
        if ours != theirs {
            return noun == "case" ? "its cases stand in another order" : "its stored properties stand in another order"
        }
        return "the \(noun) '\(ours[index])' has another type"
    }
}

/// A type that lies otherwise in memory than the one in whose place it stands.
public struct LayoutDifference: Sendable, Hashable, CustomStringConvertible {
    public var type: String
    /// `the stored property 'count' is not the lab's`
    public var what: String

    public var description: String { "'\(type)': \(what)" }
}

extension ELFFile {
    /// Where a relative pointer of 32 bits leads; nil where there is none.
    fileprivate func target(at address: Int) -> Int? {
        guard let number = number(at: address, bytes: 4), number != 0 else { return nil }
        return address + Int(Int32(truncatingIfNeeded: number))
    }
}
