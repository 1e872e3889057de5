/// A fixed number of doubles in memory of their own, zeros at first. Models keep what changes at every step in these:
/// nothing is allocated, counted or checked while they train.
final class MLPBuffer {
    let start: UnsafeMutablePointer<Double>
    let count: Int

    init(_ count: Int) {
        self.count = count
        start = .allocate(capacity: max(1, count))
        start.initialize(repeating: 0, count: max(1, count))
    }

    deinit { start.deallocate() }

    /// Takes over the numbers of a buffer of the same length.
    func copy(_ other: MLPBuffer) {
        precondition(count == other.count)
        start.update(from: other.start, count: count)
    }

    var allFinite: Bool { UnsafeBufferPointer(start: start, count: count).allSatisfy(\.isFinite) }
}

/// Where the layers of a network keep their weights and biases in one buffer: all weights first, layer by layer, each layer
/// (inputs, outputs) row by row, then all biases.
struct MLPLayout: Hashable {
    /// Inputs, hidden units, outputs.
    let units: [Int]
    let weightStarts: [Int]
    let biasStarts: [Int]
    let weightCount: Int
    let count: Int

    init(_ units: [Int]) {
        self.units = units
        var next = 0
        var (weights, biases): ([Int], [Int]) = ([], [])
        for (inputs, outputs) in zip(units, units.dropFirst()) {
            weights.append(next)
            next += inputs * outputs
        }
        weightCount = next
        for outputs in units.dropFirst() {
            biases.append(next)
            next += outputs
        }
        (weightStarts, biasStarts, count) = (weights, biases, next)
    }

    /// The number of layers that have weights.
    var depth: Int { units.count - 1 }
}
