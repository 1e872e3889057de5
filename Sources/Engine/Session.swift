import CellKit
import Foundation

/// A live session: what the cells made, in a process of its own, and the cells that can be added to it.
///
/// Every cell is a transaction. It commits, or the session is afterwards as it was before. A session is used from one
/// thread; only ``interrupt()`` may be called from others.
public final class Session {
    public let configuration: SessionConfiguration
    private let toolchain: Toolchain
    private let installation: Installation
    private let scratch: Scratch
    private let compiler: CellCompiler
    private let cancellation = Cancellation()
    private var worker: WorkerProcess
    private var live: LiveProcesses
    private var names = NameTable()
    private var committed: [CommittedCell] = []
    private var nextNumber = 1
    /// How many pieces of our own have run since the last cell.
    private var probes = 0
    /// The user's files that cells came from.
    private var files: Set<String> = []
    /// Why compiled cells are not kept, until it has been told.
    private var cacheNote: String?

    /// A cell whose effects stand.
    struct CommittedCell {
        var request: CellCompiler.Request
        var id: String?
        var product: CellCompiler.Product
        /// The table before it, to go back to.
        var namesBefore: NameTable

        /// What a note calls it; nil for what a check asked, which is none of the user's cells.
        var label: String? { id ?? (isProbe ? nil : "cell \(number)") }
        var isProbe = false
        /// Where its functions begin that later cells replaced, while overloads beside them live on.
        var replaced: Set<Int> = []

        var number: Int { request.number }
    }

    /// Starts a worker; returns when it is ready for a cell.
    ///
    /// - Throws: ``EngineError`` when a tool is missing or the worker does not start.
    public init(configuration: SessionConfiguration = SessionConfiguration()) throws {
        self.configuration = configuration
        toolchain = try Toolchain.find()
        installation = try Installation.find()
        scratch = try Scratch()
        (compiler, cacheNote) = CellCompiler.make(configuration.cache, toolchain, installation, folder: scratch.path)
        worker = try WorkerProcess(configuration: configuration, installation: installation, scratch: scratch.path)
        live = LiveProcesses()
    }

    deinit { close() }

