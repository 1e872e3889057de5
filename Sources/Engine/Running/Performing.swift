import Foundation

extension Session {
    /// Runs a compiled cell in the session's process until it has committed or will not any more.
    func perform(
        _ record: CellRecord, leavesSnapshot: Bool = true, onEvent: (SessionEvent) -> Void
    ) throws -> CellRun {
        var run = CellRun(number: record.number, cell: record.source, pid: live.session)
        run.leavesSnapshot = leavesSnapshot
        let deadline = record.source.timeLimit.map { ContinuousClock.now + $0 }
        var watch = ResourceWatch(
            limits: configuration.limits, session: live.session, warden: worker.wardenPID,
            isConfined: configuration.launcher.isConfined)
        guard let session = live.session else { return run }
        try worker.run(
            library: record.product.library, entry: record.product.entry, cell: record.number, in: session,
            ticket: run.ticket, leavesSnapshot: leavesSnapshot)
        while !run.isOver {
            let wake = run.killDeadline ?? deadline
            let pause = [wake, watch.nextLook].compactMap(\.self).min()
            let events = try worker.events(until: pause, cancellation: run.end == nil ? cancellation : nil)
            for event in events { handle(event, run: &run, onEvent: onEvent) }
            if let wake, events.isEmpty, ContinuousClock.now >= wake { overdue(&run) }
            if run.end == nil, let excess = watch.look(sparing: live.all) { stop(&run, because: .limit(excess)) }
        }
        for event in worker.drainOutput() { handle(event, run: &run, onEvent: onEvent) }
        return run
    }

    private func handle(_ event: WorkerProcess.Event, run: inout CellRun, onEvent: (SessionEvent) -> Void) {
        switch event {
        case .stdout(let bytes):
            let kept = admit(bytes, run: &run)
            run.outcome.stdout += kept
            if !kept.isEmpty { onEvent(.stdout(kept)) }
        case .stderr(let bytes):
            let kept = admit(bytes, run: &run)
            run.outcome.stderr += kept
            if !kept.isEmpty { onEvent(.stderr(kept)) }
        case .frame(.display(let bundle)):
            guard admit(Data(count: bundle.values.reduce(0) { $0 + $1.utf8.count }), run: &run).count > 0 else {
                return
            }
            run.outcome.displays.append(bundle)
            onEvent(.display(bundle))
        case .frame(.progress(let text)):
            if let progress = CellProgress(text) { onEvent(.progress(progress)) }
        case .frame(.late(let stream, let number, let bytes)):
            if stream == STDERR_FILENO { run.lateErrors += bytes.suffix(4096) }
            onEvent(late(bytes, stream, number))
        case .frame(let frame):
            // Before the next message, which may be the snapshot's.
            if case .committed = frame, run.leavesSnapshot { live.isSnapshotDue = true }
            note(frame)
            run.note(frame)
        case .death(let pid, let end):
            live.noteDeath(pid)
            if pid == run.pid { run.died(end) }
        case .lost:
            live.noteLoss()
            run.died(nil)
        case .cancelled:
            stop(&run, because: .interrupt)
        }
    }

    func late(_ bytes: Data, _ stream: Int32, _ number: Int) -> SessionEvent {
        .lateOutput(
            bytes, stream: stream == STDERR_FILENO ? .stderr : .stdout, cell: history.record(number: number)?.source.id)
    }

    /// As much of an output as the cell may still make; asks it to end when that is not all.
    private func admit(_ bytes: Data, run: inout CellRun) -> Data {
        guard let limit = configuration.limits.output else { return bytes }
        let kept = bytes.prefix(max(limit - run.outputBytes, 0))
        run.outputBytes += bytes.count
        if kept.count < bytes.count {
            run.outcome.isOutputCut = true
            if run.end == nil { stop(&run, because: .limit(.output)) }
        }
        return kept
    }

    /// The time is up: first the cell is asked to say where it stands and to end, then it is ended.
    private func overdue(_ run: inout CellRun) {
        if run.killDeadline == nil {
            stop(&run, because: .timeout)
        } else if let pid = run.pid {
            // The second time: a confined cell may have stopped even the warden.
            if run.wasKilled { worker.endAll() }
            worker.signal(pid, SIGKILL)
            run.wasKilled = true
            run.killDeadline = ContinuousClock.now + .seconds(5)
        }
    }

    private func stop(_ run: inout CellRun, because end: CellRun.End) {
        run.end = end
        // Long enough to write down where it stands; a cell that blocks the signal is ended all the same.
        run.killDeadline = ContinuousClock.now + .milliseconds(100)
        if let pid = run.pid { worker.signal(pid, WorkerSignal.interrupt) }
    }
}
