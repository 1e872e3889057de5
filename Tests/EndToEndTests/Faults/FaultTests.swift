import TestSupport
import Testing

/// Whatever a cell does to itself and to its surroundings, everything that earlier cells made is still there afterwards.
@Suite struct FaultTests {
    @Test(arguments: [
        "traps", "ends", "signals", "hangs", "processes", "descriptors", "concurrency", "callbacks",
    ])
    func nothingIsLost(to group: String) throws {
        try FaultNotebook(group: group).expectNothingLost()
    }

    /// The warden's own death takes all processes with it: the cells run again.
    @Test func nothingIsLostWithTheAncestorOfAllProcesses() throws {
        let fault = """
            spoil()
            kill(getppid(), SIGKILL)
            while true { pause() }
            """
        let notebook = try FaultNotebook("The ancestor of all processes is killed", fault: fault)
        let report = try notebook.play()
        #expect(report.cells[1].status == "error")
        #expect(report.cells[1].error == "Lost: the session's processes were killed")
        notebook.expectLook(after: 0, in: report)
    }

    @Test func nothingIsLostForWantOfMemory() throws {
        try FaultNotebook(group: "memory").expectNothingLost("--memory", "1500")
    }
}
