import Glibc

/// The values of all units for a batch of samples, and the memory in which errors travel back.
final class MLPMemory {
    /// Inputs, hidden values, outputs; each (rows, units).
    let values: [MLPBuffer]
    /// The errors of the hidden and output units; each (rows, units).
    let errors: [MLPBuffer]
    let gradient: MLPBuffer
    /// One number for each output unit: the loss, before it is added up.
    let losses: MLPBuffer

    /// - Parameter learns: whether errors and gradients are needed.
    init(_ layout: MLPLayout, rows: Int, learns: Bool) {
        values = layout.units.map { MLPBuffer(rows * $0) }
        errors = learns ? layout.units.dropFirst().map { MLPBuffer(rows * $0) } : []
        gradient = MLPBuffer(learns ? layout.count : 0)
        losses = MLPBuffer(layout.units.last ?? 0)
    }

    var inputs: UnsafeMutablePointer<Double> { values[0].start }
    var outputs: UnsafeMutablePointer<Double> { values[values.count - 1].start }
}

/// A multi-layer perceptron: fully connected layers, the last one with softmax, or with the logistic function if it has one unit.
struct MLPNetwork {
    let layout: MLPLayout
    let hidden: MLPClassifier.Activation
    let parameters: MLPBuffer

    init(_ layout: MLPLayout, hidden: MLPClassifier.Activation) {
        self.layout = layout
        self.hidden = hidden
        parameters = MLPBuffer(layout.count)
    }

    var outputs: Int { layout.units[layout.depth] }

    /// First weights and biases, even draws within the bound of Glorot and Bengio (AISTATS 2010), in scikit-learn's order.
    func start(_ stream: inout RandomStream) {
        for layer in 0..<layout.depth {
            let (inputs, outputs) = (layout.units[layer], layout.units[layer + 1])
            let bound = (hidden.glorotFactor / Double(inputs + outputs)).squareRoot()
            let (weights, biases) = (weights(layer), biases(layer))
            for i in 0..<inputs * outputs { weights[i] = -bound + (bound - -bound) * stream.double() }
            for i in 0..<outputs { biases[i] = -bound + (bound - -bound) * stream.double() }
        }
    }

    func weights(_ layer: Int) -> UnsafeMutablePointer<Double> { parameters.start + layout.weightStarts[layer] }
    func biases(_ layer: Int) -> UnsafeMutablePointer<Double> { parameters.start + layout.biasStarts[layer] }

    /// From the first `rows` inputs of `memory` to its outputs.
    func forward(_ memory: MLPMemory, rows: Int) {
        for layer in 0..<layout.depth {
            let (inputs, outputs) = (layout.units[layer], layout.units[layer + 1])
            let values = memory.values[layer + 1].start
            gemm(
                m: rows, n: outputs, k: inputs, a: memory.values[layer].start, lda: inputs, b: weights(layer),
                ldb: outputs, c: values, ldc: outputs)
            lab_binary_rows(
                BinaryKernel.add.rawValue, values, outputs, 1, biases(layer), 0, outputs > 1 ? 1 : 0, values, rows,
                outputs)
            if layer < layout.depth - 1 { hidden.apply(values, rows * outputs) }
        }
        if outputs == 1 {
            MLPClassifier.Activation.logistic.apply(memory.outputs, rows)
        } else {
            softmax(memory.outputs, rows: rows, columns: outputs)
        }
    }

    /// The class that the outputs of a row speak for, as its place among the classes.
    func code(_ memory: MLPMemory, row: Int) -> Int {
        let p = memory.outputs + row * outputs
        if outputs == 1 { return p[0] > 0.5 ? 1 : 0 }
        var best = 0
        for k in 1..<outputs where p[k] > p[best] { best = k }
        return best
    }

    /// The mean cross-entropy of the outputs, and how far each of them is off.
    /// - Parameter targets: which class each row belongs to.
    func crossEntropy(_ memory: MLPMemory, _ targets: UnsafePointer<Int>, rows: Int) -> Double {
        let (p, error) = (memory.outputs, memory.errors[layout.depth - 1].start)
        error.update(from: p, count: rows * outputs)
        let losses = memory.losses.start
        losses.update(repeating: 0, count: outputs)
        for i in 0..<rows {
            if outputs == 1 {
                let right = clipped(p[i])
                losses[0] += targets[i] == 1 ? log(right) : log(1 - right)
                error[i] -= Double(targets[i])
            } else {
                losses[targets[i]] += log(clipped(p[i * outputs + targets[i]]))
                error[i * outputs + targets[i]] -= 1
            }
        }
        for k in 0..<outputs { losses[k] /= Double(rows) }
        return -lab_sum(losses, outputs)
    }

    /// The gradient of the mean loss with its penalty `alpha` / 2 times the sum of squared weights, from the errors of the outputs.
    func backward(_ memory: MLPMemory, rows: Int, alpha: Double) {
        for layer in stride(from: layout.depth - 1, through: 0, by: -1) {
            let (inputs, outputs) = (layout.units[layer], layout.units[layer + 1])
            let (values, error) = (memory.values[layer].start, memory.errors[layer].start)
            gemm(
                transposeA: true, m: inputs, n: outputs, k: rows, a: values, lda: inputs, b: error, ldb: outputs,
                c: memory.gradient.start + layout.weightStarts[layer], ldc: outputs)
            let biases = memory.gradient.start + layout.biasStarts[layer]
            biases.update(repeating: 0, count: outputs)
            lab_sum_rows(error, rows, outputs, biases)
            if layer == 0 { break }
            let earlier = memory.errors[layer - 1].start
            gemm(
                transposeB: true, m: rows, n: inputs, k: outputs, a: error, lda: outputs, b: weights(layer),
                ldb: outputs,
                c: earlier, ldc: inputs)
            hidden.multiplyBySlope(earlier, values, rows * inputs)
        }
        let (gradient, count) = (memory.gradient.start, Double(rows))
        lab_penalised_mean(gradient, parameters.start, layout.weightCount, alpha, count)
        for i in layout.weightCount..<layout.count { gradient[i] /= count }
    }

    /// The sum of all squared weights; biases do not count.
    var squaredWeights: Double {
        (0..<layout.depth).reduce(0) { sum, layer in
            let weights = weights(layer)
            let count = layout.units[layer] * layout.units[layer + 1]
            return sum + cblas_ddot(Int32(count), weights, 1, weights, 1)
        }
    }
}

@_extern(c) private func cblas_ddot(
    _ n: Int32, _ x: UnsafePointer<Double>, _ xStep: Int32, _ y: UnsafePointer<Double>, _ yStep: Int32
) -> Double

/// scikit-learn keeps probabilities this far from 0 and 1 before it takes their logarithm.
private func clipped(_ p: Double) -> Double { min(max(p, .ulpOfOne), 1 - .ulpOfOne) }

private func softmax(_ z: UnsafeMutablePointer<Double>, rows: Int, columns: Int) {
    for i in 0..<rows {
        let row = z + i * columns
        let largest = lab_largest(row, columns)
        for j in 0..<columns { row[j] -= largest }
    }
    vectorExp(z, z, rows * columns)
    for i in 0..<rows {
        let row = z + i * columns
        let sum = lab_sum(row, columns)
        for j in 0..<columns { row[j] /= sum }
    }
}
