import Glibc

/// One network in training: scikit-learn's loop over epochs and batches, and its rule for when to stop.
final class MLPTraining {
    let network: MLPNetwork
    let optimizer: any MLPOptimizer
    var progress = Progress()
    private let options: MLPOptions

    /// What is kept from one fit to the next when they belong together.
    struct Progress {
        var losses: [Double] = []
        var bestLoss = Double.infinity
        var scores: [Double] = []
        var bestScore = -Double.infinity
        var epochs = 0
        var samplesSeen = 0
        var epochsWithoutGain = 0
    }

    init(_ network: MLPNetwork, _ optimizer: any MLPOptimizer, _ options: MLPOptions, _ progress: Progress) {
        self.network = network
        self.optimizer = optimizer
        self.options = options
        self.progress = progress
    }

    /// Trains until the loss stands still or the epochs are used up.
    /// - Parameter epochs: how many at most; 1 for a step of `partial_fit`.
    /// - Returns: whether it stopped by itself.
    func run(_ data: MLPData, _ state: RandomState, epochs: Int) -> Bool {
        let batch = min(options.batch_size ?? 200, data.trainRows.count)
        let memory = MLPMemory(network.layout, rows: batch, learns: true)
        let judge = MLPJudge(network, data, isWanted: options.early_stopping, best: progress.bestScore)
        var order = Array(0..<data.trainRows.count)
        progress.epochs = 0
        for _ in 0..<epochs {
            if options.shuffle { order = state.draw { $0.permutation(order.count) }.map { order[$0] } }
            let loss = epoch(data, order, batch, memory)
            progress.epochs += 1
            progress.samplesSeen += data.trainRows.count
            progress.losses.append(loss)
            if options.verbose { print("Iteration \(progress.epochs), loss = \(numberText(loss, "%.8f"))") }
            if let judge { note(score: judge.score()) } else { note(loss: loss) }
            optimizer.epochEnds(seen: progress.samplesSeen)
            if progress.epochsWithoutGain > options.n_iter_no_change {
                guard optimizer.goesOnMoreSlowly() else {
                    judge?.restoreBest()
                    return true
                }
                progress.epochsWithoutGain = 0
            }
        }
        judge?.restoreBest()
        return false
    }

    /// One walk over the training rows; the mean loss of its batches, each before its step.
    private func epoch(_ data: MLPData, _ order: [Int], _ batch: Int, _ memory: MLPMemory) -> Double {
        var sum = 0.0
        data.withTargets(batch) { targets in
            for start in stride(from: 0, to: order.count, by: batch) {
                let rows = min(batch, order.count - start)
                for i in 0..<rows {
                    let row = data.trainRows[order[start + i]]
                    (memory.inputs + i * data.width).update(from: data.inputs + row * data.width, count: data.width)
                    targets[i] = data.codes[row]
                }
                network.forward(memory, rows: rows)
                let penalty = 0.5 * options.alpha * network.squaredWeights / Double(rows)
                sum += (network.crossEntropy(memory, targets, rows: rows) + penalty) * Double(rows)
                network.backward(memory, rows: rows, alpha: options.alpha)
                optimizer.step(network.parameters, memory.gradient)
            }
        }
        return sum / Double(order.count)
    }

    private func note(loss: Double) {
        progress.epochsWithoutGain = loss > progress.bestLoss - options.tol ? progress.epochsWithoutGain + 1 : 0
        progress.bestLoss = min(loss, progress.bestLoss)
    }

    private func note(score: Double) {
        if options.verbose { print("Validation score: \(numberText(score, "%.6f"))") }
        progress.scores.append(score)
        progress.epochsWithoutGain = score < progress.bestScore + options.tol ? progress.epochsWithoutGain + 1 : 0
        progress.bestScore = max(score, progress.bestScore)
    }
}

/// The samples of a fit. The memory of `inputs` belongs to the caller, for the time of the fit.
struct MLPData {
    /// Shape (rows, width).
    let inputs: UnsafePointer<Double>
    let width: Int
    /// The class of each row, as its place among the classes.
    let codes: [Int]
    let trainRows: [Int]
    /// Rows kept back to see when to stop; empty without `early_stopping`.
    let validationRows: [Int]

    fileprivate func withTargets(_ count: Int, _ body: (UnsafeMutablePointer<Int>) -> Void) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { targets in
            if let start = targets.baseAddress { body(start) }
        }
    }
}

/// Scores a network on the validation rows and keeps its best weights.
private final class MLPJudge {
    private let network: MLPNetwork
    private let data: MLPData
    private let memory: MLPMemory
    private let best: MLPBuffer
    private var bestScore: Double
    private var hasBetter = false

    /// - Parameter best: the score to beat, from an earlier fit that this one goes on from.
    init?(_ network: MLPNetwork, _ data: MLPData, isWanted: Bool, best: Double) {
        guard isWanted else { return nil }
        bestScore = best
        self.network = network
        self.data = data
        memory = MLPMemory(network.layout, rows: data.validationRows.count, learns: false)
        self.best = MLPBuffer(network.layout.count)
    }

    /// The part of the validation rows that the network names rightly.
    func score() -> Double {
        let rows = data.validationRows
        for (i, row) in rows.enumerated() {
            (memory.inputs + i * data.width).update(from: data.inputs + row * data.width, count: data.width)
        }
        network.forward(memory, rows: rows.count)
        let right = rows.indices.count { network.code(memory, row: $0) == data.codes[rows[$0]] }
        let score = Double(right) / Double(rows.count)
        if score > bestScore {
            bestScore = score
            hasBetter = true
            best.copy(network.parameters)
        }
        return score
    }

    /// Where a fit that goes on found nothing better, scikit-learn keeps what the fit ended with.
    func restoreBest() { if hasBetter { network.parameters.copy(best) } }
}
