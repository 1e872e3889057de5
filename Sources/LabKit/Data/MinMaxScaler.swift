/// Brings each column into a range, by its smallest and largest number, as scikit-learn's `MinMaxScaler`.
public final class MinMaxScaler {
    private let feature_range: (low: Double, high: Double)
    /// The smallest number of each column, shape (n features); empty before the fit, like all that a fit leaves.
    public private(set) var data_min_ = NDArray([Double]())
    /// The largest number of each column, shape (n features).
    public private(set) var data_max_ = NDArray([Double]())
    /// What each column is multiplied by, shape (n features).
    public private(set) var scale_ = NDArray([Double]())
    /// What is added then, shape (n features).
    public private(set) var min_ = NDArray([Double]())
    /// The rows of the fit.
    public private(set) var n_samples_seen_ = 0

    /// - Parameters:
    ///   - feature_range: where the smallest and the largest number of a column go.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: the first is less than the second.
    public init(feature_range: (Double, Double) = (0, 1), file: StaticString = #fileID, line: UInt = #line) {
        checked(file, line) { () throws(LabError) in
            guard feature_range.0 < feature_range.1 else {
                throw LabError(
                    "MinMaxScaler", "feature_range", "is \(feature_range); the first must be less than the second")
            }
        }
        self.feature_range = feature_range
    }

    /// Learns the smallest and the largest number of each column.
    /// - Parameters:
    ///   - X: shape (n samples, n features), finite numbers.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Returns: the scaler itself.
    @discardableResult
    public func fit(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> MinMaxScaler {
        let X = checked(file, line) { () throws(LabError) in try checkedMatrix(X, "MinMaxScaler.fit") }
        data_min_ = X.min(axis: 0)
        data_max_ = X.max(axis: 0)
        // scikit-learn's bound: a width like this is nothing but rounding.
        let widths = (data_max_ - data_min_).doubles.map { $0 < 10 * .ulpOfOne ? 1 : $0 }
        scale_ = (feature_range.high - feature_range.low) / NDArray(widths)
        min_ = feature_range.low - data_min_ * scale_
        n_samples_seen_ = X.shape[0]
        return self
    }

    /// The columns scaled by what the fit learned; numbers outside its range stay outside.
    /// - Precondition: fitted, with as many columns.
    public func transform(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        let X = checked(file, line) { () throws(LabError) in try fitting(X, "MinMaxScaler.transform") }
        return X * scale_ + min_
    }

    /// ``fit(_:file:line:)``, then ``transform(_:file:line:)``.
    public func fit_transform(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        fit(X, file: file, line: line).transform(X, file: file, line: line)
    }

    /// The columns as they were before ``transform(_:file:line:)``.
    public func inverse_transform(_ X: Matrix, file: StaticString = #fileID, line: UInt = #line) -> Matrix {
        let X = checked(file, line) { () throws(LabError) in try fitting(X, "MinMaxScaler.inverse_transform") }
        return (X - min_) / scale_
    }

    private func fitting(_ X: Matrix, _ call: String) throws(LabError) -> Matrix {
        guard n_samples_seen_ > 0 else { throw LabError(call, "self", "is not fitted yet; call fit(X) first") }
        return try checkedMatrix(X, columns: scale_.count, call)
    }
}

extension MinMaxScaler: CustomStringConvertible {
    public var description: String { "MinMaxScaler(feature_range: \(feature_range))" }
}
