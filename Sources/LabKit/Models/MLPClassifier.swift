/// A multi-layer perceptron that tells classes apart, with scikit-learn's algorithm and names: from the same `random_state` it
/// takes the same path as `sklearn.neural_network.MLPClassifier`, up to rounding.
///
/// ```swift
/// let mlp = MLPClassifier(hidden_layer_sizes: [80, 70], activation: .logistic, max_iter: 1000, random_state: 0)
/// mlp.fit(X_train, y_train)
/// print(mlp.score(X_test, y_test))
/// ```
/// As in Python it is an object: a copy is the same classifier.
public final class MLPClassifier {
    var options: MLPOptions
    /// Between a first fit and the next.
    var fitted: Fitted?

    struct Fitted {
        let classes: [Int]
        var training: MLPTraining
        var network: MLPNetwork { training.network }
    }

    /// - Parameters:
    ///   - hidden_layer_sizes: the units of each hidden layer; none for a logistic regression.
    ///   - activation: what hidden units make of their sums.
    ///   - solver: `sgd` or `adam`.
    ///   - alpha: strength of the penalty, alpha / 2 times the sum of squared weights, divided by the batch's size.
    ///   - batch_size: rows of a mini-batch; 200, or all if there are fewer, unless given.
    ///   - learning_rate: how the rate of `sgd` changes.
    ///   - learning_rate_init: the first rate.
    ///   - power_t: the exponent of `invscaling`.
    ///   - max_iter: epochs at most.
    ///   - shuffle: whether each epoch takes the rows in another order.
    ///   - random_state: a seed or a ``RandomState``, for first weights, shuffles and validation rows; the notebook's own
    ///     stream unless given.
    ///   - tol: what the loss (or the validation score) has to gain to count.
    ///   - verbose: whether to print the loss of each epoch.
    ///   - warm_start: whether a fit goes on from the last one's weights.
    ///   - momentum: of `sgd`.
    ///   - nesterovs_momentum: whether by Nesterov's rule.
    ///   - early_stopping: whether to keep rows back and stop when their score stands still.
    ///   - validation_fraction: which part of the rows.
    ///   - beta_1: `adam`'s decay of the mean of gradients.
    ///   - beta_2: `adam`'s decay of the mean of their squares.
    ///   - epsilon: what keeps `adam` from dividing by 0.
    ///   - n_iter_no_change: how many epochs without a gain end the fit.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    public init(
        hidden_layer_sizes: [Int] = [100], activation: Activation = .relu, solver: Solver = .adam, alpha: Double = 1e-4,
        batch_size: Int? = nil, learning_rate: LearningRate = .constant, learning_rate_init: Double = 1e-3,
        power_t: Double = 0.5, max_iter: Int = 200, shuffle: Bool = true, random_state: (any RandomSource)? = nil,
        tol: Double = 1e-4, verbose: Bool = false, warm_start: Bool = false, momentum: Double = 0.9,
        nesterovs_momentum: Bool = true, early_stopping: Bool = false, validation_fraction: Double = 0.1,
        beta_1: Double = 0.9, beta_2: Double = 0.999, epsilon: Double = 1e-8, n_iter_no_change: Int = 10,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        let options = MLPOptions(
            hidden_layer_sizes: hidden_layer_sizes, activation: activation, solver: solver, alpha: alpha,
            batch_size: batch_size, learning_rate: learning_rate, learning_rate_init: learning_rate_init,
            power_t: power_t, max_iter: max_iter, shuffle: shuffle, random_state: random_state, tol: tol,
            verbose: verbose, warm_start: warm_start, momentum: momentum, nesterovs_momentum: nesterovs_momentum,
            early_stopping: early_stopping, validation_fraction: validation_fraction, beta_1: beta_1, beta_2: beta_2,
            epsilon: epsilon, n_iter_no_change: n_iter_no_change)
        checked(file, line) { () throws(LabError) in try options.check() }
        self.options = options
    }
}

extension MLPClassifier: CustomStringConvertible {
    /// The call that makes such a classifier, without what is left at its default.
    public var description: String { "MLPClassifier(\(options.changed))" }
}

// MARK: What a fit leaves

extension MLPClassifier {
    /// The classes in rising order, shape (n classes); empty before the first fit.
    public var classes_: Labels { NDArray(fitted?.classes ?? []) }

    /// The weights of each layer, shape (inputs, outputs).
    public var coefs_: [Matrix] {
        guard let network = fitted?.network else { return [] }
        return (0..<network.layout.depth).map { layer in
            let shape = Array(network.layout.units[layer...layer + 1])
            return NDArray(copying: network.weights(layer), shape)
        }
    }

    /// The biases of each layer, shape (outputs).
    public var intercepts_: [Vector] {
        guard let network = fitted?.network else { return [] }
        return (0..<network.layout.depth).map { NDArray(copying: network.biases($0), [network.layout.units[$0 + 1]]) }
    }

    /// The loss of the last epoch; NaN before the first fit.
    public var loss_: Double { loss_curve_.last ?? .nan }
    /// The loss of each epoch: the mean over its batches, each before its step.
    public var loss_curve_: [Double] { progress.losses }
    /// The smallest loss; nil with `early_stopping`.
    public var best_loss_: Double? { options.early_stopping ? nil : progress.bestLoss }
    /// The accuracy on the validation rows after each epoch; nil without `early_stopping`.
    public var validation_scores_: [Double]? { options.early_stopping ? progress.scores : nil }
    /// The best of them; nil without `early_stopping`.
    public var best_validation_score_: Double? { options.early_stopping ? progress.bestScore : nil }
    /// The epochs of the last fit.
    public var n_iter_: Int { progress.epochs }
    /// The samples seen in all epochs.
    public var t_: Int { progress.samplesSeen }
    /// The columns of the training data.
    public var n_features_in_: Int { fitted?.network.layout.units[0] ?? 0 }
    /// Layers, inputs and outputs included.
    public var n_layers_: Int { fitted?.network.layout.units.count ?? 0 }
    /// Units of the last layer: 1 for two classes, else one a class.
    public var n_outputs_: Int { fitted?.network.outputs ?? 0 }

    private var progress: MLPTraining.Progress { fitted?.training.progress ?? MLPTraining.Progress() }
}

extension NDArray {
    fileprivate init(copying numbers: UnsafePointer<Double>, _ shape: [Int]) {
        self.init(shape: shape) { $0.baseAddress?.update(from: numbers, count: $0.count) }
    }
}
