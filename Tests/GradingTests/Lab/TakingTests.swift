import Foundation
import Grading
import Notebook
import Testing

/// What is taken of a submission, and what is left.
@Suite struct TakingTests {
    @Test func theReferenceTakesTheReferencesPlace() throws {
        let lab = try SmallLab.lab()
        for solution in lab.solutions {
            #expect(solution.text(with: solution.reference) == solution.cell.text)
        }
        let work = lab.take(LooseCell.script(SmallLab.text, file: "lab.swift"))
        #expect(work.notes.isEmpty)
        #expect(work.cells.map(\.state) == [.taken, .taken])
        #expect(work.cells.map(\.cell) == lab.solutions.map(\.cell))
    }

    @Test func onlyTheRegionsAreTaken() throws {
        let script = SmallLab.work(total: "    sum = 1").replacing("var sum = 0.0", with: "var sum = 100.0")
        let total = try #require(SmallLab.take(script)[id: "total"])
        #expect(total.cell.code.contains("    sum = 1\n"))
        #expect(total.cell.code.contains("var sum = 0.0"))
        #expect(!total.cell.code.contains("value in x"))
    }

    @Test func linesAreThoseOfTheStudentsFile() throws {
        let script = SmallLab.work(mean: "one\ntwo")
        let spread = try #require(SmallLab.take(script)[id: "spread"])
        let lines = spread.cell.text.split(separator: "\n", omittingEmptySubsequences: false)
        let own = script.split(separator: "\n", omittingEmptySubsequences: false)
        var seen: [Substring] = []
        for (index, line) in lines.enumerated() {
            guard let place = spread.studentPlace(ofLine: index + 1) else { continue }
            #expect(own[place.line - 1] == line)
            #expect(place.file == "kim.swift")
            seen.append(line)
        }
        #expect(seen == ["return (x.max() ?? 0) - (x.min() ?? 0)", "one", "two"])
    }

    @Test func aMissingCellIsNotedAndNotFatal() throws {
        let work = try SmallLab.take("// %% total\nfunc total(_ x: [Double]) -> Double { 0 }\n")
        #expect(work.cells.map(\.state) == [.missing, .missing])
        #expect(work.notes.contains("'spread' is missing"))
    }

    @Test func ofDoubledCellsTheLastCounts() throws {
        let work = try SmallLab.take(SmallLab.work(total: "sum = 1") + "\n\n" + SmallLab.work(total: "sum = 2"))
        #expect(work.notes.contains("'total' comes 2 times; the last one was taken"))
        #expect(work[id: "total"]?.cell.text.contains("sum = 2") == true)
    }

    @Test func aRenamedCellIsFoundByItsLines() throws {
        let script = SmallLab.work(total: "sum = 7")
            .replacing("// %% total\n//| id: total\n", with: "// %% My work\n//| id: mine\n")
        let work = try SmallLab.take(script)
        #expect(work[id: "total"]?.cell.text.contains("sum = 7") == true)
        #expect(work.notes == ["'total' was found under another name"])
    }

    @Test func cellsInAnotherOrderAndMoreCellsAreNoted() throws {
        let parts = SmallLab.work().components(separatedBy: "\n\n// %% spread")
        let work = try SmallLab.take("// %% spread" + parts[1] + "\n\n" + parts[0] + "\n\n// %% Trying\nprint(1)\n")
        #expect(work.cells.map(\.state) == [.taken, .taken])
        #expect(work.notes == ["the cells stand in another order", "1 more cell not of the lab: Trying"])
    }

    @Test func withoutMarksTheGivenLinesSayWhereTheRegionIs() throws {
        let script = SmallLab.work(total: "    sum = 3").split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("CODE HERE") }.joined(separator: "\n")
        let work = try SmallLab.take(script)
        #expect(work.cells.map(\.state) == [.taken, .taken])
        #expect(work[id: "total"]?.cell.text.contains("    sum = 3") == true)
        #expect(work[id: "spread"]?.cell.text.contains("return total(x)") == true)
        #expect(work.notes.count == 2)
    }

    @Test func withoutMarksAndWithOtherLinesNothingIsTaken() throws {
        let work = try SmallLab.take("// %% total\n//| id: total\nfunc total(_ y: [Double]) -> Double { 3 }\n")
        #expect(work[id: "total"]?.state == .missing)
        #expect(work.notes.contains { $0.contains("cannot be told from the rest") })
    }

    @Test func optionsThatAreNoYAMLAndBrokenCellsAreRead() throws {
        let script = SmallLab.work(total: "sum = 4")
            .replacing("//| id: total", with: "//| id: 'total'\n//| points: [1000\n//| role: hidden")
        #expect(try SmallLab.take(script)[id: "total"]?.cell.text.contains("sum = 4") == true)
    }

    @Test func windowsAndOldLineEndsAreLineEnds() throws {
        for end in ["\r\n", "\r"] {
            let work = try SmallLab.take(SmallLab.work().replacing("\n", with: end))
            #expect(work.cells.map(\.state) == [.taken, .taken])
            #expect(work.notes.isEmpty)
        }
    }

    @Test func cellsOfANotebookAreFoundByTheirOptions() throws {
        var notebook = try Notebook.script(SmallLab.text, file: "lab.swift")
        notebook.cells.removeAll { $0.options.role != .solution }
        let text = notebook.ipynbText.replacing("\"id\": \"total\"", with: "\"id\": \"f00d\"")
        let work = try SmallLab.lab().take(LooseCell.jupyter(text, file: "kim.ipynb"))
        #expect(work.cells.map(\.state) == [.taken, .taken])
        #expect(work[id: "total"]?.source?.file.hasPrefix("kim.ipynb#") == true)
    }

    @Test func aCellWithoutMarksIsTheStudentsAltogether() throws {
        let lab = try Lab(
            Notebook.script("// %% all\n//| id: all\n//| role: solution\nlet a = 1\n", file: "lab.swift"))
        let work = lab.take(LooseCell.script("// %% all\n//| id: all\nlet a = 2\nlet b = 3\n", file: "kim.swift"))
        #expect(work.cells[0].cell.text == "//| id: all\n//| role: solution\nlet a = 2\nlet b = 3")
        #expect(work.cells[0].studentPlace(ofLine: 3)?.line == 3)
    }
}
