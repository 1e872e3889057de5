import Glibc

/// How weights move along a gradient.
protocol MLPOptimizer: AnyObject {
    /// One step against the gradient; both buffers are of the same length.
    func step(_ parameters: MLPBuffer, _ gradient: MLPBuffer)
    /// After an epoch; `seen` counts the samples of all epochs so far.
    func epochEnds(seen: Int)
    /// Asked when the loss has stood still for long: whether to go on after all, at a lower rate.
    func goesOnMoreSlowly() -> Bool
}

/// Stochastic gradient descent with momentum, by Nesterov's rule or the plain one.
final class MLPGradientDescent: MLPOptimizer {
    private let options: MLPOptions
    private let velocity: MLPBuffer
    private var rate: Double

    init(_ options: MLPOptions, count: Int) {
        self.options = options
        velocity = MLPBuffer(count)
        rate = options.learning_rate_init
    }

    func step(_ parameters: MLPBuffer, _ gradient: MLPBuffer) {
        let (w, v, g) = (parameters.start, velocity.start, gradient.start)
        let (momentum, rate, count) = (options.momentum, rate, parameters.count)
        if options.nesterovs_momentum {
            for i in 0..<count {
                let fresh = momentum * v[i] - rate * g[i]
                v[i] = fresh
                w[i] += momentum * fresh - rate * g[i]
            }
        } else {
            for i in 0..<count {
                let fresh = momentum * v[i] - rate * g[i]
                v[i] = fresh
                w[i] += fresh
            }
        }
    }

    func epochEnds(seen: Int) {
        if options.learning_rate == .invscaling {
            rate = options.learning_rate_init / pow(Double(seen + 1), options.power_t)
        }
    }

    func goesOnMoreSlowly() -> Bool {
        guard options.learning_rate == .adaptive, rate > 1e-6 else { return false }
        rate /= 5
        return true
    }
}

/// Adam, by Kingma and Ba (ICLR 2015, arXiv:1412.6980), with both corrections folded into the rate as scikit-learn does.
final class MLPAdam: MLPOptimizer {
    private let options: MLPOptions
    private let first, second: MLPBuffer
    private var steps = 0

    init(_ options: MLPOptions, count: Int) {
        self.options = options
        first = MLPBuffer(count)
        second = MLPBuffer(count)
    }

    func step(_ parameters: MLPBuffer, _ gradient: MLPBuffer) {
        steps += 1
        let (beta1, beta2, epsilon) = (options.beta_1, options.beta_2, options.epsilon)
        let t = Double(steps)
        let rate = options.learning_rate_init * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t))
        let (w, m, v, g) = (parameters.start, first.start, second.start, gradient.start)
        let (rest1, rest2) = (1 - beta1, 1 - beta2)
        for i in 0..<parameters.count {
            let mean = beta1 * m[i] + rest1 * g[i]
            let square = beta2 * v[i] + rest2 * (g[i] * g[i])
            m[i] = mean
            v[i] = square
            w[i] += -rate * mean / (square.squareRoot() + epsilon)
        }
    }

    func epochEnds(seen: Int) {}
    func goesOnMoreSlowly() -> Bool { false }
}
