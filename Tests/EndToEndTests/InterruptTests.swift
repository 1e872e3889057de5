import Foundation
import TestSupport
import Testing

/// Ctrl-C, SIGTERM and SIGKILL to `cellist` itself. What it leaves behind is an error of ``RunningProgram/finish()``.
@Suite struct InterruptTests {
    /// Ways for a cell to take for ever, each once it has said "begun".
    static let endless = [
        "while true {}",
        "while true { sleep(3600) }",
        "let pipe = Pipe()\nprint(pipe.fileHandleForReading.readData(ofLength: 1), pipe)",
        "try await Task.sleep(for: .seconds(3600))",
        "await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }",
        "let program = Process()\nprogram.executableURL = URL(fileURLWithPath: \"/bin/sleep\")\n"
            + "program.arguments = [\"3600\"]\ntry program.run()\nprogram.waitUntilExit()",
        "for number in Int32(1)...64 { signal(number, SIG_IGN) }\nwhile true { pause() }",
    ]

    private func withNotebook<Value>(_ endless: String, _ body: (String) throws -> Value) throws -> Value {
        let cells = """
            // %% before
            import Foundation

            // %% endless
            print("begun")
            \(endless)

            // %% after
            print("not to be reached")
            """
        return try Fixture.with(["endless.swift": cells], body)
    }

    @Test(arguments: endless)
    func ctrlCEndsRun(endless: String) throws {
        try withNotebook(endless) { folder in
            let program = try Fixture.start("run", "endless.swift", in: folder)
            try program.wait(for: "begun\n")
            program.signalGroup(SIGINT)
            let result = try program.finish()
            #expect(result.exitCode == 130)
            #expect(result.out == "begun\n")
            #expect(result.err.contains("Interrupted: the cell was interrupted\n"))
            #expect(result.err.hasSuffix("the session stands as after 'before'\n"))
        }
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalToCellistAloneEndsCheck(number: Int32) throws {
        try withNotebook("while true { pause() }") { folder in
            let program = try Fixture.start("check", "--show-output", "endless.swift", in: folder)
            try program.wait(for: "begun\n")
            program.signal(number)
            program.signal(number)
            let result = try program.finish()
            #expect(result.exitCode == 130)
            #expect(result.out.contains("✗ endless"))
            #expect(!result.out.contains("not to be reached"))
        }
    }

    /// Alone, or with its whole process group, as a terminal or a CI runner kills it.
    @Test(arguments: [false, true]) func aKilledCellistLeavesNothingBehind(withItsGroup: Bool) throws {
        let leavers = """
            for _ in 0..<3 where fork() == 0 { while true { pause() } }
            if fork() == 0 {
                setsid()
                if fork() != 0 { _exit(0) }
                while true { pause() }
            }
            print("started")
            while true { pause() }
            """
        try withNotebook(leavers) { folder in
            let program = try Fixture.start("run", "endless.swift", in: folder)
            try program.wait(for: "started\n")
            if withItsGroup { program.signalGroup(SIGKILL) } else { program.signal(SIGKILL) }
            let result = try program.finish()
            #expect(result.signal == SIGKILL)
        }
    }

    /// Their ancestor is the one that would have ended them.
    @Test func whatCellsLeftEndsAlsoWhenTheirAncestorIsKilled() throws {
        let cells = """
            // %% leaves programs
            import Foundation
            let program = Process()
            program.executableURL = URL(fileURLWithPath: "/bin/sleep")
            program.arguments = ["3600"]
            try program.run()
            if fork() == 0 {
                setsid()
                if fork() != 0 { _exit(0) }
                while true { pause() }
            }
            // %% kills
            kill(getppid(), SIGKILL)
            while true { pause() }
            """
        try Fixture.with(["a.swift": cells]) { folder in
            let result = try Fixture.start("run", "a.swift", in: folder).finish()
            #expect(result.exitCode == 1)
            #expect(result.err.contains("Lost: the session's processes were killed"))
        }
    }

    /// A process that changes its program has no environment to be known by for a while.
    @Test func programsThatAreJustBeingStartedEndWhenTheirAncestorIsKilled() throws {
        let cells = """
            // %% kills
            import Foundation
            for _ in 0..<20 where fork() == 0 {
                while true {
                    var pid: pid_t = 0
                    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("3600"), nil]
                    posix_spawn(&pid, "/bin/sleep", nil, nil, &arguments, environ)
                    usleep(20000)
                }
            }
            usleep(100_000)
            kill(getppid(), SIGKILL)
            while true { pause() }
            // %% goes on
            print("here")
            """
        try Fixture.with(["a.swift": cells]) { folder in
            let result = try Fixture.start("run", "--allow-errors", "a.swift", in: folder).finish()
            #expect(result.out == "here\n")
            #expect(result.err.contains("Lost: the session's processes were killed"))
        }
    }

    /// The next cell is compiled while this one runs: a compiler that lives on would make the session's folder again.
    @Test func aKilledCellistTakesItsCompilerAlong() throws {
        // Seconds of work for the compiler.
        let slow = (0..<400).map { "func f\($0)(_ x: Int) -> [Int] { (0..<x).map { $0 * \($0) }.filter { $0 > 1 } }" }
        let cells = "// %% first\nprint(\"here\")\nwhile true {}\n// %% slow\n" + slow.joined(separator: "\n")
        try Fixture.with(["a.swift": cells]) { folder in
            let program = try Fixture.start("run", "a.swift", in: folder)
            try program.wait(for: "here\n")
            // In the midst of it: one that has not read its source yet ends by itself.
            let looks = 0..<100_000
            try #require(
                looks.contains { _ in
                    program.processes.contains { $0.command.contains("Cell2.swift") && $0.ticks > 30 }
                })
            program.signal(SIGKILL)
            #expect(try program.finish().signal == SIGKILL)
        }
    }

    @Test func programsThatCellsLeftEndWithTheSession() throws {
        let cells = """
            import Foundation
            let program = Process()
            program.executableURL = URL(fileURLWithPath: "/bin/sleep")
            program.arguments = ["3600"]
            try program.run()
            if fork() == 0 { while true { pause() } }
            Task { try await Task.sleep(for: .seconds(3600)) }
            """
        let result = try Fixture.with(["a.swift": cells]) { try Fixture.cellist("run", "a.swift", in: $0) }
        #expect(result.exitCode == 0)
        #expect(result.err == "")
    }
}
