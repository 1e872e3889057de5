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
        let loop = options.nesterovs_momentum ? lab_nesterov : lab_momentum
        loop(parameters.start, velocity.start, gradient.start, parameters.count, options.momentum, rate)
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
        let (beta1, beta2) = (options.beta_1, options.beta_2)
        let t = Double(steps)
        let rate = options.learning_rate_init * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t))
        lab_adam(
            parameters.start, first.start, second.start, gradient.start, parameters.count, beta1, beta2, rate,
            options.epsilon)
    }

    func epochEnds(seen: Int) {}
    func goesOnMoreSlowly() -> Bool { false }
}