    /// Ends the session and everything that its cells started.
    public func close() {
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
    /// - Parameter onEvent: called as output comes.
    /// - Throws: ``EngineError`` when the machine fails; whatever the cell does is in the outcome.
    public func run(_ cell: CellSource, onEvent: (SessionEvent) -> Void = { _ in }) throws -> Outcome {
        let start = ContinuousClock.now
        cancellation.reset()
        let number = nextNumber
        nextNumber += 1
        files.insert(cell.file)
        let plan = CellPlan(cell, number: number, names: names, loadedLibraries: loadedLibraries)
        var outcome = Outcome()
        let compiled = try compiler.compile(plan.request, cancellation: cancellation)
        tellCacheNote(onEvent: onEvent)
        switch compiled {
        case .failure(let failure):
            outcome = Outcome(failure: failure, cell: cell)
        case .success(let product):
            try makeReady(onEvent: onEvent)
            outcome = try execute(product, number: number, cell: cell, onEvent: onEvent)
            outcome.diagnostics = product.diagnostics
            if outcome.status == .ok {
                committed.append(
                    CommittedCell(request: plan.request, id: cell.id, product: product, namesBefore: names))
                names = plan.namesAfter
                probes = 0
                try giveWay(plan.replaced)
                try readValues(cell, into: &outcome, onEvent: onEvent)
            }
        }
        outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
        return outcome
    }

    private func tellCacheNote(onEvent: (SessionEvent) -> Void) {
        if let note = cacheNote ?? compiler.cache?.takeNote() { onEvent(.note(note)) }
        cacheNote = nil
    }

    /// Sees to it that replaced functions no longer stand beside those that took their place.
    private func giveWay(_ replaced: [NameTable.Entry]) throws {
        for (module, gone) in Dictionary(grouping: replaced, by: \.module) {
            guard let index = committed.firstIndex(where: { $0.request.module == module }) else { continue }
            committed[index].replaced.formUnion(gone.map(\.declaration.offset))
            let cell = committed[index]
            try compiler.rewriteInterface(cell.request, replaced: cell.replaced, cancellation: cancellation)
        }
    }

    private var loadedLibraries: Set<String> { committed.reduce(into: []) { $0.formUnion($1.product.libraries) } }

    /// Runs a compiled cell, and after a failure sees to it that the session stands where it stood.
    private func execute(
        _ product: CellCompiler.Product, number: Int, cell: CellSource, onEvent: (SessionEvent) -> Void
    ) throws -> Outcome {
        let run = try perform(product, number: number, cell: cell, onEvent: onEvent)
        if run.committed { return run.outcome }
        try recover(onEvent: onEvent)
        return run.failedOutcome(symbolizer: Symbolizer(toolchain: toolchain, folder: scratch.path, files: files))
    }

    private func perform(
        _ product: CellCompiler.Product, number: Int, cell: CellSource, onEvent: (SessionEvent) -> Void
    ) throws -> CellRun {
        var run = CellRun(number: number, cell: cell, pid: live.session)
        let deadline = cell.timeLimit.map { ContinuousClock.now + $0 }
        try worker.run(library: product.library, entry: product.entry, cell: number)
        while !run.isOver {
            let wake = run.killDeadline ?? deadline
            let events = try worker.events(until: wake, cancellation: run.end == nil ? cancellation : nil)
            for event in events { handle(event, run: &run, onEvent: onEvent) }
            if let wake, events.isEmpty, ContinuousClock.now >= wake { overdue(&run) }
        }
        for event in worker.drainOutput() { handle(event, run: &run, onEvent: onEvent) }
        return run
    }

    private func handle(_ event: WorkerProcess.Event, run: inout CellRun, onEvent: (SessionEvent) -> Void) {
        switch event {
        case .stdout(let bytes):
            run.outcome.stdout += bytes
            onEvent(.stdout(bytes))
        case .stderr(let bytes):
            run.outcome.stderr += bytes
            onEvent(.stderr(bytes))
        case .frame(.display(let bundle)):
            run.outcome.displays.append(bundle)
            onEvent(.display(bundle))
        case .frame(.late(_, let number, let bytes)):
            onEvent(.lateOutput(bytes, cell: committed.first { $0.number == number }?.id))
        case .frame(let frame):
            live.note(frame)
            run.note(frame)
        case .death(let pid, let end):
            live.noteDeath(pid)
            // A snapshot may have said that it is the session before the warden tells of the death.
            if pid == run.pid { run.died(end) }
        case .lost:
            live = LiveProcesses(isLost: true)
            run.died(nil)
        case .cancelled:
            stop(&run, because: .interrupt)
        }
    }

    /// The time is up: first the cell is asked to say where it stands and to end, then it is ended.
    private func overdue(_ run: inout CellRun) {
        if run.killDeadline == nil {
            stop(&run, because: .timeout)
        } else if let pid = run.pid {
            worker.signal(pid, SIGKILL)
            run.killDeadline = ContinuousClock.now + .seconds(5)
        }
    }

    private func stop(_ run: inout CellRun, because end: CellRun.End) {
        run.end = end
        // Long enough to write down where it stands; a cell that blocks the signal is ended all the same.
        run.killDeadline = ContinuousClock.now + .milliseconds(100)
        if let pid = run.pid { worker.signal(pid, WorkerSignal.interrupt) }
    }

    // MARK: After the end

    /// Sees to it that there is a session, and that it stands after the last committed cell.
    private func makeReady(onEvent: (SessionEvent) -> Void) throws {
        // What happened while the session waited: late output, or a task that took the process down.
        for event in try worker.events(until: .now, cancellation: nil) { noteIdle(event, onEvent: onEvent) }
        let stands = try awaitSession(onEvent: onEvent) && live.cell == committed.last?.number ?? 0
        if !stands { try rebuild(onEvent: onEvent) }
    }

    /// Waits until a process says that it is the session; false when none will.
    private func awaitSession(onEvent: (SessionEvent) -> Void) throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(30)
        while live.session == nil {
            guard !live.isLost, !live.isEmpty, ContinuousClock.now < deadline else { return false }
            for event in try worker.events(until: deadline, cancellation: nil) { noteIdle(event, onEvent: onEvent) }
        }
        return true
    }

