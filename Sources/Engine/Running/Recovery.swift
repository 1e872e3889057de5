import Foundation

extension Session {
    /// Sees to it that there is a session, that it stands after the last committed cell, and that it can go back there.
    func makeReady(onEvent: (SessionEvent) -> Void) throws {
        // What happened while the session waited: late output, or a task that took the process down.
        for event in try worker.events(until: .now, cancellation: nil) { noteIdle(event, onEvent: onEvent) }
        if live.neverReady, !live.isLost { _ = try awaitSession(onEvent: onEvent) }
        if live.session == nil || live.cell != history.standing { try standAgain(onEvent: onEvent) }
        if let session = live.session, !live.isSnapshotDue, live.snapshot(after: history.standing) == nil {
            if let failure = live.snapshotFailure {
                onEvent(.note("no snapshot could be made (\(failure)): should this cell fail, earlier cells run again"))
            }
            try worker.takeSnapshot(of: session)
            live.isSnapshotDue = true
        }
        snapshotBudget.measure(live.snapshots, session: live.session)
    }

    /// Takes note of a message about the processes themselves.
    func note(_ frame: Frame) {
        for pid in live.note(frame) { worker.signal(pid, SIGKILL) }
        guard case .snapshot = frame else { return }
        let going = Set(live.snapshots.prefix(snapshotBudget.excess(live.snapshots)))
        for pid in live.drop(where: going.contains) { worker.signal(pid, SIGKILL) }
    }

