/// The cells whose effects stand, in the order they ran, and what the session's names mean after them.
///
/// A value: going back is having an earlier one. The processes that hold the cells' values are the session's business.
struct History: Sendable {
    private(set) var records: [CellRecord] = []
    private(set) var names = NameTable()
    private(set) var marks: InterfaceMarks = [:]

    /// The last cell's number; 0 before the first.
    var standing: Int { records.last?.number ?? 0 }

    /// Shared libraries that the cells brought into the worker.
    var loadedLibraries: Set<String> { records.reduce(into: []) { $0.formUnion($1.product.libraries) } }

    /// What is ready to be committed: a record as of before the cell.
    func record(
        of source: CellSource, _ request: CellCompiler.Request, _ product: CellCompiler.Product, began: BootTicks
    ) -> CellRecord {
        CellRecord(
            source: source, request: request, product: product, namesBefore: names, interfacesBefore: marks,
            began: began)
    }

    /// Takes up a cell that ran to its end.
    ///
    /// - Returns: the modules whose interfaces must be written anew.
    mutating func commit(_ record: CellRecord) throws -> Set<String> {
        var record = record
        let analysis = record.request.analysis
        record.uses = try CellUses(analysis, names: names, library: record.product.library)
        record.change = names.commit(analysis, module: record.request.module, cell: record.label)
        records.append(record)
        var changed: Set<String> = []
        for gone in record.change.givingWay {
            marks[gone.module, default: []].insert(gone.declaration.offset)
            changed.insert(gone.module)
        }
        return changed
    }

    /// Takes back the records from an index on.
    ///
    /// - Returns: what was taken back, and the modules whose interfaces must be written anew.
    mutating func takeBack(from index: Int) -> (records: [CellRecord], interfaces: Set<String>) {
        guard records.indices.contains(index) else { return ([], []) }
        let gone = Array(records[index...])
        let marksNow = marks
        names = gone[0].namesBefore
        marks = gone[0].interfacesBefore
        records.removeSubrange(index...)
        let modules = Set(records.map(\.request.module))
        return (gone, Set(marksNow.keys.filter { marks[$0] != marksNow[$0] }).intersection(modules))
    }

    func record(module: String) -> CellRecord? { records.first { $0.request.module == module } }

    func record(number: Int) -> CellRecord? { records.first { $0.number == number } }

    /// Where the latest run of a cell stands.
    func lastIndex(of label: String) -> Int? { records.lastIndex { $0.label == label } }
}
