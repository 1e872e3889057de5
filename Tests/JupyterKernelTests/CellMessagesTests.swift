import Engine
import Foundation
import Notebook
import Testing

@testable import JupyterKernel

/// What a cell does as messages.
@Suite struct CellMessagesTests {
    private func texts(_ outputs: [CellMessages.Output]) -> [String] {
        outputs.map { $0.content["text"]?.string ?? $0.type }
    }

    @Test func aCharacterInTwoPiecesComesWhole() {
        var messages = CellMessages()
        let bytes = Data("a값🎉".utf8)
        var come: [String] = []
        for byte in bytes {
            come += texts(messages.outputs(of: .stdout(Data([byte]))))
            come += texts(messages.takeHeld())
        }
        #expect(come == ["a", "값", "🎉"])
        #expect(messages.end(Outcome(), count: 1).isEmpty)
    }

    @Test func whatIsPrintedInPiecesMakesOneMessage() {
        var messages = CellMessages()
        #expect(messages.deadline == nil)
        #expect(messages.outputs(of: .stdout(Data("a".utf8))).isEmpty)
        #expect(messages.deadline != nil)
        #expect(messages.outputs(of: .stdout(Data("b".utf8))).isEmpty)
        #expect(texts(messages.outputs(of: .stderr(Data("c".utf8)))) == ["ab"])
        #expect(texts(messages.outputs(of: .display(["text/plain": "d"]))) == ["c", "display_data"])
        #expect(messages.deadline == nil)
        #expect(messages.outputs(of: .stdout(Data("e".utf8))).isEmpty)
        #expect(texts(messages.end(Outcome(), count: 1)) == ["e"])
    }

    @Test func anUnfinishedCharacterComesAtTheEnd() {
        var messages = CellMessages()
        #expect(messages.outputs(of: .stderr(Data([0xEA, 0xB0]))).isEmpty)
        #expect(texts(messages.end(Outcome(), count: 1)) == ["\u{FFFD}"])
    }

    @Test(arguments: [
        ([], 0), ([0x41], 0), ([0xEA], 1), ([0xEA, 0xB0], 2), ([0xEA, 0xB0, 0x92], 0), ([0xF0, 0x9F, 0x8E], 3),
        ([0x80, 0x80, 0x80, 0x80], 0), ([0xFF], 0), ([0xFF, 0x80], 0),
    ])
    func unfinishedBytesAreCounted(_ bytes: [UInt8], _ count: Int) {
        #expect(Data(bytes).countOfUnfinishedCharacter == count)
    }

    @Test func aDisplayHasItsBundle() throws {
        var messages = CellMessages()
        let bundle = ["text/plain": "x", "application/json": #"{"a": 1}"#, "image/svg+xml": "<svg/>"]
        let output = try #require(messages.outputs(of: .display(bundle)).first)
        #expect(output.type == "display_data")
        #expect(output.content["data"]?.object?["application/json"] == ["a": .int(1)])
        #expect(output.content["data"]?.object?["image/svg+xml"] == .string("<svg/>"))
        #expect(output.content["transient"] == [:])
    }

    @Test func theResultHasTheCellsNumber() throws {
        var messages = CellMessages()
        let outcome = Outcome(result: CellResult(type: "Int", bundle: ["text/plain": "42"]))
        let output = try #require(messages.end(outcome, count: 7).first)
        #expect(output.type == "execute_result")
        #expect(output.content["execution_count"] == .int(7))
        #expect(output.content["data"]?.object?["text/plain"] == .string("Int = 42"))
    }
}
