import Foundation
import TestSupport

/// A shell at a terminal, in a folder and with a home of its own.
struct ShellBench {
    let folder: String
    var environment: [String: String]

    /// Makes a folder with these files, gives it to `body`, and removes it.
    static func with<Value>(_ files: [String: String] = [:], _ body: (ShellBench) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/cellist-shell-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["home", "tmp"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        let bench = ShellBench(
            folder: folder,
            environment: [
                "HOME": folder + "/home", "XDG_STATE_HOME": folder + "/state", "TMPDIR": folder + "/tmp",
                "NO_COLOR": "1",
            ])
        for (name, text) in files { try bench.write(text, to: name) }
        let value = try body(bench)
        try bench.waitUntilTidy()
        return value
    }

    /// A shell that was killed leaves its session's folder to another process, which removes it in a moment.
    private func waitUntilTidy() throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while case let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/tmp"), !left.isEmpty {
            guard ContinuousClock.now < deadline else { throw TestSupportError("files are left: \(left)") }
            usleep(10_000)
        }
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

    func start(
        _ arguments: String..., columns: Int = 100, rows: Int = 40, environment more: [String: String] = [:]
    ) throws -> TerminalProgram {
        try TerminalProgram(
            BuiltProducts.cellist(), ["shell"] + arguments, in: folder, columns: columns, rows: rows,
            environment: environment.merging(more) { _, new in new })
    }

    /// Without a terminal.
    func run(_ arguments: String..., input: Data) throws -> ProgramResult {
        let program = try RunningProgram(
            BuiltProducts.cellist(), ["shell"] + arguments, in: folder, environment: environment)
        program.send(input)
        return try program.finish()
    }
}
