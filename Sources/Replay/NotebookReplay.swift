import CellSyntax
import Engine
import Foundation
import Notebook
import Reports

/// One notebook from its file to its report: read, given its parameters, played, and its outputs saved as they come.
public struct NotebookReplay {
    /// What is wanted of it.
    public struct Request: Sendable {
        public var path: String
        /// The `.ipynb` to fill with outputs; nil for none.
        public var output: String?
        public var options: Player.Options
        public var parameters: [ParameterSetting] = []
        public var selection = CellSelection.all
        /// Whether to go on where an earlier run that was to fill `output` stopped.
        public var resumes = false
        /// Whether the times of cells are saved with their outputs.
        public var recordsTiming = true

        public init(path: String, options: Player.Options) {
            self.path = path
            self.options = options
        }
    }

    public let notebook: Notebook
    private let request: Request
    private let plan: PlayPlan
    /// How many cells an earlier run has done.
    public let finished: Int

    /// Reads and checks all that can be checked before anything runs.
    ///
    /// - Throws: ``NotebookError``, ``ParameterError``, ``ReplayError``.
    public init(_ request: Request) throws {
        self.request = request
        var notebook = try Notebook.read(request.path)
        if let language = notebook.language, language.lowercased() != "swift" {
            throw NotebookError(
                "the notebook's language is \(language), and Cellist plays Swift", file: request.path,
                advice: "choose a Swift kernel for it in Jupyter, or change 'kernelspec' in its metadata")
        }
        if !request.parameters.isEmpty { try notebook.set(request.parameters) }
        var finished = 0
        if request.resumes, let output = request.output, FileManager.default.fileExists(atPath: output) {
            finished = notebook.takeUp(try Notebook.read(output))
        }
        self.notebook = notebook
        self.finished = finished
        plan = try PlayPlan(notebook, selection: request.selection, finished: finished)
        try refuseRepeating()
    }

    /// The cells that will be reported.
    public var cells: [Cell] { plan.played }

    /// A cell whose effects must not happen twice cannot be run again for its values.
    private func refuseRepeating() throws {
        guard finished > 0,
            let cell = plan.steps.first(where: { $0.mode == .support && $0.cell.options.replay == .never })?.cell
        else { return }
        throw ReplayError(
            "the cell '\(cell.label)' is marked 'replay: never', so what it made cannot be brought back",
            advice: "run the notebook from its start, without --resume")
    }

    /// Plays the cells. When nothing is left to do, starts nothing.
    ///
    /// - Throws: ``EngineError``; ``NotebookError`` when the output cannot be saved; what `onEvent` throws.
    public func play(stop: InterruptSwitch, onEvent: (PlayEvent) throws -> Void) throws -> NotebookReport {
        guard !plan.played.isEmpty else { return NotebookReport(notebook: notebook.path, cells: [], seconds: 0) }
        var file = try request.output.map {
            try RunFile(notebook, path: $0, plan: plan, recordsTiming: request.recordsTiming)
        }
        let player = try Player(notebook, options: request.options, plan: plan, stop: stop)
        let report = try player.play { event in
            try file?.note(event)
            try onEvent(event)
        }
        try file?.save()
        return report
    }
}

extension Notebook {
    /// Gives the cell tagged `parameters` these values.
    fileprivate mutating func set(_ parameters: [ParameterSetting]) throws {
        guard let index = cells.firstIndex(where: { $0.kind == .code && $0.tags.contains("parameters") }) else {
            throw ParameterError(
                message: "'\(path)' has no parameters to set",
                advice:
                    "mark the cell that holds them with the option 'parameters: true', or with Jupyter's tag 'parameters'",
                place: parameters.first?.place)
        }
        cells[index].text = try ParameterCell(cells[index].text).setting(parameters)
    }

    /// Takes from an earlier run's file the outputs of the cells that it has done: those at the start that say the same and ended well.
    ///
    /// - Returns: how many code cells those are.
    fileprivate mutating func takeUp(_ earlier: Notebook) -> Int {
        var count = 0
        let done = Dictionary(earlier.cells.map { ($0.id, $0) }) { first, _ in first }
        for index in cells.indices where cells[index].kind == .code {
            guard let old = done[cells[index].id], old.code == cells[index].code,
                old.isFinished || cells[index].isLeftOut
            else { return count }
            cells[index].outputs = old.outputs
            cells[index].executionCount = old.executionCount
            cells[index].metadata["execution"] = old.metadata["execution"]
            count += 1
        }
        return count
    }
}

extension Cell {
    /// Whether it ran, and as its author wants.
    fileprivate var isFinished: Bool {
        let failed = outputs.contains { $0.object?["output_type"] == .string("error") }
        return executionCount != nil && (!failed || mayFail)
    }
}
