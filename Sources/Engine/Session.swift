import CellKit
import Foundation

/// A live session: what the cells made, in a process of its own, and the cells that can be added to it.
///
/// Every cell is a transaction. It commits, or the session is afterwards as it was before; ``undo(_:onEvent:)`` and
/// ``rewind(after:onEvent:)`` go further back. A session is used from one thread; only ``interrupt()`` may be called from others.
public final class Session {
    public let configuration: SessionConfiguration
    let toolchain: Toolchain
    let installation: Installation
    let scratch: Scratch
    let compiler: CellCompiler
    /// What ``interrupt()`` raises, for those who must not hold the session itself.
    public let cancellation = Cancellation()
    var worker: WorkerProcess
    var live = LiveProcesses()
    var history = History()
    let snapshotBudget: SnapshotBudget
    /// The earlier cell whose task ended the session's process: the next snapshot to wake leaves its tasks out. 0 for none.
    var failedTasksOwner = 0
    private(set) var nextNumber = 1
    /// How many pieces of our own have run since the last cell.
    private var probes = 0
    /// Why compiled cells are not kept, until it has been told.
    private var cacheNote: String?
    private let ahead: CompileAhead
    /// The user's files that cells came from.
    private var files: Set<String> = []

    /// Starts a worker; returns when it is ready for a cell.
    ///
    /// - Throws: ``EngineError`` when a tool is missing or the worker does not start.
    public init(configuration: SessionConfiguration = SessionConfiguration()) throws {
        self.configuration = configuration
        toolchain = try Toolchain.find()
        installation = try Installation.find()
        scratch = try Scratch()
        (compiler, cacheNote) = CellCompiler.make(configuration, toolchain, installation, folder: scratch.path)
        ahead = CompileAhead(compiler)
        worker = try WorkerProcess(
            configuration: configuration, toolchain: toolchain, installation: installation, scratch: scratch.path)
        snapshotBudget = SnapshotBudget(count: configuration.snapshotsKept, bytes: configuration.snapshotMemory)
    }

    deinit { close() }

    /// Ends the session and everything that its cells started.
    public func close() {
        // The compiler of a cell that will not come writes into a folder that goes.
        ahead.abandon()
        worker.close()
        scratch.remove()
    }

    /// Stops the running cell; the session stands as before it. Safe from any thread and from signal handlers.
    public func interrupt() { cancellation.cancel() }

    /// ``interrupt()`` for those who must not hold the session itself.
    public var interruption: @Sendable () -> Void { { [cancellation] in cancellation.cancel() } }

    // MARK: Running

    /// Runs one cell to its end.
    ///
    /// - Parameters:
    ///   - upcoming: the cells that will run after it, where that is known: they are compiled meanwhile.
    ///   - forgetsInterrupt: false for those who lower ``cancellation`` themselves, so that an interrupt that comes just as the
    ///     cell begins is not lost.
    ///   - onEvent: called as output comes.
    /// - Throws: ``EngineError`` when the machine fails; whatever the cell does is in the outcome.
    public func run(
        _ cell: CellSource, upcoming: [CellSource] = [], forgetsInterrupt: Bool = true,
        onEvent: (SessionEvent) -> Void = { _ in }
    ) throws -> Outcome {
        let start = ContinuousClock.now
        if forgetsInterrupt { cancellation.reset() }
        files.insert(cell.file)
        let plan = plan(cell, number: nextNumber)
        let request = plan.request
        nextNumber += 1
        probes = 0
        var outcome = Outcome()
        let compiled = try compile(plan, before: upcoming)
        tellCacheNote(onEvent: onEvent)
        switch compiled {
        case .failure(let failure):
            outcome = Outcome(failure: failure, cell: cell)
        case .success(let product):
            ahead.extend(after: plan, product, with: upcoming)
            if !product.diagnostics.isEmpty { onEvent(.warnings(product.diagnostics)) }
            try makeReady(onEvent: onEvent)
            let record = history.record(of: cell, request, product, began: .now)
            let runStart = ContinuousClock.now
            outcome = try execute(record, onEvent: onEvent)
            outcome.runSeconds = (ContinuousClock.now - runStart) / .seconds(1)
            outcome.diagnostics = product.diagnostics
            if outcome.status == .ok {
                try rewriteInterfaces(history.commit(record))
                try readValues(cell, into: &outcome, onEvent: onEvent)
            }
        }
        if outcome.status != .ok { outcome.standing = history.records.last?.label }
        outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
        return outcome
    }

