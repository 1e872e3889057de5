/// Takes the mean from each column and divides by its standard deviation, as scikit-learn's `StandardScaler`; a column that
/// is the same everywhere is divided by 1.
///
/// ```swift
/// let scaler = StandardScaler()
/// let X = scaler.fit_transform(X_train)
/// let Z = scaler.transform(X_test)   // by the mean and deviation of the training data
/// ```
public final class StandardScaler {
    private let with_mean, with_std: Bool
    /// The mean of each column, shape (n features); empty before the fit, like all that a fit leaves.
    public private(set) var mean_ = NDArray([Double]())
    /// The variance of each column (of all samples: ddof 0), shape (n features).
    public private(set) var var_ = NDArray([Double]())
    /// What each column is divided by, shape (n features).
    public private(set) var scale_ = NDArray([Double]())
    /// The rows of the fit.
    public private(set) var n_samples_seen_ = 0

    /// - Parameters:
    ///   - with_mean: whether to take the mean away.
    ///   - with_std: whether to divide by the deviation.
    public init(with_mean: Bool = true, with_std: Bool = true) {
        (self.with_mean, self.with_std) = (with_mean, with_std)
    }

    /// Learns mean and deviation of each column.
    /// - Parameters:
    ///   - X: shape (n samples, n features), finite numbers.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Returns: the scaler itself.
    @discardableResult
    public func fit(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> StandardScaler {
        let X = checked(file, line) { () throws(LabError) in try checkedMatrix(X, "StandardScaler.fit") }
        let n = Double(X.shape[0])
        mean_ = X.sum(axis: 0) / n
        // In scikit-learn's order of rounding, which takes away what the rounded mean leaves over.
        let rest = X - mean_
        let left = rest.sum(axis: 0)
        var_ = ((rest * rest).sum(axis: 0) - left * left / n) / n
        scale_ = NDArray(
            zip(mean_.doubles, var_.doubles).map { mean, variance in
                // Below this bound the variance is nothing but rounding.
                let bound = n * .ulpOfOne * variance + (n * mean * .ulpOfOne) * (n * mean * .ulpOfOne)
                return variance <= bound || !with_std ? 1 : variance.squareRoot()
            })
        n_samples_seen_ = X.shape[0]
        return self
    }

    /// The columns scaled by what the fit learned.
    /// - Precondition: fitted, with as many columns.
    public func transform(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        let X = checked(file, line) { () throws(LabError) in try fitting(X, "StandardScaler.transform") }
        return (with_mean ? X - mean_ : X) / scale_
    }

    /// ``fit(_:file:line:)``, then ``transform(_:file:line:)``.
    public func fit_transform(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        fit(X, file: file, line: line).transform(X, file: file, line: line)
    }

    /// The columns as they were before ``transform(_:file:line:)``.
    public func inverse_transform(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        let X = checked(file, line) { () throws(LabError) in try fitting(X, "StandardScaler.inverse_transform") }
        return with_mean ? X * scale_ + mean_ : X * scale_
    }

    private func fitting(_ X: Matrix, _ call: String) throws(LabError) -> Matrix {
        guard n_samples_seen_ > 0 else { throw LabError(call, "self", "is not fitted yet; call fit(X) first") }
        return try checkedMatrix(X, columns: mean_.count, call)
    }
}

extension StandardScaler: CustomStringConvertible {
    public var description: String { "StandardScaler(with_mean: \(with_mean), with_std: \(with_std))" }
}
