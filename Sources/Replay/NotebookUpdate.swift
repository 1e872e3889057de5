import CellKit
import Checks
import Engine
import Notebook
import Reports

/// Makes a notebook expect what its cells gave.
public struct NotebookUpdate {
    /// What was changed in which cell, for a person.
    public private(set) var changed: [(cell: Cell, what: [String])] = []
    /// Checks that fail and that no value can be written for: a range, a regular expression, a cell that did not run.
    public private(set) var left: [(cell: Cell, what: [String])] = []
    private var edits: [ExpectationEdit] = []
    private var outputs: [String: (outputs: [JSON], count: Int)] = [:]

    public init(_ report: NotebookReport) {
        for cell in report.cells where cell.isFailure { add(cell) }
    }

    /// Writes the changes, if there are any.
    ///
    /// - Throws: ``NotebookError`` when they cannot be written.
    public func write(to notebook: Notebook) throws {
        guard !changed.isEmpty else { return }
        try notebook.update(edits, outputs: outputs)
    }

    private mutating func add(_ report: CellReport) {
        let failed = report.verdict.checks.filter { !$0.passed }.map(\.name)
        guard report.verdict.status == .failed, let outcome = report.outcome else {
            left.append((report.cell, failed.isEmpty ? [report.verdict.status.rawValue] : failed))
            return
        }
        if report.cell.options.expect == nil {
            guard let execution = report.execution else { return }
            outputs[report.cell.id] = (execution.outputs, execution.count)
            changed.append((report.cell, failed))
            return
        }
        var edit = ExpectationEdit(cell: report.cell.id)
        var (done, kept) = ([String](), [String]())
        for name in failed {
            if edit.note(name, outcome, report.cell) { done.append(name) } else { kept.append(name) }
        }
        if !edit.isEmpty {
            edits.append(edit)
            changed.append((report.cell, done))
        }
        if !kept.isEmpty { left.append((report.cell, kept)) }
    }
}

extension ExpectationEdit {
    /// Takes up what a failed check got; false where nothing can be written in its place.
    fileprivate mutating func note(_ check: String, _ outcome: Outcome, _ cell: Cell) -> Bool {
        switch check {
        case "stdout": texts["stdout"] = String(decoding: outcome.stdout, as: UTF8.self)
        case "stderr": texts["stderr"] = String(decoding: outcome.stderr, as: UTF8.self)
        case "result":
            guard let result = outcome.result else { return false }
            let hasType = cell.options.expect?.result?.hasPrefix(result.type + " = ") == true
            texts["result"] = hasType ? "\(result.type) = \(result.text)" : result.text
        case "figure":
            let pictures = outcome.displays.compactMap { $0["text/plain"] } + [outcome.result?.text].compactMap(\.self)
            guard pictures.count == 1 else { return false }
            texts["figure"] = pictures[0]
        default:
            guard check.hasPrefix("values ") else { return false }
            let name = String(check.dropFirst("values ".count))
            let expected = cell.options.expect?.values.first { $0.name == name }
            guard expected?.value != nil, let json = outcome.values[name]?.json else { return false }
            values[name] = json
        }
        return true
    }
}

extension CellValue {
    /// As an expectation writes it; nil for a value that none can.
    fileprivate var json: JSON? {
        switch self {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .number("\(number)")
        case .double(let number): return .double(number)
        case .string(let text): return .string(text)
        case .array(let elements):
            let parts = elements.compactMap(\.json)
            return parts.count == elements.count ? .array(parts) : nil
        case .tensor(let shape, let elements): return Self.nested(elements[...], shape[...])
        case .object(let members):
            let parts = members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
            guard parts.allSatisfy({ $0.1 != nil }) else { return nil }
            return .object(JSONObject(parts.compactMap { key, value in value.map { .init(key, $0) } }))
        case .opaque: return nil
        }
    }

    private static func nested(_ elements: ArraySlice<Double>, _ shape: ArraySlice<Int>) -> JSON {
        guard let count = shape.first else { return elements.first.map { .double($0) } ?? .null }
        let size = count == 0 ? 0 : elements.count / count
        return .array(
            (0..<count).map { index in
                let start = elements.startIndex + index * size
                return nested(elements[start..<start + size], shape.dropFirst())
            })
    }
}
