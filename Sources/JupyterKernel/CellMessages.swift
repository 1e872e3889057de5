import Checks
import Engine
import Foundation
import Notebook
import Replay

/// Turns what a cell does into messages with the outputs that `cellist run` would store.
struct CellMessages {
    struct Output {
        var type: String
        var content: JSONObject
    }

    /// How long what a cell prints is held, so that not each write makes a message: nbclient stores each for itself. ipykernel
    /// holds it for 200 ms.
    static let longestHold = Duration.milliseconds(100)

    /// What was printed to one stream and not sent yet.
    private var held: (name: String, bytes: Data)?
    /// When that is to be sent at the latest; nil while nothing is held.
    private(set) var deadline: ContinuousClock.Instant?
    /// Bytes that begin a character of which the rest has not come yet.
    private var unfinished: [String: Data] = [:]
    /// What earlier cells' tasks have printed so far, and what the display is called that shows it.
    private var late = Data()
    private let lateID = UUID().uuidString

    /// What is to be sent now.
    mutating func outputs(of event: SessionEvent) -> [Output] {
        switch event {
        case .stdout(let bytes): return hold(bytes, of: "stdout")
        case .stderr(let bytes): return hold(bytes, of: "stderr")
        case .warnings(let diagnostics): return hold(Data(CellOutputs().warnings(diagnostics).utf8), of: "stderr")
        case .display:
            var outputs = CellOutputs()
            outputs.note(event)
            return takeHeld() + outputs.outputs.compactMap(Output.init)
        case .lateOutput(let bytes, _, _): return takeHeld() + [lateOutput(bytes)]
        case .progress, .note: return []
        }
    }

    private mutating func hold(_ bytes: Data, of name: String) -> [Output] {
        if held?.name == name {
            held?.bytes.append(bytes)
            return []
        }
        let before = takeHeld()
        held = (name, (unfinished.removeValue(forKey: name) ?? Data()) + bytes)
        deadline = .now + Self.longestHold
        return before
    }

    /// What has been held, up to the last whole character.
    mutating func takeHeld() -> [Output] {
        guard let (name, all) = held else { return [] }
        (held, deadline) = (nil, nil)
        var bytes = all
        let rest = bytes.countOfUnfinishedCharacter
        if rest > 0 {
            unfinished[name] = Data(bytes.suffix(rest))
            bytes.removeLast(rest)
        }
        return bytes.isEmpty ? [] : [Self.stream(name, bytes)]
    }

    /// As a run stores it: one display, which grows. It stands with the cell that runs now, since front ends no longer listen for an
    /// earlier one's.
    private mutating func lateOutput(_ bytes: Data) -> Output {
        let type = late.isEmpty ? "display_data" : "update_display_data"
        late += bytes
        return Output(
            type: type,
            content: [
                "data": ["text/plain": .string(String(decoding: late, as: UTF8.self))],
                "metadata": StoredComparison.lateMark, "transient": ["display_id": .string(lateID)],
            ])
    }

    private static func stream(_ name: String, _ bytes: Data) -> Output {
        let text = String(decoding: bytes, as: UTF8.self)
        return Output(type: "stream", content: ["name": .string(name), "text": .string(text)])
    }

    /// What is left of the streams, then the result or the error.
    mutating func end(_ outcome: Outcome, count: Int) -> [Output] {
        let rest = takeHeld() + unfinished.sorted { $0.key < $1.key }.map { Self.stream($0.key, $0.value) }
        unfinished = [:]
        var outcome = outcome
        // Those of a cell that ran were told before it did.
        if outcome.error?.kind != .compile { outcome.diagnostics = [] }
        var last = CellOutputs()
        last.end(outcome, count: count)
        return rest + last.outputs.compactMap(Output.init)
    }
}

extension CellMessages.Output {
    init?(_ output: JSON) {
        guard var content = output.object, let type = content["output_type"]?.string else { return nil }
        content["output_type"] = nil
        if type == "display_data" { content["transient"] = [:] }
        self.init(type: type, content: content)
    }
}

extension Data {
    /// How many bytes at the end begin a character of UTF-8 whose other bytes are not there.
    var countOfUnfinishedCharacter: Int {
        for count in 1...3 where count <= self.count {
            let byte = self[endIndex - count]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 && byte < 0xF8 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return byte < 0xF8 && length > count ? count : 0
        }
        return 0
    }
}
