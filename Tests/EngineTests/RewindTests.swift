import Engine
import Foundation
import Testing

@Suite struct RewindTests {
    @Test func undoTakesBackValuesAndNames() throws {
        let session = try Session()
        try session.play("var count = 1; final class Box { var items = [1] }; let box = Box()", id: "start")
        try session.play("count += 10; box.items.append(2); func twice(_ x: Int) -> Int { 2 * x }", id: "change")
        let rewound = try session.undo()
        #expect(rewound.takenBack == ["change"])
        #expect(rewound.ranAgain.isEmpty)
        #expect(rewound.standing == "start")
        #expect(try session.play("print(count, box.items)") == "1 [1]")
        let outcome = try session.run(CellSource(text: "twice(2)"))
        #expect(outcome.error?.message.contains("cannot find 'twice' in scope") == true)
    }

    @Test func undoOfSeveralCellsGoesBackInOneStep() throws {
        let session = try Session()
        try session.play("var sum = 0")
        for _ in 1...5 { try session.play("sum += 1") }
        #expect(try session.undo(3).takenBack == ["cell 4", "cell 5", "cell 6"])
        #expect(try session.play("print(sum)") == "2")
        #expect(try session.undo(100).standing == nil)
        #expect(session.cells.isEmpty)
        #expect(throws: RewindError.self) { try session.undo() }
    }

    @Test func anUndoneRedefinitionGivesTheEarlierMeaningBack() throws {
        let session = try Session()
        try session.play(
            "func f(_ x: Int) -> String { \"first \\(x)\" }; func f(_ x: String) -> String { \"text\" }", id: "a")
        try session.play("func f(_ x: Int) -> String { \"second \\(x)\" }", id: "b")
        #expect(try session.value(of: "f(1), f(\"\")") == "second 1 text")
        try session.rewind(after: "a")
        #expect(try session.value(of: "f(1), f(\"\")") == "first 1 text")
        try session.play("func f(_ x: Int) -> String { \"third \\(x)\" }", id: "b")
        #expect(try session.value(of: "f(1), f(\"\")") == "third 1 text")
    }

    @Test func aCellCanBeRunAgainAsIfItHadNeverRun() throws {
        let session = try Session()
        try session.play("var log: [String] = []", id: "setup")
        try session.play("log.append(\"wrong\")", id: "step")
        try session.play("log.append(\"after\")", id: "later")
        #expect(try session.rewind(before: "step").takenBack == ["step", "later"])
        try session.play("log.append(\"right\")", id: "step")
        #expect(try session.play("print(log)") == "[\"right\"]")
    }

    @Test func beyondTheSnapshotsCellsRunAgain() throws {
        let session = try Session(configuration: SessionConfiguration(snapshotsKept: 2))
        try session.play("var steps = [0]", id: "first")
        for step in 1...5 { try session.play("steps.append(\(step)); print(steps)", id: "step \(step)") }
        #expect(session.cells.map(\.isHeld).prefix(3) == [false, false, false])
        #expect(session.cells.map(\.isHeld).suffix(2) == [true, true])
        let taker = NoteTaker()
        let rewound = try session.rewind(after: "step 2", onEvent: taker.take)
        #expect(rewound.ranAgain == ["first", "step 1", "step 2"])
        #expect(taker.notes.contains { $0.contains("first, step 1, step 2 ran again") })
        #expect(try session.play("print(steps)") == "[0, 1, 2]")
    }

    @Test func aCellThatRunsOnceIsNotRunAgain() throws {
        let session = try Session(configuration: SessionConfiguration(snapshotsKept: 2))
        try session.play("var sent = 1", id: "send", runsOnce: true)
        for step in 1...3 { try session.play("sent += 1", id: "step \(step)") }
        let error = #expect(throws: RewindError.self) { try session.rewind(after: "step 1") }
        #expect(error?.description.contains("send, which would have to run again, is marked 'replay: never'") == true)
        #expect(error?.description.contains("step 2, step 3") == true)
        #expect(try session.value(of: "sent") == "4")
    }

    @Test func whereACellRunsOnceAFailureKeepsValuesRatherThanThreads() throws {
        let session = try Session()
        try session.play("var sent = 1", id: "send", runsOnce: true)
        try session.play("import Dispatch; DispatchQueue.concurrentPerform(iterations: 4) { _ in }; sent = 2")
        let taker = NoteTaker()
        let outcome = try session.run(CellSource(text: "sent = 3; fatalError()"), onEvent: taker.take)
        #expect(outcome.status == .error)
        #expect(taker.notes.contains { $0.contains("all values are kept, but threads") })
        #expect(try session.value(of: "sent") == "2")
    }

    @Test func anUnknownCellIsNamedWithThoseThereAre() throws {
        let session = try Session()
        try session.play("1", id: "one")
        let error = #expect(throws: RewindError.self) { try session.rewind(after: "two") }
        #expect(error?.description == "no cell 'two' has run in this session; those that have: one")
    }

    @Test func undoStopsWhatTheUndoneCellsLeftRunning() throws {
        let session = try Session()
        try session.play("import Foundation; var beats = 0")
        try session.play(
            "let beating = Task { @MainActor in while true { beats += 1; try await Task.sleep(for: .milliseconds(1)) } }"
        )
        try session.play("while beats < 3 { try await Task.sleep(for: .milliseconds(1)) }")
        try session.undo(2)
        #expect(
            try session.play("let before = beats; try await Task.sleep(for: .milliseconds(20)); print(before, beats)")
                == "0 0")
    }
}
