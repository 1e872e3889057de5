import Engine
import Foundation
import Synchronization
import Testing

/// An interrupted cell ends, whatever it waits for, and the session keeps its values.
@Suite struct InterruptTests {
    @Test(arguments: [
        "while true {}",
        "while true { sleep(3600) }",
        "let pipe = Pipe()\nprint(pipe.fileHandleForReading.readData(ofLength: 1), pipe)",
        "try await Task.sleep(for: .seconds(3600))",
        "await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }",
        "await withTaskGroup(of: Void.self) { $0.addTask { while true { pause() } } }",
        "DispatchQueue(label: \"a queue\").sync { while true { pause() } }",
        "for number in Int32(1)...64 { signal(number, SIG_IGN) }\nwhile true { pause() }",
        "var all = sigset_t()\nsigfillset(&all)\npthread_sigmask(SIG_BLOCK, &all, nil)\nwhile true { pause() }",
    ])
    func anInterruptedCellEndsAndTheSessionKeepsItsValues(endless: String) throws {
        let session = try Session()
        try session.play("import Foundation\nvar numbers = [1, 2, 3]", id: "first")
        let outcome = try interrupted("numbers = []\nprint(\"begun\")\n\(endless)", in: session, times: 1)
        #expect(outcome.status == .interrupted)
        #expect(outcome.error?.kind == .interrupt)
        #expect(outcome.standing == "first")
        #expect(try session.play("print(numbers)") == "[1, 2, 3]")
    }

    @Test func aSecondInterruptIsHarmless() throws {
        let session = try Session()
        try session.play("var number = 1")
        for _ in 0..<3 {
            let outcome = try interrupted("number += 1\nprint(\"begun\")\nwhile true {}", in: session, times: 2)
            #expect(outcome.status == .interrupted)
            // Too late for that cell, and not meant for the next.
            session.interrupt()
            #expect(try session.value(of: "number") == "1")
        }
    }

    @Test func theLineThatRanIsTold() throws {
        let session = try Session()
        let outcome = try interrupted("\n\nprint(\"begun\"); while true {}", in: session, times: 1)
        #expect(outcome.error?.line == 3)
    }

    @Test(arguments: [
        ("try await Task.sleep(for: .seconds(3600))", 3),
        ("let t = Task { try await Task.sleep(for: .seconds(3600)) }\ntry await t.value", 4),
        ("func f() async {\nawait withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }\n}\nawait f()", 4),
    ])
    func theLineThatAwaitsIsTold(text: String, line: Int) throws {
        let session = try Session()
        // An interrupt might come before the cell has begun to wait.
        let outcome = try session.run(CellSource(text: "\n\n\(text)", timeLimit: .seconds(2)))
        #expect(outcome.status == .timeout)
        #expect(outcome.error?.line == line)
    }

    @Test func aCompilationIsInterrupted() throws {
        let session = try Session()
        try session.play("let kept = 1")
        // Seconds of work for the compiler.
        let slow = (0..<400).map { "func f\($0)(_ x: Int) -> [Int] { (0..<x).map { $0 * \($0) }.filter { $0 > 1 } }" }
        let isOver = Mutex(false)
        let threads = DispatchGroup()
        let interrupt = session.interruption
        DispatchQueue.global().async(group: threads) {
            // One that comes before the cell is that of no cell.
            while !isOver.withLock(\.self) { interrupt() }
        }
        let outcome = try session.run(CellSource(text: slow.joined(separator: "\n")))
        isOver.withLock { $0 = true }
        threads.wait()
        #expect(outcome.status == .interrupted)
        #expect(try session.value(of: "kept") == "1")
    }

    /// Interrupts a cell as soon as it has printed something, from another thread.
    private func interrupted(_ text: String, in session: Session, times: Int) throws -> Outcome {
        let interrupt = session.interruption
        let threads = DispatchGroup()
        // None may come so late that it is taken for the next cell's.
        defer { threads.wait() }
        return try session.run(CellSource(text: text)) { event in
            guard case .stdout = event else { return }
            DispatchQueue.global().async(group: threads) { for _ in 0..<times { interrupt() } }
        }
    }
}
