/// A conformance that neither the type's author nor the protocol's wrote: `extension Bool: TextOutputStreamable`.
///
/// The runtime finds it by itself wherever a value is printed or cast, also in code that never saw it. It is read from the
/// object file: there no alias hides the names.
public struct ForeignConformance: Sendable, Hashable, CustomStringConvertible {
    public var type: String
    public var theProtocol: String

    public var description: String { "\(type): \(theProtocol)" }

    static func all(in object: String, of module: String) throws -> [ForeignConformance] {
        let symbols = try ELFFile(path: object)?.ownSymbols ?? []
        let descriptors = symbols.filter { $0.hasPrefix("$s") && $0.hasSuffix("Mc") }
        return descriptors.compactMap(ForeignConformance.init(symbol:)).sorted { $0.description < $1.description }
    }

    /// From `protocol conformance descriptor for Swift.Bool : Swift.TextOutputStreamable in Cell3`.
    private init?(symbol: String) {
        guard let text = Demangler.demangle(symbol),
            let match = text.wholeMatch(of: #/protocol conformance descriptor for (?:<.*> )?(.+) : (\S+) in \S+/#)
        else { return nil }
        type = String(match.1)
        theProtocol = String(match.2)
        let isCells = { (name: String) in name.prefixMatch(of: #/Cell[0-9]+\./#) != nil }
        guard !isCells(theProtocol), !isCells(type) || theProtocol.hasPrefix("CellKit.") else { return nil }
    }
}
