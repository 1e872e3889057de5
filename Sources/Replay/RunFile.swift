import Checks
import Foundation
import Notebook
import Reports

/// The `.ipynb` that a run fills with outputs: written whole after every cell, so that whatever ends the run leaves all that
/// was done.
struct RunFile {
    private let path: String
    private let recordsTiming: Bool
    private var file: JupyterFile
    private var positions: [String: Int] = [:]

    /// Writes the notebook without the outputs of the cells that are going to run.
    init(_ notebook: Notebook, path: String, plan: PlayPlan, recordsTiming: Bool) throws {
        self.path = path
        self.recordsTiming = recordsTiming
        var notebook = notebook
        for step in plan.steps where step.mode == .play {
            notebook.cells[step.index].outputs = []
            notebook.cells[step.index].executionCount = nil
            notebook.cells[step.index].metadata["execution"] = nil
        }
        for step in plan.steps { positions[step.cell.id] = step.index }
        file = JupyterFile(notebook)
        WholeFile.removeLeftovers(of: path)
        try save()
    }

    mutating func note(_ event: PlayEvent) throws {
        switch event {
        case .during(_, .lateOutput(let bytes, _, let owner?)): addLate(bytes, to: owner)
        case .ended(let report):
            guard let execution = report.execution, let index = positions[report.cell.id] else { return }
            var cell = file.notebook.cells[index]
            cell.outputs = execution.outputs
            cell.executionCount = execution.count
            if recordsTiming { cell.metadata["execution"] = execution.timing }
            file.setCell(at: index, to: cell)
            try save()
        default: break
        }
    }

    /// What a task prints after its cell has ended belongs to that cell, as a display with a mark: when it comes is chance, so no
    /// check compares it. It is saved with the next cell.
    private mutating func addLate(_ bytes: Data, to owner: String) {
        guard let index = positions[owner] else { return }
        var cell = file.notebook.cells[index]
        var text = String(decoding: bytes, as: UTF8.self)
        if let last = cell.outputs.last, StoredComparison.isLate(last) {
            text = (last.object?["data"]?.object?["text/plain"]?.string ?? "") + text
            cell.outputs.removeLast()
        }
        cell.outputs.append([
            "output_type": .string("display_data"), "data": ["text/plain": .string(text)],
            "metadata": StoredComparison.lateMark,
        ])
        file.setCell(at: index, to: cell)
    }

    func save() throws { try WholeFile.write(file.text, to: path) }
}

extension CellReport.Execution {
    /// As nbclient records it: https://nbclient.readthedocs.io/en/latest/reference/nbclient.html
    fileprivate var timing: JSON {
        let (start, end) = (Self.text(start), Self.text(end))
        return [
            "iopub.execute_input": .string(start), "iopub.status.busy": .string(start),
            "iopub.status.idle": .string(end),
            "shell.execute_reply": .string(end),
        ]
    }

    /// `2026-11-24T15:06:37.123456Z`
    private static func text(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        let whole = seconds.rounded(.down)
        let base = Date(timeIntervalSince1970: whole).formatted(.iso8601)
        return base.dropLast() + String(format: ".%06dZ", Int((seconds - whole) * 1e6))
    }
}
