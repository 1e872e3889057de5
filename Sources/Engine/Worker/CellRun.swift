import Foundation

/// What has been learnt of one running cell so far.
struct CellRun {
    enum End { case timeout, interrupt }

    let number: Int
    let cell: CellSource
    /// The process that runs it.
    let pid: pid_t?
    var outcome = Outcome()
    /// Why the host stopped it, if it did.
    var end: End?
    /// When a cell that was asked to end is made to.
    var killDeadline: ContinuousClock.Instant?
    private(set) var committed = false
    private var isDead = false
    private var processEnd: ProcessEnd?
    private var lastWords: Frame?

    init(number: Int, cell: CellSource, pid: pid_t?) {
        self.number = number
        self.cell = cell
        self.pid = pid
    }

    var isOver: Bool { committed || isDead }

    mutating func note(_ frame: Frame) {
        switch frame {
        case .committed(number): committed = !isDead
        case .result(let result): outcome.result = result
        case .value(let name, let value): outcome.values[name] = value
        case .thrown, .crash, .exit: lastWords = frame
        case .loadError:
            lastWords = frame
            isDead = true
        default: break
        }
    }

    mutating func died(_ end: ProcessEnd?) {
        isDead = true
        processEnd = end
    }

    /// The outcome of a cell that did not commit.
    func failedOutcome(symbolizer: Symbolizer) -> Outcome {
        var failed = outcome
        failed.result = nil
        failed.values = [:]
        failed.error =
            FailureReport(
                cell: cell, lastWords: lastWords, processEnd: processEnd, end: end, stderr: outcome.stderr,
                symbolizer: symbolizer
            ).error
        failed.status =
            switch end {
            case .timeout: .timeout
            case .interrupt: .interrupted
            case nil: .error
            }
        return failed
    }
}
