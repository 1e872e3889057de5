import Engine
import Testing

@Suite struct StalenessTests {
    @Test func aRedefinitionMarksWhatUsedTheEarlierOne() throws {
        let session = try Session()
        try session.play("func rate() -> Double { 0.1 }", id: "rate")
        try session.play("let step = rate() * 2", id: "step")
        try session.play("let unrelated = 5", id: "unrelated")
        try session.play("print(step)", id: "show")
        #expect(session.staleCells.isEmpty)
        try session.play("func rate() -> Double { 0.5 }", id: "rate")
        #expect(session.staleCells == ["step", "show"])
        #expect(session.cells.filter(\.isStale).map(\.label) == ["step", "show"])
    }

    @Test func runningStaleCellsAgainBringsThemUpToDate() throws {
        let session = try Session()
        try session.play("let base = 1", id: "a")
        try session.play("let double = base * 2", id: "b")
        try session.play("print(double)", id: "c")
        try session.play("let base = 10", id: "a")
        let results = try session.rerunStale()
        #expect(results.map(\.cell) == ["b", "c"])
        #expect(results.last.map { String(decoding: $0.outcome.stdout, as: UTF8.self) } == "20\n")
        #expect(session.staleCells.isEmpty)
    }

    @Test func typesAndExtensionsCountToo() throws {
        let session = try Session()
        try session.play("struct Point { var x = 1 }", id: "type")
        try session.play("extension Int { var tripled: Int { self * 3 } }", id: "extension")
        try session.play("let point = Point()", id: "value")
        try session.play("let nine = 3.tripled", id: "call")
        try session.play("extension Int { var tripled: Int { self + self + self } }", id: "extension")
        #expect(session.staleCells == ["call"])
        try session.play("struct Point { var x = 2 }", id: "type")
        #expect(session.staleCells == ["value", "call"])
    }

    @Test func aNameThatIsOnlySpelledAlikeIsNotUsed() throws {
        let session = try Session()
        try session.play("let count = 3", id: "count")
        try session.play("let letters = \"abc\".count", id: "member")
        try session.play("let count = 4", id: "count")
        #expect(session.staleCells.isEmpty)
    }

    @Test func aLaterCellOfTheNotebookLeavesEarlierOnesAsTheyAre() throws {
        let session = try Session()
        try session.play("var data = [1]", id: "load", position: 0)
        try session.play("print(data)", id: "show", position: 1)
        try session.play("var data = [2]", id: "reload", position: 2)
        #expect(session.staleCells.isEmpty)
        try session.play("var data = [3]", id: "load", position: 0)
        #expect(session.staleCells == ["show"])
    }

    @Test func undoingARedefinitionTakesTheMarkAway() throws {
        let session = try Session()
        try session.play("let a = 1", id: "a")
        try session.play("let b = a", id: "b")
        try session.play("let a = 2", id: "a")
        #expect(session.staleCells == ["b"])
        try session.undo()
        #expect(session.staleCells.isEmpty)
    }
}
