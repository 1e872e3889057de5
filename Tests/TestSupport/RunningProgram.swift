internal import CLinux
import Foundation

/// A program under test, in a process group and with a scratch folder of its own.
///
/// Whoever reads from it waits for what the program does, never for a time to pass. A program that hangs is killed with
/// its whole group after two minutes, and the test that waits gets an error with what had been printed by then.
public final class RunningProgram {
    public let pid: Int32
    /// The program's `TMPDIR`, empty again when it has cleaned up after itself.
    public let scratch: String
    private let input: PipeEnd
    private let output: PipeEnd
    private let errors: PipeEnd
    /// Held open by the program and by everything that it starts: it ends when the last of them is gone.
    private let lifeline: PipeEnd
    private let marker: String
    private let deadline = ContinuousClock.now + .seconds(120)
    private var stdout = Data()
    private var stderr = Data()
    private var hasEnded = false

    /// - Parameters:
    ///   - folder: the program's working directory.
    ///   - environment: variables in addition to the test's own.
    public init(
        _ program: String, _ arguments: [String], in folder: String, environment: [String: String] = [:]
    ) throws {
        let (theirInput, input) = try PipeEnd.pair()
        let (output, theirOutput) = try PipeEnd.pair()
        let (errors, theirErrors) = try PipeEnd.pair()
        let (lifeline, theirLifeline) = try PipeEnd.pair()
        marker = UUID().uuidString
        scratch = NSTemporaryDirectory() + "cellist-test-" + marker
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("CLICOLOR") }
        variables["TMPDIR"] = scratch
        variables[ProcessTable.marker] = marker
        // What was compiled before is no business of a test that does not say so.
        variables["CELLIST_CACHE"] = "off"
        variables.merge(environment) { _, new in new }
        pid = try Spawn(
            program: program, arguments: arguments, folder: folder, environment: variables,
            descriptors: [
                (theirInput.number, 0), (theirOutput.number, 1), (theirErrors.number, 2), (theirLifeline.number, 200),
            ]
        ).start()
        (self.input, self.output, self.errors, self.lifeline) = (input, output, errors, lifeline)
    }

    deinit {
        if !hasEnded { end() }
        try? FileManager.default.removeItem(atPath: scratch)
    }

    // MARK: Talking to it

    public func send(_ text: String) { send(Data(text.utf8)) }

    public func send(_ bytes: Data) { input.write(bytes) }

    public func closeInput() { input.close() }

    /// Sends a signal to the program alone.
    public func signal(_ number: Int32) { kill(pid, number) }

    /// Sends a signal to the program and all it started, as a terminal does.
    public func signalGroup(_ number: Int32) { kill(-pid, number) }

    public enum Stream: Sendable { case stdout, stderr }

    /// Waits until the program has printed `text`.
    ///
    /// - Throws: ``TestSupportError`` when it ends before, or hangs.
    public func wait(for text: String, on stream: Stream = .stdout) throws {
        while !printed(on: stream).contains(text) {
            guard try pump() else { throw complaint("ended and had not printed '\(text)'") }
        }
    }

    /// Waits until what the program has printed is as wanted.
    public func wait(on stream: Stream = .stdout, until isWanted: (String) -> Bool) throws {
        while !isWanted(printed(on: stream)) {
            guard try pump() else { throw complaint("ended and had not printed what was wanted") }
        }
    }

    private func printed(on stream: Stream) -> String {
        String(decoding: stream == .stdout ? stdout : stderr, as: UTF8.self)
    }

    /// Closes its input, waits for its end and for that of everything it started.
    ///
    /// - Throws: ``TestSupportError`` when it hangs, or leaves processes or files behind.
    public func finish() throws -> ProgramResult {
        closeInput()
        while try pump() {}
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        hasEnded = true
        let result = ProgramResult(status: status, stdout: stdout, stderr: stderr)
        let strays = ProcessTable.processes(marked: marker)
        for stray in strays { kill(stray.pid, SIGKILL) }
        guard strays.isEmpty else { throw complaint("left processes behind: \(strays.map(\.command))") }
        let files = try FileManager.default.contentsOfDirectory(atPath: scratch)
        guard files.isEmpty else { throw complaint("left files behind: \(files)") }
        return result
    }

    /// The processes that are there on its account, itself among them.
    public var processes: [ProcessTable.Entry] { ProcessTable.processes(marked: marker) }

    // MARK: Waiting

    /// Takes up what is printed next; false when all streams have ended.
    private func pump() throws -> Bool {
        let open = [output, errors, lifeline].filter { $0.number >= 0 }
        guard !open.isEmpty else { return false }
        var polled = open.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
        let left = max(0, (deadline - ContinuousClock.now) / .milliseconds(1))
        let count = poll(&polled, nfds_t(polled.count), Int32(left))
        if count == 0 {
            end()
            throw complaint("hung and was killed")
        }
        for (end, state) in zip(open, polled) where state.revents != 0 {
            let data = end.read()
            if data.isEmpty { end.close() }
            if end === output { stdout += data } else if end === errors { stderr += data }
        }
        return true
    }

    private func end() {
        hasEnded = true
        signalGroup(SIGKILL)
        for stray in processes { kill(stray.pid, SIGKILL) }
        waitpid(pid, nil, 0)
    }

    private func complaint(_ what: String) -> TestSupportError {
        TestSupportError(
            """
            the program \(what)
            stdout: \(String(decoding: stdout.suffix(4000), as: UTF8.self))
            stderr: \(String(decoding: stderr.suffix(4000), as: UTF8.self))
            """)
    }
}