    private func plan(_ cell: CellSource, number: Int) -> CellPlan {
        CellPlan(cell, number: number, names: history.names, loadedLibraries: history.loadedLibraries)
    }

    private func compile(_ plan: CellPlan, before upcoming: [CellSource]) throws -> CompileAhead.Compiled {
        if !upcoming.isEmpty { ahead.extend(after: plan, nil, with: upcoming) }
        let early = try ahead.take(plan.request, cancellation: cancellation)
        return try early ?? compiler.compile(plan.request, cancellation: cancellation)
    }

    /// What was compiled ahead counts on the cells that stood then.
    func forgetCompiledAhead() { ahead.abandon() }

    private func tellCacheNote(onEvent: (SessionEvent) -> Void) {
        if let note = cacheNote ?? compiler.cache?.takeNote() { onEvent(.note(note)) }
        cacheNote = nil
    }

    /// Sees to it that replaced functions no longer stand beside those that took their place.
    func rewriteInterfaces(_ modules: Set<String>) throws {
        for module in modules.sorted() {
            guard let record = history.record(module: module) else { continue }
            try compiler.rewriteInterface(
                record.request, replaced: history.marks[module] ?? [], cancellation: cancellation)
        }
    }

    /// Runs a compiled cell, and after a failure sees to it that the session stands where it stood.
    func execute(_ record: CellRecord, onEvent: (SessionEvent) -> Void) throws -> Outcome {
        let run = try perform(record, onEvent: onEvent)
        if run.committed {
            live.cell = record.number
            return run.outcome
        }
        try recover(from: run, began: record.began, onEvent: onEvent)
        let symbolizer = Symbolizer(toolchain: toolchain, folder: scratch.path, files: files)
        return run.failedOutcome(
            limits: configuration.limits, label: { self.history.record(number: $0)?.label }, symbolizer: symbolizer)
    }

    /// A file of the user's that a cell came from.
    func noteFile(_ path: String) { files.insert(path) }

    // MARK: Values

    /// Asks for the values that a check wants, each by a cell of its own, so that one that is not there spoils no other.
    private func readValues(_ cell: CellSource, into outcome: inout Outcome, onEvent: (SessionEvent) -> Void) throws {
        let wanted = cell.valueNames.filter { outcome.values[$0] == nil }
        guard !wanted.isEmpty else { return }
        let together = wanted.map(Self.probe).joined(separator: "\n")
        for texts in [[together], wanted.map(Self.probe)] {
            for text in texts { outcome.values.merge(try probe(text)) { _, new in new } }
            if wanted.allSatisfy({ outcome.values[$0] != nil }) { return }
        }
    }

    /// The values of expressions as the session stands; those that do not compile or fail are left out. No cell is made of it,
    /// and nothing of it stays.
    public func values(of expressions: [String]) throws -> [String: CellValue] {
        cancellation.reset()
        var outcome = Outcome()
        try readValues(CellSource(text: "", valueNames: expressions), into: &outcome) { _ in }
        return outcome.values
    }

    static func probe(_ expression: String) -> String {
        let name = expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "CellKit._cellValue(\"\(name)\", \(expression))"
    }

    /// Runs a piece of our own that only looks: it leaves no names and no snapshot behind.
    private func probe(_ text: String) throws -> [String: CellValue] {
        // Not one of the cells' own numbers: those, and with them the keys of compiled cells, are the same whether a notebook is
        // checked or only run.
        probes += 1
        let source = CellSource(text: text, file: "check", timeLimit: .seconds(30))
        let request = plan(source, number: nextNumber - 1 + probes * 1_000_000).request
        guard case .success(let product) = try compiler.compile(request, cancellation: cancellation) else { return [:] }
        try makeReady { _ in }
        let record = history.record(of: source, request, product, began: .now)
        let run = try perform(record, leavesSnapshot: false) { _ in }
        if !run.committed { try recover(from: run, began: record.began) { _ in } }
        return run.outcome.values
    }
}
