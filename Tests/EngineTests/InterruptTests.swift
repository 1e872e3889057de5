import Engine
import Foundation
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