    /// Waits until a process says that it is the session; false when none will.
    func awaitSession(onEvent: (SessionEvent) -> Void) throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(30)
        while live.session == nil {
            guard !live.isLost, live.startFailure == nil, ContinuousClock.now < deadline else { return false }
            for event in try worker.events(until: deadline, cancellation: nil) { noteIdle(event, onEvent: onEvent) }
        }
        return true
    }

    func noteIdle(_ event: WorkerProcess.Event, onEvent: (SessionEvent) -> Void) {
        switch event {
        case .stdout(let bytes): onEvent(late(bytes, STDOUT_FILENO, history.records.last?.number ?? 0))
        case .stderr(let bytes): onEvent(late(bytes, STDERR_FILENO, history.records.last?.number ?? 0))
        case .frame(.late(let stream, let number, let bytes)): onEvent(late(bytes, stream, number))
        case .frame(.display(let bundle)): onEvent(.display(bundle))
        case .frame(let frame):
            if case .loadError(let text) = frame { live.startFailure = text }
            noteIdleEnd(frame, onEvent: onEvent)
            note(frame)
        case .death(let pid, let end):
            if pid == live.session, failedTasksOwner == 0 { onEvent(.note(Self.idleDeath(end))) }
            live.noteDeath(pid)
        case .lost: live.noteLoss()
        case .cancelled: break
        }
    }

    /// A task of an earlier cell has trapped: it would do so again each time.
    private func noteIdleEnd(_ frame: Frame, onEvent: (SessionEvent) -> Void) {
        guard let owner = frame.owner else { return }
        if let session = live.session { worker.signal(session, SIGKILL) }
        live.noteEnd()
        guard let cell = history.record(number: owner)?.label else { return }
        failedTasksOwner = owner
        onEvent(.note("a task that \(cell) had started ended the session's process: its tasks do not go on"))
    }

    private static func idleDeath(_ end: ProcessEnd) -> String {
        let how = end.signal.map { "by \(FailureReport.name(of: $0))" } ?? "with code \(end.exitCode ?? 0)"
        return "the session's process ended \(how) between two cells"
    }

    /// Output of unawaited tasks since the last cell.
    public func deliverLateOutput(onEvent: (SessionEvent) -> Void) {
        for event in worker.drainOutput() { noteIdle(event, onEvent: onEvent) }
    }

    // MARK: After a failure

    /// After a cell that did not commit: the session stands where it stood before, and what the cell started is gone.
    func recover(from run: CellRun, began: BootTicks, onEvent: (SessionEvent) -> Void) throws {
        // A library that does not load leaves the process as it is.
        guard run.hasEndedItsProcess else { return }
        if let pid = run.pid, !run.isDead { worker.signal(pid, SIGKILL) }
        live.noteEnd()
        failedTasksOwner = run.otherOwner ?? 0
        try standAgain(onEvent: onEvent)
        worker.killStrays(since: began, sparing: live.all)
    }

    /// There is no session that stands where it should: a snapshot takes over, or the cells run again.
    private func standAgain(onEvent: (SessionEvent) -> Void) throws {
        if let snapshot = live.snapshot(after: history.standing), snapshot.isSound,
            try wake(snapshot, onEvent: onEvent)
        {
            return
        }
        try rebuild(onEvent: onEvent)
    }

    /// Lets a snapshot be the session in place of the present one and of all newer snapshots; false when it does not answer.
    func wake(_ snapshot: LiveProcesses.Snapshot, onEvent: (SessionEvent) -> Void) throws -> Bool {
        for pid in live.drop(where: { $0.cell > snapshot.cell }) { worker.signal(pid, SIGKILL) }
        if let session = live.session { worker.signal(session, SIGKILL) }
        live.noteEnd()
        worker.wake(snapshot.pid, droppingTasksOf: failedTasksOwner)
        worker.signal(snapshot.pid, SIGCONT)  // should a cell have stopped it
        failedTasksOwner = 0
        let deadline = ContinuousClock.now + .seconds(10)
        while live.session == nil, live.snapshots.contains(snapshot), ContinuousClock.now < deadline {
            for event in try worker.events(until: deadline, cancellation: nil) { noteIdle(event, onEvent: onEvent) }
        }
        return live.session == snapshot.pid && live.cell == snapshot.cell
    }

    // MARK: From the beginning

    /// Runs the committed cells' libraries again in a fresh worker, without their output. A cell that fails this time
    /// goes, and those after it with it: they may use what it made.
    func rebuild(onEvent: (SessionEvent) -> Void) throws {
        if let failure = live.startFailure, history.records.isEmpty {
            throw EngineError(.missing, "the worker could not start: \(failure)")
        }
        if live.isLost && history.records.isEmpty && live.neverReady {
            throw EngineError(.workerLost, "the worker process ended before it was ready")
        }
        if try keepsWithoutThreads(onEvent: onEvent) { return }
        leaveOutWhatRunsOnce(onEvent: onEvent)
        let labels = history.records.map(\.label)
        if !labels.isEmpty {
            onEvent(.note("the session was rebuilt: \(labels.joined(separator: ", ")) ran again, output left out"))
        }
        while true {
            try restartWorker(onEvent: onEvent)
            guard let failed = try firstToFailAgain() else { return }
            let lost = history.records[failed...].map(\.label).joined(separator: ", ")
            onEvent(.note("run again, \(history.records[failed].label) failed; gone are the effects of: \(lost)"))
            try takeBack(from: failed)
        }
    }

    /// Where a cell must not run again, its values matter more than its threads: the snapshot takes over without them.
    private func keepsWithoutThreads(onEvent: (SessionEvent) -> Void) throws -> Bool {
        guard let cell = history.records.first(where: \.source.runsOnce),
            let snapshot = live.snapshot(after: history.standing)
        else { return false }
        return try wakeWithoutThreads(snapshot, sparing: cell, onEvent: onEvent)
    }

    func wakeWithoutThreads(
        _ snapshot: LiveProcesses.Snapshot, sparing cell: CellRecord, onEvent: (SessionEvent) -> Void
    ) throws -> Bool {
        guard try wake(snapshot, onEvent: onEvent) else { return false }
        onEvent(
            .note(
                "all values are kept, but threads and Dispatch queues that cells had started do not run any more: "
                    + "to have them back, \(cell.label) would run again, and it is marked 'replay: never'"))
        return true
    }

    private func leaveOutWhatRunsOnce(onEvent: (SessionEvent) -> Void) {
        guard let index = history.records.firstIndex(where: \.source.runsOnce) else { return }
        let lost = history.records[index...].map(\.label).joined(separator: ", ")
        onEvent(
            .note(
                "the session's processes are gone, and \(history.records[index].label) is marked 'replay: never': "
                    + "it does not run again; gone are the effects of: \(lost)"))
        _ = history.takeBack(from: index)
    }

    private func restartWorker(onEvent: (SessionEvent) -> Void) throws {
        let old = worker
        old.keepScratch()
        worker = try WorkerProcess(
            configuration: configuration, toolchain: toolchain, installation: installation, scratch: scratch.path)
        live = LiveProcesses()
        old.close()
        guard try awaitSession(onEvent: onEvent) else { throw EngineError(.workerLost, "a new worker did not start") }
    }

    private func firstToFailAgain() throws -> Int? {
        for (index, record) in history.records.enumerated() {
            guard try perform(record, onEvent: { _ in }).committed else { return index }
            live.cell = record.number
        }
        return nil
    }

    /// Takes cells out of the history, and the marks that they left on earlier cells' interfaces.
    @discardableResult
    func takeBack(from index: Int) throws -> [CellRecord] {
        forgetCompiledAhead()
        let (records, interfaces) = history.takeBack(from: index)
        try rewriteInterfaces(interfaces)
        return records
    }
}
