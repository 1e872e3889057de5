import Engine
import Foundation
import TestSupport
import Testing

@testable import Grading

/// Cells that try to get out, in a session whose worker is confined.
@Suite struct SandboxTests {
    private func confined(_ body: (Session) throws -> Void) throws {
        let sandbox = try Sandbox(installation: Installation.find(beside: BuiltProducts.folder))
        let session = try Session(
            configuration: SessionConfiguration(cache: .off, launcher: sandbox.launcher))
        defer { session.close() }
        try body(session)
    }

    /// What a cell prints, without the line end.
    private func output(_ text: String, of session: Session) throws -> String {
        let outcome = try session.run(CellSource(text: text, timeLimit: .seconds(20)))
        let error = outcome.error.map { "\($0.name): \($0.message)" } ?? ""
        return (String(decoding: outcome.stdout, as: UTF8.self) + error)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func expect(
        _ text: String, prints expected: String, in session: Session, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let printed = try output(text, of: session)
        #expect(printed == expected, sourceLocation: sourceLocation)
    }

    @Test func aCellRunsThere() throws {
        try confined { session in
            try expect("import LabKit\nprint(zeros(2).shape)", prints: "[2]", in: session)
            try expect("import Foundation\nprint(NSString(\"a\").length)", prints: "1", in: session)
            try expect("print(await Task { 6 * 7 }.value)", prints: "42", in: session)
        }
    }

    @Test func thereIsNoNetwork() throws {
        try confined { session in
            try expect(
                "import Glibc\nprint(socket(AF_INET, 1, 0), errno == EPERM)", prints: "-1 true", in: session)
        }
    }

    @Test func thereAreNoFilesButItsOwn() throws {
        let text = """
            import Foundation
            let files = FileManager.default
            print(try files.contentsOfDirectory(atPath: NSHomeDirectory()), files.fileExists(atPath: "\(#filePath)"))
            print(files.createFile(atPath: "/x", contents: nil), files.createFile(atPath: "/dev/x", contents: nil))
            print(files.createFile(atPath: "note.txt", contents: nil), files.createFile(atPath: "/tmp/x", contents: nil))
            """
        try confined { session in
            try expect(text, prints: "[] false\nfalse false\ntrue true", in: session)
        }
    }

    @Test func thereAreNoProcessesButItsOwn() throws {
        let text = """
            import Foundation
            let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int($0) }
            // Not the one that cells call, which means the cell itself by all processes.
            typealias Kill = @convention(c) (Int32, Int32) -> Int32
            let kill = unsafeBitCast(dlsym(UnsafeMutableRawPointer(bitPattern: 0), "kill"), to: Kill.self)
            print(numbers.allSatisfy { $0 < 100 }, kill(1, SIGKILL), kill(2, SIGSTOP), kill(-1, SIGKILL))
            """
        try confined { try expect(text, prints: "true -1 -1 -1", in: $0) }
    }

    @Test func theHostsEnvironmentAndDescriptorsStayOutside() throws {
        setenv("CELLIST_TEST_SECRET", "told", 1)
        let text = """
            import Foundation
            let told = ProcessInfo.processInfo.environment["CELLIST_TEST_SECRET"] ?? "nothing"
            let ofTheFirst = (try? String(contentsOfFile: "/proc/1/environ", encoding: .utf8)) ?? ""
            print(told, ofTheFirst.contains("told"), (3..<400).filter { fcntl(Int32($0), F_GETFD) >= 0 })
            """
        try confined { session in
            let printed = try output(text, of: session)
            #expect(printed.hasPrefix("nothing false"), "\(printed)")
        }
    }

    @Test(arguments: ["ptrace", "keyctl", "io_uring_setup", "unshare", "bpf", "mount"])
    func theKernelRefuses(call: String) throws {
        let numbers = ["ptrace": 101, "keyctl": 250, "io_uring_setup": 425, "unshare": 272, "bpf": 321, "mount": 165]
        let number = try #require(numbers[call])
        let text = """
            import Glibc
            let call = dlsym(nil, "syscall")!
            typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int) -> Int
            print(unsafeBitCast(call, to: Call.self)(\(number), 0, 0, 0, 0, 0), errno == EPERM)
            """
        try confined { try expect(text, prints: "-1 true", in: $0) }
    }

    @Test func aCellThatFailsIsTakenBackThere() throws {
        try confined { session in
            try expect("var a = 1", prints: "", in: session)
            let failed = try output("a = 2; fatalError(\"no\")", of: session)
            #expect(failed.contains("no"))
            try expect("print(a)", prints: "1", in: session)
        }
    }

    @Test func itEndsWithItsSession() throws {
        let marker = "sandboxed-\(UUID().uuidString)"
        var sandbox = try Sandbox(installation: Installation.find(beside: BuiltProducts.folder))
        sandbox.environment = ["CELLIST_TEST_RUN": marker]
        let session = try Session(configuration: SessionConfiguration(cache: .off, launcher: sandbox.launcher))
        let text = """
            import Glibc
            signal(SIGTERM, SIG_IGN)
            typealias Fork = @convention(c) () -> Int32
            if unsafeBitCast(dlsym(nil, "fork")!, to: Fork.self)() == 0 { setsid(); while true { sleep(1) } }
            """
        #expect(try session.run(CellSource(text: text)).status == .ok)
        #expect(!processes(with: marker).isEmpty)
        session.close()
        while !processes(with: marker).isEmpty { sched_yield() }
    }

    private func processes(with marker: String) -> [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.filter { Int($0) != nil }.filter { pid in
            let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
            return environment.range(of: Data(marker.utf8)) != nil
        }
    }
}
