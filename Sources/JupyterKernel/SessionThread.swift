import Engine
import Foundation
import Synchronization

/// The one thread that the session and its assistant are used from. The kernel's loop gives it one job at a time and hears of it by
/// mail, so that it never waits for a cell itself.
final class SessionThread: Sendable {
    enum Job: Sendable {
        case run(CellSource)
        case complete(CodePlace)
        case inspect(CodePlace)
        /// Has SourceKit read what the session imports, for one who is going to type.
        case warm
        case close
    }

    enum Letter: Sendable {
        /// The session is there; raising this stops its cell.
        case ready(Cancellation)
        case event(SessionEvent)
        case ended(Outcome)
        case completions([CodeCompletion])
        case inspected(SymbolInfo?)
        case warmed
        /// The session cannot go on, or never began.
        case failed(any Error)
        /// Nothing of it is left.
        case closed
    }

    let mail = Mailbox<Letter>()
    private let jobs = Mutex<[Job]>([])
    private let waiting = DispatchSemaphore(value: 0)

    init(_ configuration: SessionConfiguration) {
        detachQuietThread { [self] in
            do {
                try serve(configuration)
                mail.post(.closed)
            } catch {
                mail.post(.failed(error))
            }
        }
    }

    func take(_ job: Job) {
        jobs.withLock { $0.append(job) }
        waiting.signal()
    }

    private func next() -> Job {
        waiting.wait()
        return jobs.withLock { $0.removeFirst() }
    }

    private func serve(_ configuration: SessionConfiguration) throws {
        let session = try Session(configuration: configuration)
        defer { session.close() }
        let assist = CodeAssist()
        // It writes into the session's folder.
        defer { assist.close() }
        mail.post(.ready(session.cancellation))
        while true {
            switch next() {
            case .run(let source): mail.post(.ended(try run(source, in: session)))
            case .complete(let place): mail.post(.completions(place.completions(assist, session)))
            case .inspect(let place): mail.post(.inspected(place.symbol(assist, session)))
            case .warm:
                assist.warm(session.assistText(""))
                mail.post(.warmed)
            case .close: return
            }
        }
    }

    private func run(_ source: CellSource, in session: Session) throws -> Outcome {
        try session.run(source, forgetsInterrupt: false) { event in
            mail.post(.event(event)) { $0.join(event) }
        }
    }
}

extension SessionThread.Letter {
    /// Takes up what follows on the same stream: a cell that prints much makes few messages.
    fileprivate mutating func join(_ event: SessionEvent) -> Bool {
        switch (self, event) {
        case (.event(.stdout(var bytes)), .stdout(let more)):
            self = .closed  // so that the bytes are not copied
            bytes.append(more)
            self = .event(.stdout(bytes))
        case (.event(.stderr(var bytes)), .stderr(let more)):
            self = .closed
            bytes.append(more)
            self = .event(.stderr(bytes))
        default: return false
        }
        return true
    }
}
