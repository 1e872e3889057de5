extension MLPClassifier {
    /// How weights move along the gradient.
    public enum Solver: String, Sendable, CaseIterable {
        /// Gradient descent with momentum.
        case sgd
        /// Steps scaled by fading means of the gradient and of its square.
        case adam
    }

    /// How the learning rate of `sgd` changes while it trains.
    public enum LearningRate: String, Sendable, CaseIterable {
        /// Not at all.
        case constant
        /// `learning_rate_init` / (samples seen + 1) to the power `power_t`.
        case invscaling
        /// Divided by 5 each time the loss (or the validation score) stands still.
        case adaptive
    }
}

/// What an ``MLPClassifier`` was told, in scikit-learn's names and with its defaults.
struct MLPOptions {
    var hidden_layer_sizes = [100]
    var activation = MLPClassifier.Activation.relu
    var solver = MLPClassifier.Solver.adam
    var alpha = 1e-4
    var batch_size: Int?
    var learning_rate = MLPClassifier.LearningRate.constant
    var learning_rate_init = 1e-3
    var power_t = 0.5
    var max_iter = 200
    var shuffle = true
    var random_state: (any RandomSource)?
    var tol = 1e-4
    var verbose = false
    var warm_start = false
    var momentum = 0.9
    var nesterovs_momentum = true
    var early_stopping = false
    var validation_fraction = 0.1
    var beta_1 = 0.9
    var beta_2 = 0.999
    var epsilon = 1e-8
    var n_iter_no_change = 10

    /// Throws for the first option that scikit-learn would refuse.
    func check() throws(LabError) {
        try require(
            hidden_layer_sizes.allSatisfy { $0 > 0 }, "hidden_layer_sizes", hidden_layer_sizes, "hold positive numbers")
        try require(alpha >= 0, "alpha", alpha, "be 0 or more")
        if let batch_size { try require(batch_size > 0, "batch_size", batch_size, "be positive") }
        try require(learning_rate_init > 0, "learning_rate_init", learning_rate_init, "be positive")
        try require(power_t >= 0, "power_t", power_t, "be 0 or more")
        try require(max_iter > 0, "max_iter", max_iter, "be positive")
        try require(tol >= 0, "tol", tol, "be 0 or more")
        try require(0...1 ~= momentum, "momentum", momentum, "be between 0 and 1")
        try require(
            0..<1 ~= validation_fraction, "validation_fraction", validation_fraction, "be at least 0 and below 1")
        try require(0..<1 ~= beta_1, "beta_1", beta_1, "be at least 0 and below 1")
        try require(0..<1 ~= beta_2, "beta_2", beta_2, "be at least 0 and below 1")
        try require(epsilon > 0, "epsilon", epsilon, "be positive")
        try require(n_iter_no_change > 0, "n_iter_no_change", n_iter_no_change, "be positive")
    }

    private func require(_ holds: Bool, _ name: String, _ value: Any, _ rule: String) throws(LabError) {
        guard holds else { throw LabError("MLPClassifier", name, "is \(value); it must \(rule)") }
    }

    func optimizer(_ layout: MLPLayout) -> any MLPOptimizer {
        switch solver {
        case .sgd: MLPGradientDescent(self, count: layout.count)
        case .adam: MLPAdam(self, count: layout.count)
        }
    }
}
