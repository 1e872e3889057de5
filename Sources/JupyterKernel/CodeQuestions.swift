import CellSyntax
import Engine
import Notebook

/// What front ends ask about a text that is being typed.
extension Kernel {
    static func completeness(of code: String) -> JSONObject {
        guard Completeness.isComplete(code) else {
            return ["status": .string("incomplete"), "indent": .string(Indentation.following(code))]
        }
        return ["status": .string(Completeness.isValid(code) ? "complete" : "invalid")]
    }

    func complete(_ request: Request) {
        tell("busy", for: request)
        let place = CodePlace(request)
        hand(.complete(place), .completion(request, place))
    }

    func tell(_ found: [CodeCompletion]) {
        guard case .completion(let request, let place) = work else { return }
        let (start, end) = (JSON.int(place.wordStart), JSON.int(place.cursor))
        // JupyterLab and Visual Studio Code read these for their signs: ipykernel's name, for want of one in the protocol.
        let types = found.map { completion -> JSON in
            [
                "text": .string(completion.text), "type": .string(completion.kind),
                "signature": .string(completion.signature), "start": start, "end": end,
            ]
        }
        reply(
            to: request,
            [
                "status": .string("ok"), "matches": .array(found.map { .string($0.text) }), "cursor_start": start,
                "cursor_end": end, "metadata": ["_jupyter_types_experimental": .array(types)],
            ])
    }

    func inspect(_ request: Request) {
        tell("busy", for: request)
        let place = CodePlace(request)
        hand(.inspect(place), .inspection(request, place))
    }

    func tell(_ symbol: SymbolInfo?) {
        guard case .inspection(let request, _) = work else { return }
        let data = symbol.map { symbol -> JSON in
            let place = symbol.module.isEmpty ? "" : "from \(symbol.module)"
            let plain = [symbol.declaration, place, symbol.documentation].filter { !$0.isEmpty }
            let marked = ["```swift\n\(symbol.declaration)\n```", place, symbol.documentation].filter { !$0.isEmpty }
            return [
                "text/plain": .string(plain.joined(separator: "\n\n")),
                "text/markdown": .string(marked.joined(separator: "\n\n")),
            ]
        }
        reply(
            to: request,
            ["status": .string("ok"), "found": .bool(symbol != nil), "data": data ?? [:], "metadata": [:]])
    }

    private func reply(to request: Request, _ content: JSONObject) {
        work = nil
        sockets.reply(to: request, content)
        tell("idle", for: request)
    }
}

extension CodePlace {
    fileprivate init(_ request: Request) {
        self.init(request.content["code"]?.string ?? "", cursor: request.content["cursor_pos"]?.int)
    }
}
