import Checks
import Engine
import Foundation
import Notebook

/// What one cell gives, as nbformat's output objects, in the order in which it comes.
///
/// https://nbformat.readthedocs.io/en/latest/format_description.html#code-cell-outputs
public struct CellOutputs: Sendable {
    private enum Piece {
        case stream(String, Data)
        case output(JSON)
    }

    private var pieces: [Piece] = []
    /// The user's path of the notebook's folder, which a stored text leaves out: it differs from place to place.
    private let folder: String

    public init(folder: String = "") { self.folder = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/" }

    public mutating func note(_ event: SessionEvent) {
        switch event {
        case .stdout(let bytes): append(bytes, to: "stdout")
        case .stderr(let bytes): append(bytes, to: "stderr")
        case .display(let bundle):
            pieces.append(
                .output(["output_type": .string("display_data"), "data": Self.data(bundle), "metadata": .object([:])]))
        case .lateOutput, .warnings, .note, .progress: break
        }
    }

    private mutating func append(_ bytes: Data, to name: String) {
        guard case .stream(name, _)? = pieces.last, case .stream(_, var text) = pieces.removeLast() else {
            return pieces.append(.stream(name, bytes))
        }
        // Out of the array while it grows: a hundred megabytes come in many parts, and must not be copied for each.
        text.append(bytes)
        pieces.append(.stream(name, text))
    }

    /// Adds the result or the error, and before all else what the compiler warned of.
    ///
    /// - Parameter count: the cell's number among those that ran.
    public mutating func end(_ outcome: Outcome, count: Int) {
        if outcome.error?.kind != .compile { begin(withWarnings: outcome.diagnostics) }
        if let result = outcome.result {
            var bundle = result.bundle
            bundle["text/plain"] = result.shown
            pieces.append(
                .output([
                    "output_type": .string("execute_result"), "data": Self.data(bundle), "metadata": .object([:]),
                    "execution_count": .int(count),
                ]))
        }
        if let error = outcome.error { pieces.append(.output(errorOutput(error, outcome.diagnostics))) }
    }

    /// One stream with what the cell wrote to it first, as Jupyter's programs join them.
    private mutating func begin(withWarnings diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        var text = Data(warnings(diagnostics).utf8)
        if case .stream("stderr", let following)? = pieces.first {
            pieces.removeFirst()
            text.append(following)
        }
        pieces.insert(.stream("stderr", text), at: 0)
    }

    /// What stands before a cell's outputs when the compiler warned of it.
    public func warnings(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { local($0.rendered) + "\n" }.joined()
    }

    private func errorOutput(_ error: CellError, _ diagnostics: [Diagnostic]) -> JSON {
        var lines = ["\(error.located)"] + error.backtrace.map { "    \($0)" }
        if error.kind == .compile, !diagnostics.isEmpty { lines = diagnostics.map(\.rendered) }
        return [
            "output_type": .string("error"), "ename": .string(error.name), "evalue": .string(error.message),
            "traceback": .array(
                lines.joined(separator: "\n").split(separator: "\n").map { .string(local(String($0))) }),
        ]
    }

    private func local(_ text: String) -> String {
        folder.isEmpty ? text : text.replacingOccurrences(of: folder, with: "")
    }

    /// JSON types hold JSON, as nbformat has it; all else is text.
    private static func data(_ bundle: MIMEBundle) -> JSON {
        .object(
            JSONObject(
                bundle.sorted { $0.key < $1.key }.map { type, text in
                    let isJSON = type == "application/json" || type.hasPrefix("application/") && type.hasSuffix("+json")
                    return .init(type, isJSON ? JSON(text: text) ?? .string(text) : .string(text))
                }))
    }

    /// nbformat's objects. A character whose bytes came in two pieces of a stream stands in the first of them; what is no
    /// UTF-8 becomes U+FFFD.
    public var outputs: [JSON] {
        var pieces = pieces
        Self.mendCharacters(&pieces)
        return pieces.compactMap { piece in
            switch piece {
            case .output(let output): return output
            case .stream(_, let bytes) where bytes.isEmpty: return nil
            case .stream(let name, let bytes): return .stream(name, String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    private static func mendCharacters(_ pieces: inout [Piece]) {
        var last: [String: Int] = [:]
        for index in pieces.indices {
            guard case .stream(let name, let bytes) = pieces[index] else { continue }
            let rest = bytes.prefix { $0 & 0xC0 == 0x80 }
            if let earlier = last[name], !rest.isEmpty, case .stream(_, let head) = pieces[earlier] {
                pieces[earlier] = .stream(name, head + rest)
                pieces[index] = .stream(name, Data(bytes.dropFirst(rest.count)))
            }
            last[name] = index
        }
    }
}

extension JSON {
    static func stream(_ name: String, _ text: String) -> JSON {
        ["output_type": .string("stream"), "name": .string(name), "text": .string(text)]
    }
}

extension CellResult {
    /// `Int = 42`; what takes several lines starts on a line of its own. A picture needs no name of its type.
    public var shown: String {
        if bundle.count > 1 { return text }
        return "\(type) =\(text.contains("\n") ? "\n" : " ")\(text)"
    }
}
