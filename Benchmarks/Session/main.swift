// What a cell costs in a session: beside one bare call of the compiler; with much alive beside the same with nothing, after a crash
// beside the same without, after many cells beside the second; and what going back and interrupting cost. Each cell is handed over
// when the one before has answered: none is compiled ahead, as in a replay. Figures are medians; what is compared takes turns, so
// that a slow moment of the machine meets both sides.
import Engine
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let longSession = arguments.first.flatMap { Int($0) } ?? 500
let rounds = 9

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .milliseconds(1)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func figure(_ name: String, _ value: Double, _ remark: String = "") {
    let padded = name.padding(toLength: 52, withPad: " ", startingAt: 0)
    print(padded + String(format: "%8.1f ms  ", value) + remark)
}

func against(_ what: String, _ ratio: Double) -> String { String(format: "%.2f of %@", ratio, what) }

/// Never the same text twice, so that nothing is found in a cache.
nonisolated(unsafe) var lines = 0
func line() -> String {
    lines += 1
    return "let line\(lines) = \"\(lines)\".count + \(lines)"
}

extension Session {
    /// Runs a cell that must run to its end.
    func play(_ text: String) throws {
        let outcome = try run(CellSource(text: text))
        guard outcome.status == .ok else { fatalError("\(text): \(outcome.error?.message ?? "")") }
    }

    func timeSmallCell() throws -> Double { try milliseconds { try play(line()) } }

    func crash() throws {
        let outcome = try run(CellSource(text: "large.append([]); fatalError()"))
        guard outcome.status == .error else { fatalError("the cell should have crashed") }
    }
}

func sessionWith(megabytes: Int) throws -> Session {
    let session = try Session()
    try session.play(
        "var large = [[UInt8]]()\nfor i in 0..<\(megabytes) { large.append([UInt8](repeating: UInt8(i & 255), count: 1 << 20)) }"
    )
    _ = try session.timeSmallCell()
    return session
}

/// A call of the compiler alone, started with nothing in between that takes time of its own.
func compileAlone(_ folder: String) {
    let file = folder + "/bare.swift"
    let arguments = [
        "swift-frontend", "-frontend", "-c", "-primary-file", file, "-module-name", "bare", "-o", file + ".o",
    ]
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0, status: Int32 = 0
    guard posix_spawn(&child, frontend, nil, nil, &words, environ) == 0, waitpid(child, &status, 0) == child,
        status == 0
    else { fatalError("\(frontend) does not compile \(file)") }
}

let frontend: String = {
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
        let swift = URL(fileURLWithPath: "\(folder)/swift").resolvingSymlinksInPath()
        let frontend = swift.deletingLastPathComponent().appendingPathComponent("swift-frontend").path
        if access(frontend, X_OK) == 0 { return frontend }
    }
    fatalError("there is no swift on the PATH")
}()

func dateLine() -> String {
    lines += 1
    return "let line\(lines) = Date(timeIntervalSince1970: 0).timeIntervalSince1970 + \(lines)"
}

print("A warm one-line cell that uses Foundation, from its text to its result")
let folder = NSTemporaryDirectory() + "session-bench-\(getpid())"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
try "import Foundation\n\(dateLine())\n".write(toFile: folder + "/bare.swift", atomically: false, encoding: .utf8)
let warm = try Session()
try warm.play("import Foundation\nDate(timeIntervalSince1970: 0)")
var inCell: [Double] = [], alone: [Double] = []
for _ in 0..<(4 * rounds) {
    inCell.append(try milliseconds { try warm.play(dateLine()) })
    alone.append(milliseconds { compileAlone(folder) })
}
warm.close()
try FileManager.default.removeItem(atPath: folder)
let ratio = median(inCell) / median(alone)
figure("a bare call of the compiler", median(alone))
figure("the cell", median(inCell), against("the compiler; at most 1.6", ratio))

print("\nLarge state: a small cell, from its text to its result")
let empty = try sessionWith(megabytes: 0)
for megabytes in [10, 500, 2000] {
    let session = try sessionWith(megabytes: megabytes)
    var without: [Double] = [], with: [Double] = [], crashed: [Double] = [], undo: [Double] = []
    for _ in 0..<rounds {
        without.append(try empty.timeSmallCell())
        with.append(try session.timeSmallCell())
        try session.crash()
        crashed.append(try session.timeSmallCell())
        undo.append(try milliseconds { try session.undo() })
    }
    figure("nothing alive", median(without))
    figure("\(megabytes) MB alive", median(with), String(format: "%+.1f ms", median(with) - median(without)))
    figure(
        "\(megabytes) MB, after a cell that crashed", median(crashed),
        String(format: "%+.1f ms", median(crashed) - median(with)))
    figure("\(megabytes) MB, undo", median(undo))
    session.close()
}
empty.close()

print("\nInterrupts: from the signal to a session that is ready again")
for (name, wait) in [
    ("a busy loop", "while true { count &+= 1 }"), ("a sleep", "sleep(60)"),
    ("a blocking read", "var ends: [Int32] = [0, 0]; pipe(&ends); var byte: UInt8 = 0; read(ends[0], &byte, 1)"),
    ("an await", "try await Task.sleep(for: .seconds(60))"),
    ("a loop that is deaf to signals", "sigset_t().block(); while true { count &+= 1 }"),
] {
    let session = try Session()
    try session.play(
        "import Foundation; var count = 0\nextension sigset_t { func block() { var all = self; sigfillset(&all); sigprocmask(SIG_SETMASK, &all, nil) } }"
    )
    let times = try (0..<rounds).map { _ in
        var start = ContinuousClock.now
        let outcome = try session.run(CellSource(text: "print(\"here\"); \(wait)")) { event in
            guard case .stdout = event else { return }
            start = ContinuousClock.now
            session.interrupt()
        }
        guard outcome.status == .interrupted else { fatalError("\(name): \(outcome.status)") }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
    figure(name, median(times))
    session.close()
}

print("\nLong sessions")
let long = try Session()
let short = try Session()
for session in [long, short] { try session.play("import Foundation") }
while long.cells.count < longSession - rounds { try long.play(line()) }
var early: [Double] = [], late: [Double] = []
for _ in 0..<rounds {
    try short.undo(short.cells.count)
    try short.play("import Foundation")
    early.append(try short.timeSmallCell())
    late.append(try long.timeSmallCell())
}
figure("cell 2", median(early))
figure("cell \(longSession)", median(late), against("cell 2", median(late) / median(early)))

exit(ratio <= 1.6 ? 0 : 1)
