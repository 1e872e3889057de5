import Foundation
import Notebook

/// The cells of this session, for `history_request`. Earlier sessions are the front end's business.
struct KernelHistory {
    private struct Entry {
        var count: Int
        var input: String
        var output: String?
    }

    private var entries: [Entry] = []

    mutating func add(_ input: String, count: Int, output: String?) {
        entries.append(Entry(count: count, input: input, output: output))
    }

    /// What is asked for: rows of session, number and input, or input and output.
    func answer(_ request: JSONObject) -> JSONObject {
        let withOutput = request["output"] == .bool(true)
        let rows = found(request).map { entry -> JSON in
            let text =
                withOutput
                ? JSON.array([.string(entry.input), entry.output.map { .string($0) } ?? .null]) : .string(entry.input)
            return .array([.int(1), .int(entry.count), text])
        }
        return ["status": .string("ok"), "history": .array(rows)]
    }

    private func found(_ request: JSONObject) -> [Entry] {
        let most = request["n"]?.int.map { max($0, 0) }
        switch request["hist_access_type"]?.string {
        case "range":
            // 0 is the current session, and so is 1 here; there are no others.
            guard [0, 1].contains(request["session"]?.int ?? 0) else { return [] }
            let start = request["start"]?.int ?? 1
            let stop = request["stop"]?.int ?? .max
            return entries.filter { $0.count >= start && $0.count < stop }
        case "search":
            let pattern = request["pattern"]?.string ?? "*"
            var matches = entries.filter { fnmatch(pattern, $0.input, 0) == 0 }
            if request["unique"] == .bool(true) {
                var seen: Set<String> = []
                matches = matches.reversed().filter { seen.insert($0.input).inserted }.reversed()
            }
            return most.map { matches.suffix($0) } ?? matches
        default: return entries.suffix(most ?? 10)
        }
    }
}
