import Engine
import Foundation
import Testing

/// Locks that know their owner by its thread's number, in a process that is a copy of another.
@Suite struct ThreadTests {
    private static let made = "enum Slow { static let value = { usleep(100_000); return 7 }() }"

    /// The main thread makes the value, and others come to wait for it.
    private static let contenders = [
        "a task": "let task = Task.detached { usleep(20_000); return Slow.value }; print(Slow.value, await task.value)",
        "a thread": """
        let done = DispatchSemaphore(value: 0)
        nonisolated(unsafe) var other = 0
        Thread { usleep(20_000); other = Slow.value; done.signal() }.start()
        print(Slow.value, { done.wait(); return other }())
        """,
        "a queue": """
        let queue = DispatchQueue(label: "other")
        nonisolated(unsafe) var other = 0
        queue.async { usleep(20_000); other = Slow.value }
        print(Slow.value, { queue.sync {}; return other }())
        """,
    ]

    @Test(.timeLimit(.minutes(30)), arguments: contenders.keys.sorted(), [false, true])
    func aValueThatTwoThreadsAskForIsMadeOnceAndGivenToBoth(contender: String, afterAFailure: Bool) throws {
        let session = try Session()
        try session.play("import Foundation\n" + Self.made)
        if afterAFailure {
            #expect(try session.run(CellSource(text: "fatalError()")).status == .error)
        }
        #expect(try session.play(try #require(Self.contenders[contender])) == "7 7")
    }

    @Test(.timeLimit(.minutes(30))) func aQueueThatTheMainThreadHoldsUpGoesOnAfterAFailure() throws {
        let session = try Session()
        try session.play("import Foundation; let queue = DispatchQueue(label: \"q\"); queue.sync {}")
        #expect(try session.run(CellSource(text: "fatalError()")).status == .error)
        let text = """
            let done = DispatchSemaphore(value: 0)
            Thread { usleep(20_000); queue.sync { print("other") }; done.signal() }.start()
            queue.sync { usleep(100_000); print("main") }
            done.wait()
            """
        #expect(try session.play(text) == "main\nother")
    }

    /// A signal to the whole group is for the process that is the session then.
    @Test func whatASnapshotWasSentWhileItSleptDoesNotEndIt() throws {
        let session = try Session()
        try session.play("import Foundation; let kept = 3")
        let taker = NoteTaker()
        let text = """
            for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
                guard let pid = pid_t(entry), let status = try? String(contentsOfFile: "/proc/\\(pid)/status", encoding: .utf8)
                else { continue }
                if status.contains("\\nPPid:\\t\\(getppid())\\n"), pid != getpid() { kill(pid, SIGTERM) }
            }
            fatalError()
            """
        let outcome = try session.run(CellSource(text: text), onEvent: taker.take)
        #expect(outcome.error?.name == "Fatal error")
        #expect(taker.notes == [])
        #expect(try session.value(of: "kept") == "3")
    }
}
