import Engine
import Foundation
import Testing

@Suite struct TaskFailureTests {
    /// A task that traps would trap again in every snapshot that holds it, and take each later cell with it.
    @Test func aTaskThatTrapsLaterDoesNotGoOn() throws {
        let session = try Session()
        try session.play(
            "import Foundation; var count = 1; let go = Mutex(false)\nimport Synchronization", id: "values")
        try session.play(
            "Task { while !go.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }; fatalError(\"late\") }",
            id: "starter")
        try session.play("let other = Task { while true { count += 1; try await Task.sleep(for: .milliseconds(1)) } }")
        let outcome = try session.run(
            CellSource(text: "go.withLock { $0 = true }; try await Task.sleep(for: .seconds(60))"))
        #expect(outcome.error?.name == "Fatal error")
        #expect(outcome.error?.message == "late (in a task that starter had started; its tasks do not go on)")
        // The trap is gone, other cells' tasks are not.
        try session.play("go.withLock { $0 = true }; let before = count")
        try session.play("while count < before + 3 { try await Task.sleep(for: .milliseconds(1)) }")
    }

    @Test func outputBelongsToTheCellWhoseTaskMadeIt() throws {
        let session = try Session()
        try session.play(
            "let ticking = Task { while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) } }")
        for _ in 0..<5 {
            try session.play("let waiting = Task { await ticking.value; print(\"from the task\") }", id: "waiting")
            #expect(try session.play("ticking.cancel(); await ticking.value; print(\"mine\")") == "mine")
            try session.undo(2)
        }
    }

    @Test func aCommandForADeadSessionIsNotReadByItsSuccessor() throws {
        let session = try Session()
        try session.play("import Foundation; var runs = 0")
        for _ in 0..<5 {
            // Ends the process at some moment around the next cell's start.
            let bomb = "Task.detached { usleep(useconds_t.random(in: 0..<120_000)); kill(getpid(), SIGKILL) }"
            // On a busy machine that moment may come before the cell's own end, or before the next one's start.
            guard try session.run(CellSource(id: "bomb", text: bomb)).status == .ok else { continue }
            let taker = NoteTaker()
            let outcome = try session.run(CellSource(text: "runs += 1; usleep(150_000)"), onEvent: taker.take)
            if outcome.status == .ok { #expect(taker.notes.contains { $0.hasSuffix("between two cells") }) }
            #expect(try valueDespiteBomb(of: "runs", in: session) == (outcome.status == .ok ? "1" : "0"))
            _ = try? session.undo(session.cells.count - 1)
            #expect(try session.value(of: "runs") == "0")
        }
    }

    /// The successor has the bomb's task, too.
    private func valueDespiteBomb(of expression: String, in session: Session) throws -> String? {
        for _ in 0..<100 {
            let outcome = try session.run(CellSource(text: "print(\(expression))"))
            if outcome.status == .ok {
                return String(decoding: outcome.stdout, as: UTF8.self).trimmingCharacters(in: .newlines)
            }
        }
        return nil
    }
}
