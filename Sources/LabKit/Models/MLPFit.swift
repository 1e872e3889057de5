import Glibc

extension MLPClassifier {
    /// Trains on samples and their classes, anew unless `warm_start` is set.
    ///
    /// If `max_iter` epochs were not enough, a line on the standard error says so.
    /// - Parameters:
    ///   - X: one sample a row, shape (n samples, n features); finite numbers.
    ///   - y: their classes, shape (n samples).
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Returns: the classifier itself.
    /// - Precondition: as many labels as rows; with `warm_start`, columns and classes as before.
    @discardableResult
    public func fit(_ X: Matrix, _ y: Labels, file: StaticString = #fileID, line: UInt = #line) -> MLPClassifier {
        checked(file, line) { () throws(LabError) in
            let (matrix, labels) = try samples(X, y, "fit", goesOn: options.warm_start)
            let found = Set(labels).sorted()
            if options.warm_start, let fitted, fitted.classes != found {
                throw LabError("fit", "y", "has classes \(found); 'warm_start' goes on from \(fitted.classes)")
            }
            let state = try randomState(options.random_state, "MLPClassifier")
            let kept = options.warm_start ? fitted?.training : nil
            let network = kept?.network ?? newNetwork(columns: matrix.shape[1], classes: found, state)
            let training = MLPTraining(
                network, options.optimizer(network.layout), options, kept?.progress ?? MLPTraining.Progress())
            fitted = Fitted(classes: found, training: training)
            let stopped = try train(training, matrix, labels, state, epochs: options.max_iter, "fit")
            if !stopped { noteUnfinished() }
        }
        return self
    }

    /// One epoch more on these samples; call it again and again.
    /// - Parameters:
    ///   - X: shape (n samples, n features).
    ///   - y: their classes, shape (n samples).
    ///   - classes: all classes of all calls; needed in the first one.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Returns: the classifier itself.
    /// - Precondition: the columns of the first call, and no class beyond `classes`; no `early_stopping`.
    @discardableResult
    public func partial_fit(
        _ X: Matrix, _ y: Labels, classes: Labels? = nil, file: StaticString = #fileID, line: UInt = #line
    ) -> MLPClassifier {
        checked(file, line) { () throws(LabError) in
            guard !options.early_stopping else {
                throw LabError("partial_fit", "early_stopping", "is true; validation rows need a whole 'fit'")
            }
            let (matrix, labels) = try samples(X, y, "partial_fit", goesOn: true)
            let known = if let fitted { fitted.classes } else { try firstClasses(classes) }
            if let new = labels.first(where: { !known.contains($0) }) {
                throw LabError("partial_fit", "y", "holds \(new), which is not among the classes \(known)")
            }
            let state = try randomState(options.random_state, "MLPClassifier")
            let network = fitted?.network ?? newNetwork(columns: matrix.shape[1], classes: known, state)
            let training =
                fitted?.training
                ?? MLPTraining(network, options.optimizer(network.layout), options, MLPTraining.Progress())
            fitted = Fitted(classes: known, training: training)
            _ = try train(training, matrix, labels, state, epochs: 1, "partial_fit")
        }
        return self
    }

    private func firstClasses(_ classes: Labels?) throws(LabError) -> [Int] {
        guard let classes else {
            throw LabError("partial_fit", "classes", "is missing; the first call must name all classes")
        }
        let known = Set(try checkedLabels(classes, "partial_fit", "classes")).sorted()
        guard !known.isEmpty else { throw LabError("partial_fit", "classes", "is empty") }
        return known
    }

    private func samples(
        _ X: Matrix, _ y: Labels, _ call: String, goesOn: Bool
    ) throws(LabError) -> (Matrix, [Int]) {
        let columns = goesOn && fitted != nil ? n_features_in_ : nil
        let matrix = try checkedMatrix(X, columns: columns, call)
        let labels = try checkedLabels(y, call, "y")
        guard labels.count == matrix.shape[0] else {
            throw LabError(call, "y", "has \(labels.count) labels, 'X' has \(matrix.shape[0]) rows")
        }
        return (matrix, labels)
    }

    private func newNetwork(columns: Int, classes: [Int], _ state: RandomState) -> MLPNetwork {
        let outputs = classes.count > 2 ? classes.count : 1
        let layout = MLPLayout([columns] + options.hidden_layer_sizes + [outputs])
        let network = MLPNetwork(layout, hidden: options.activation)
        state.draw { network.start(&$0) }
        return network
    }

    private func train(
        _ training: MLPTraining, _ X: Matrix, _ labels: [Int], _ state: RandomState, epochs: Int, _ call: String
    ) throws(LabError) -> Bool {
        let codes = self.codes(of: labels)
        let (train, validation) = try rows(codes, state)
        let stopped = X.withDoubles { numbers in
            guard let inputs = numbers.baseAddress else { return false }
            let data = MLPData(
                inputs: inputs, width: X.shape[1], codes: codes, trainRows: train, validationRows: validation)
            return training.run(data, state, epochs: epochs)
        }
        guard training.network.parameters.allFinite else {
            throw LabError(
                call, "X", "led to weights that are no finite numbers; standardise it, or lower 'learning_rate_init'")
        }
        return stopped
    }

    /// The place of each label among the classes.
    private func codes(of labels: [Int]) -> [Int] {
        let classes = fitted?.classes ?? []
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        return labels.map { places[$0, default: 0] }
    }

    /// The rows to train on, and those kept back for `early_stopping`.
    private func rows(_ codes: [Int], _ state: RandomState) throws(LabError) -> (train: [Int], validation: [Int]) {
        guard options.early_stopping else { return (Array(codes.indices), []) }
        let sizes = try SplitSizes(rows: codes.count, test: options.validation_fraction, train: nil, call: "fit")
        guard sizes.test >= 2 else {
            throw LabError(
                "fit", "validation_fraction", "keeps only \(sizes.test) of \(codes.count) rows back; 2 are needed")
        }
        // scikit-learn stratifies two classes only.
        if n_outputs_ == 1 {
            let (train, test) = try stratifiedSplit(ClassCodes(codes), sizes, state, "fit")
            return (train, test)
        }
        let order = state.draw { $0.permutation(codes.count) }
        return (Array(order[sizes.test...]), Array(order[..<sizes.test]))
    }

    private func noteUnfinished() {
        let note = "MLPClassifier: stopped after max_iter = \(options.max_iter) epochs, before the loss stood still\n"
        _ = write(STDERR_FILENO, note, note.utf8.count)
    }
}
