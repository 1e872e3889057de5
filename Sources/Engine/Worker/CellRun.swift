import Foundation
internal import Notebook

/// What has been learnt of one running cell so far.
struct CellRun {
    enum End {
        case timeout, interrupt
        case limit(ResourceWatch.Excess)
    }

    let number: Int
    let cell: CellSource
    /// The process that runs it.
    let pid: pid_t?
    /// Whether the session makes a snapshot once it has committed.
    var leavesSnapshot = true
    var outcome = Outcome()
    /// Why the host stopped it, if it did.
    var end: End?
    /// When a cell that was asked to end is made to.
    var killDeadline: ContinuousClock.Instant?
    var wasKilled = false
    /// What tasks of earlier cells wrote to standard error meanwhile: the runtime's last words may be among it.
    var lateErrors = Data()
    /// What goes with the values that it gives; others are not its own.
    let ticket = Ticket()
    /// Names under which more than one value came.
    private(set) var repeatedValues: Set<String> = []
    /// What it has printed and displayed, kept or not.
    var outputBytes = 0
    private(set) var committed = false
    private(set) var isDead = false
    private var processEnd: ProcessEnd?
    private var lastWords: Frame?

    init(number: Int, cell: CellSource, pid: pid_t?) {
        self.number = number
        self.cell = cell
        self.pid = pid
    }

    /// Nothing more is to come from it: after its last words a process ends at once, but taking down its memory can take long.
    var isOver: Bool { committed || isDead || lastWords != nil }

    /// Whether its process is of no further use.
    var hasEndedItsProcess: Bool {
        if case .loadError = lastWords { return isDead }
        return true
    }

    mutating func note(_ frame: Frame) {
        switch frame {
        case .committed(number): committed = !isDead
        case .result(let result): outcome.result = result
        case .printed(let bytes): outcome.printed += bytes
        case .value(let name, let value, ticket):
            if outcome.values.updateValue(value, forKey: name) != nil { repeatedValues.insert(name) }
        case .thrown, .crash, .exit, .loadError: lastWords = frame
        default: break
        }
    }

    mutating func died(_ end: ProcessEnd?) {
        isDead = true
        processEnd = end
    }

    /// The earlier cell whose task ended the process.
    var otherOwner: Int? { lastWords?.owner.flatMap { $0 == number || $0 == 0 ? nil : $0 } }

    /// The outcome of a cell that did not commit.
    ///
    /// - Parameter label: what the user calls the cell with a number.
    func failedOutcome(limits: ResourceLimits, label: (Int) -> String?, symbolizer: Symbolizer) -> Outcome {
        var failed = outcome
        failed.result = nil
        failed.values = [:]
        failed.error =
            FailureReport(
                cell: cell, lastWords: lastWords, processEnd: processEnd, end: end,
                stderr: StreamSafeText.data(outcome.stderr + lateErrors),
                limits: limits, otherCell: end == nil ? otherOwner.flatMap(label) : nil, symbolizer: symbolizer
            ).error
        failed.status =
            switch end {
            case .timeout: .timeout
            case .interrupt: .interrupted
            case .limit, nil: .error
            }
        return failed
    }
}
