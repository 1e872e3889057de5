extension MLPClassifier {
    /// The likeliest class of each sample, shape (n samples).
    /// - Parameters:
    ///   - X: shape (n samples, n features).
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: the classifier is fitted, `X` has as many columns as then.
    public func predict(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Labels {
        checked(file, line) { () throws(LabError) in
            let (fitted, memory, rows) = try outputs(X, "predict")
            return NDArray(
                (0..<rows).map { fitted.classes[min(fitted.network.code(memory, row: $0), fitted.classes.count - 1)] })
        }
    }

    /// The probability of each class, shape (n samples, n classes), in the order of `classes_`.
    /// - Parameters:
    ///   - X: shape (n samples, n features).
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: the classifier is fitted, `X` has as many columns as then.
    public func predict_proba(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        checked(file, line) { () throws(LabError) in
            let (fitted, memory, rows) = try outputs(X, "predict_proba")
            let p = UnsafeBufferPointer(start: memory.outputs, count: rows * fitted.network.outputs)
            if fitted.network.outputs > 1 { return NDArray(Array(p), shape: [rows, fitted.network.outputs]) }
            return NDArray(p.flatMap { [1 - $0, $0] }, shape: [rows, 2])
        }
    }

    /// The part of the samples that the classifier names rightly, 0 to 1.
    /// - Precondition: as for ``predict(_:file:line:)``; as many labels as rows.
    public func score(_ X: Matrix, _ y: Labels, file: StaticString = #fileID, line: UInt = #line) -> Double {
        accuracyScore(y, predict(X, file: file, line: line), file: file, line: line)
    }

    private func outputs(_ X: Matrix, _ call: String) throws(LabError) -> (Fitted, MLPMemory, rows: Int) {
        guard let fitted else { throw LabError(call, "self", "is not fitted yet; call fit(X, y) first") }
        let matrix = try checkedMatrix(X, columns: n_features_in_, call)
        let rows = matrix.shape[0]
        let memory = MLPMemory(fitted.network.layout, rows: rows, learns: false)
        matrix.withDoubles { numbers in
            if let start = numbers.baseAddress { memory.inputs.update(from: start, count: numbers.count) }
        }
        fitted.network.forward(memory, rows: rows)
        return (fitted, memory, rows)
    }
}