    private func noteIdle(_ event: WorkerProcess.Event, onEvent: (SessionEvent) -> Void) {
        switch event {
        case .stdout(let bytes), .stderr(let bytes): onEvent(.lateOutput(bytes, cell: committed.last?.id))
        case .frame(.late(_, let number, let bytes)):
            onEvent(.lateOutput(bytes, cell: committed.first { $0.number == number }?.id))
        case .frame(.display(let bundle)): onEvent(.display(bundle))
        case .frame(let frame):
            if case .loadError(let text) = frame { live.startFailure = text }
            live.note(frame)
        case .death(let pid, _): live.noteDeath(pid)
        case .lost: live = LiveProcesses(isLost: true)
        case .cancelled: break
        }
    }

    /// Output of unawaited tasks since the last cell.
    public func deliverLateOutput(onEvent: (SessionEvent) -> Void) {
        for event in worker.drainOutput() { noteIdle(event, onEvent: onEvent) }
    }

    /// After a cell's process died: its snapshot takes over, or the session is rebuilt from the committed cells.
    private func recover(onEvent: (SessionEvent) -> Void) throws {
        if live.wokenIsSound {
            try makeReady(onEvent: onEvent)
            worker.killStrays(sparing: live.all)
        } else {
            try rebuild(onEvent: onEvent)
        }
    }

    /// Runs the committed cells' libraries again in a fresh worker, without their output. A cell that fails this time
    /// goes, and those after it with it: they may use what it made.
    private func rebuild(onEvent: (SessionEvent) -> Void) throws {
        if let failure = live.startFailure, committed.isEmpty {
            throw EngineError(.missing, "the worker could not start: \(failure)")
        }
        if live.isLost && committed.isEmpty && live.neverReady {
            throw EngineError(.workerLost, "the worker process ended before it was ready")
        }
        let ids = committed.compactMap(\.label)
        if !ids.isEmpty {
            onEvent(.note("the session was rebuilt: \(ids.joined(separator: ", ")) ran again, output left out"))
        }
        while true {
            try restartWorker(onEvent: onEvent)
            guard let failed = try firstToFailAgain() else { return }
            let lost = committed[failed...].compactMap(\.label).joined(separator: ", ")
            onEvent(
                .note("run again, \(committed[failed].label ?? "a check") failed; gone are the effects of: \(lost)"))
            names = committed[failed].namesBefore
            committed.removeSubrange(failed...)
        }
    }

    private func restartWorker(onEvent: (SessionEvent) -> Void) throws {
        let old = worker
        old.keepScratch()
        worker = try WorkerProcess(configuration: configuration, installation: installation, scratch: scratch.path)
        live = LiveProcesses()
        old.close()
        guard try awaitSession(onEvent: onEvent) else { throw EngineError(.workerLost, "a new worker did not start") }
    }

    private func firstToFailAgain() throws -> Int? {
        for (index, entry) in committed.enumerated() {
            let cell = CellSource(id: entry.id, text: "")
            guard try perform(entry.product, number: entry.number, cell: cell, onEvent: { _ in }).committed else {
                return index
            }
        }
        return nil
    }

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

    private static func probe(_ expression: String) -> String {
        let name = expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "CellKit._cellValue(\"\(name)\", \(expression))"
    }

    /// Runs a piece of our own that leaves no names behind.
    private func probe(_ text: String) throws -> [String: CellValue] {
        // Not one of the cells' own numbers: those, and with them the keys of compiled cells, are the same whether a notebook is
        // checked or only run.
        probes += 1
        let number = (nextNumber - 1) + probes * 1_000_000
        let analysis = CellAnalysis(of: text)
        let request = CellCompiler.Request(
            text: text, analysis: analysis, number: number, imports: names.imports(for: analysis), file: "check",
            firstLine: 1, loadedLibraries: loadedLibraries)
        guard case .success(let product) = try compiler.compile(request, cancellation: cancellation) else { return [:] }
        let cell = CellSource(text: text, timeLimit: .seconds(30))
        try makeReady { _ in }
        let outcome = try execute(product, number: number, cell: cell) { _ in }
        if outcome.status == .ok {
            committed.append(CommittedCell(request: request, product: product, namesBefore: names, isProbe: true))
        }
        return outcome.values
    }
}
