import Checks
import Engine
import Foundation

/// The time that a whole notebook has.
final class TimeBudget {
    private let limit: Duration
    private let end: ContinuousClock.Instant
    private let timer: DispatchWorkItem

    /// - Parameter onEnd: called from another thread when the time is over: stops what runs, a compiler included.
    init?(_ limit: Duration?, onEnd: @escaping @Sendable () -> Void) {
        guard let limit else { return nil }
        self.limit = limit
        end = .now + limit
        timer = DispatchWorkItem(block: onEnd)
        DispatchQueue.global().asyncAfter(deadline: .now() + limit / .seconds(1), execute: timer)
    }

    deinit { timer.cancel() }

    var isOver: Bool { ContinuousClock.now >= end }

    /// A cell's own limit, or what is left if that is less.
    func limit(for cell: Duration?) -> Duration {
        let left = max(end - .now, .milliseconds(1))
        return cell.map { min($0, left) } ?? left
    }

    /// A cell that was stopped on the notebook's account says so.
    func explain(_ outcome: inout Outcome) {
        guard isOver, outcome.status == .interrupted || outcome.status == .timeout else { return }
        outcome.status = .timeout
        outcome.error = error(outcome.error, "was over while this cell ran")
    }

    /// What came of a cell whose turn did not come.
    var outcomeOfWaitingCell: Outcome {
        Outcome(status: .timeout, error: error(nil, "was over before this cell began"))
    }

    private func error(_ stopped: CellError?, _ what: String) -> CellError {
        let seconds = (limit / .seconds(1)).formatted()
        return CellError(
            kind: .timeout, name: "Timeout", message: "the notebook's time of \(seconds) s \(what)",
            file: stopped?.file, line: stopped?.line, column: stopped?.column, backtrace: stopped?.backtrace ?? [])
    }
}
