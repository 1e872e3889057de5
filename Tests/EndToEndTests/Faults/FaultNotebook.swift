import Foundation
import TestSupport
import Testing

/// A notebook of ways for a cell to fail: one of `Fixtures/faults`, with a cell before all of them that makes all kinds of
/// state, and one after each that says what is left of it.
///
/// A fault says itself what its error must be (`expect: error`), or that it never ends (`timeout`). The line on which it must
/// be said to have happened ends in `// <-`.
struct FaultNotebook {
    struct Fault {
        var title: String
        /// Lines that may be blamed, in the notebook; empty where the fault does not say.
        var lines: [Int]
        var hangs: Bool
    }

    private(set) var text: String
    private(set) var faults: [Fault] = []

    init(group: String) throws {
        text = try Self.file("state")
        for cell in try Self.file(group).split(separator: "\n// %% ").map(String.init) {
            append(cell.hasPrefix("// %% ") ? String(cell.dropFirst(6)) : cell)
        }
    }

    /// A single fault: everything but its title line.
    init(_ title: String, fault: String) throws {
        text = try Self.file("state")
        append("\(title)\n\(fault)")
    }

    private static func file(_ name: String) throws -> String {
        try String(contentsOfFile: "\(Fixture.folder)/faults/\(name).swift", encoding: .utf8)
    }

    private mutating func append(_ cell: String) {
        text += "\n// %% "
        let first = text.split(separator: "\n", omittingEmptySubsequences: false).count
        let lines = cell.split(separator: "\n", omittingEmptySubsequences: false)
        faults.append(
            Fault(
                title: String(lines.first ?? ""),
                lines: lines.indices.filter { lines[$0].hasSuffix("// <-") }.map { first + $0 },
                hangs: lines.contains { $0.hasPrefix("//| timeout:") }))
        text += cell + "\n\n" + Self.look(after: faults.count)
    }

    /// Every look takes a step of its own, so that going back too far shows, too.
    private static func look(after count: Int) -> String {
        """
        // %% After \(count)
        //| expect: { stdout: "\(count) [1, 2, 3] one=1,two=2 kept 값 100 nobody 7 \(10 + count) \(count) /usr kept 27 true" }
        print(await inventory())

        """
    }

    func play(_ options: String...) throws -> CheckReport { try play(options) }

    private func play(_ options: [String]) throws -> CheckReport {
        let report = try Fixture.with(["faults.swift": text]) { folder in
            try RunningProgram(
                BuiltProducts.cellist(), ["check", "--json", "faults.swift", "--timeout", "60"] + options, in: folder
            ).finish().report()
        }
        try #require(report.cells.count == 1 + 2 * faults.count)
        return report
    }

    /// Plays it: each fault must be reported as it says, and leave all as it was.
    func expectNothingLost(_ options: String...) throws {
        let report = try play(options)
        for (index, fault) in faults.enumerated() {
            fault.expectReported(by: report.cells[1 + 2 * index])
            expectLook(after: index, in: report)
        }
    }

    /// The cell after a fault found all as it was.
    func expectLook(after index: Int, in report: CheckReport) {
        let look = report.cells[2 + 2 * index]
        #expect(look.status == "passed", "after '\(faults[index].title)' \(look.complaint)")
    }
}

extension FaultNotebook.Fault {
    fileprivate func expectReported(by cell: CheckReport.Cell) {
        #expect(cell.status == (hangs ? "timeout" : "passed"), "'\(title)' \(cell.complaint)")
        guard !lines.isEmpty else { return }
        let said = cell.error ?? "nothing"
        #expect(lines.contains { said.hasPrefix("faults.swift:\($0):") }, "'\(title)', not on line \(lines): \(said)")
    }
}
