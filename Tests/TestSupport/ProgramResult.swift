import Foundation

/// How a program under test ended, and what it printed.
public struct ProgramResult: Sendable {
    /// nil when a signal ended it.
    public var exitCode: Int32?
    public var signal: Int32?
    public var stdout: Data
    public var stderr: Data

    init(status: Int32, stdout: Data, stderr: Data) {
        if status & 0x7f == 0 { exitCode = (status >> 8) & 0xff } else { signal = status & 0x7f }
        self.stdout = stdout
        self.stderr = stderr
    }

    public var out: String { String(decoding: stdout, as: UTF8.self) }
    public var err: String { String(decoding: stderr, as: UTF8.self) }

    /// What `--json` printed.
    public func report() throws -> CheckReport {
        do {
            return try JSONDecoder().decode(CheckReport.self, from: stdout)
        } catch {
            throw TestSupportError("no report: \(error)\nstdout: \(out)\nstderr: \(err)")
        }
    }
}
