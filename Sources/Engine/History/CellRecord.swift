/// A cell whose effects stand: what was run, what it needs to be run again, and how things were before it.
struct CellRecord: Sendable {
    var source: CellSource
    var request: CellCompiler.Request
    var product: CellCompiler.Product
    /// What the names meant before it, to go back to.
    var namesBefore: NameTable
    var interfacesBefore: InterfaceMarks
    /// Names of earlier cells whose meaning it took away.
    var change = NameTable.Change()
    /// What it uses of earlier cells.
    var uses = CellUses()
    /// When it began.
    var began: BootTicks

    var number: Int { request.number }
    /// What the user calls it.
    var label: String { source.id ?? Self.label(number) }

    static func label(_ number: Int) -> String { "cell \(number)" }
}

/// In each module, where the functions begin that later cells replaced while overloads beside them live on.
typealias InterfaceMarks = [String: Set<Int>]
