import CellKit

/// A cell that was compiled by a ``CellBuild``: any number of sessions can run it, one after another or at once.
public struct CompiledCell: Sendable {
    public var source: CellSource
    let request: CellCompiler.Request
    let product: CellCompiler.Product
    /// Conformances by which a type of Swift's or LabKit's would be printed, compared or read otherwise than everybody expects. Only
    /// of a text that was compiled in place of a cell.
    public internal(set) var foreignConformances: [ForeignConformance] = []
    /// What other cells use of the cell in whose place the text was compiled, and this one does not have: a function with other
    /// parameters, say. Cells that use it cannot run.
    public internal(set) var missing: [String] = []
    /// Types that the cell in whose place the text was compiled lays out otherwise: cells that were compiled after that one must not
    /// meet them.
    public internal(set) var layoutDifferences: [LayoutDifference] = []

    /// What the compiler said, warnings included.
    public var diagnostics: [Diagnostic] { product.diagnostics }
    /// The names that it makes for later cells.
    public var names: Set<String> { Set(request.analysis.declarations.map(\.name)) }
}

extension Session {
    /// Runs a cell that was compiled before. The cells that it was compiled after, or others with the same symbols in their place,
    /// must have run here.
    ///
    /// - Throws: ``EngineError`` when the machine fails; whatever the cell does is in the outcome.
    public func run(_ compiled: CompiledCell, onEvent: (SessionEvent) -> Void = { _ in }) throws -> Outcome {
        prepare(for: compiled)
        let start = ContinuousClock.now
        try makeReady(onEvent: onEvent)
        let record = try record(of: compiled)
        var outcome = try execute(record, onEvent: onEvent)
        if outcome.status == .ok { _ = try history.commit(record) }
        outcome.runSeconds = (ContinuousClock.now - start) / .seconds(1)
        outcome.seconds = outcome.runSeconds
        outcome.diagnostics = compiled.diagnostics
        return outcome
    }

    /// Values that a cell of the engine's own reads as the session stands: by name, and the names under which more than one came.
    /// Nothing of it stays.
    ///
    /// - Parameter probe: from ``CellBuild/probe(_:)``.
    public func values(by probe: CompiledCell) throws -> (values: [String: CellValue], repeated: Set<String>) {
        prepare(for: probe)
        try makeReady { _ in }
        let run = try perform(record(of: probe), leavesSnapshot: false) { _ in }
        if !run.committed { try recover(from: run, began: .now) { _ in } }
        return (run.outcome.values, run.repeatedValues)
    }

    /// Goes on in a copy of the session's process: the values are the same, but threads, timers and processes that cells have
    /// started are gone.
    public func goOnAlone() throws {
        try makeReady { _ in }
        let deadline = ContinuousClock.now + .seconds(10)
        while live.isSnapshotDue, live.session != nil, ContinuousClock.now < deadline {
            for event in try worker.events(until: deadline, cancellation: nil) { noteIdle(event) { _ in } }
        }
        guard let snapshot = live.snapshot(after: history.standing), try wake(snapshot, onEvent: { _ in }) else {
            throw EngineError(.workerLost, "no copy of the session could take its place")
        }
        worker.killStrays(since: BootTicks(count: 0), sparing: live.all)
    }

    private func prepare(for compiled: CompiledCell) {
        cancellation.reset()
        noteFile(compiled.source.file)
    }

    /// As of this session: its library lies in the session's own folder, which is all that a confined worker sees.
    private func record(of compiled: CompiledCell) throws -> CellRecord {
        var product = compiled.product
        product.library = try scratch.bring(product.library)
        return history.record(of: compiled.source, compiled.request, product, began: .now)
    }
}
