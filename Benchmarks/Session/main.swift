// What a cell costs in a session: with much alive beside the same with nothing, after a crash beside the same without, after many
// cells beside the second; and what going back and interrupting cost. How a cell compares with the bare compiler is
// measured by latency.py. Figures are medians; what is compared takes turns, so that a slow moment of the machine meets both
// sides.
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

print("Large state: a small cell, from its text to its result")
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
