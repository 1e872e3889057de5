/// Parts the rows of `X` and `y` into training and test data, in scikit-learn's order: the same seed gives the same rows.
///
/// - Parameters:
///   - X: samples in rows, any number of axes.
///   - y: as many rows as `X`.
///   - test_size: the test's part of the rows, in (0, 1), rounded up; or their number, 1 or more. A quarter, or what
///     `train_size` leaves, unless given.
///   - train_size: the same for training, rounded down; all other rows unless given.
///   - random_state: a seed or a ``RandomState``; the notebook's own stream unless given.
///   - shuffle: whether rows are drawn by chance; else the last ones are the test.
///   - stratify: one label a row, such as `y`: each class gets the same part of the test as of the whole.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: both parts get a row; with `stratify`, each class has two rows and may have one in both parts.
public func trainTestSplit(
    _ X: NDArray, _ y: NDArray, test_size: Double? = nil, train_size: Double? = nil,
    random_state: (any RandomSource)? = nil, shuffle: Bool = true, stratify: Labels? = nil,
    file: StaticString = #fileID, line: UInt = #line
) -> (X_train: NDArray, X_test: NDArray, y_train: NDArray, y_test: NDArray) {
    let (train, test) = checked(file, line) { () throws(LabError) in
        guard X.shape.first == y.shape.first else {
            throw LabError(
                "trainTestSplit", "y", "has shape \(shapeText(y.shape)), X has \(shapeText(X.shape)): not as many rows")
        }
        return try splitRows(X, test_size, train_size, random_state, shuffle, stratify)
    }
    return (X[train], X[test], y[train], y[test])
}

/// Parts the rows of `X` into training and test data; see ``trainTestSplit(_:_:test_size:train_size:random_state:shuffle:stratify:file:line:)``.
public func trainTestSplit(
    _ X: NDArray, test_size: Double? = nil, train_size: Double? = nil, random_state: (any RandomSource)? = nil,
    shuffle: Bool = true, stratify: Labels? = nil, file: StaticString = #fileID, line: UInt = #line
) -> (X_train: NDArray, X_test: NDArray) {
    let (train, test) = checked(file, line) { () throws(LabError) in
        try splitRows(X, test_size, train_size, random_state, shuffle, stratify)
    }
    return (X[train], X[test])
}

private func splitRows(
    _ X: NDArray, _ test_size: Double?, _ train_size: Double?, _ random_state: (any RandomSource)?, _ shuffle: Bool,
    _ stratify: Labels?
) throws(LabError) -> (train: [Int], test: [Int]) {
    let call = "trainTestSplit"
    guard let rows = X.shape.first else { throw LabError(call, "X", "is a single number; it must have rows") }
    let sizes = try SplitSizes(rows: rows, test: test_size, train: train_size, call: call)
    guard shuffle else {
        if stratify != nil { throw LabError(call, "stratify", "needs 'shuffle: true'") }
        return (Array(0..<sizes.train), Array(sizes.train..<sizes.train + sizes.test))
    }
    let state = try randomState(random_state, call)
    guard let stratify else {
        let order = state.draw { $0.permutation(rows) }
        return (Array(order[sizes.test..<sizes.test + sizes.train]), Array(order[..<sizes.test]))
    }
    let labels = try checkedLabels(stratify, call, "stratify")
    guard labels.count == rows else {
        throw LabError(call, "stratify", "has \(labels.count) labels for \(rows) rows")
    }
    return try stratifiedSplit(ClassCodes(labels), sizes, state, call)
}

/// How many rows go into each part, by scikit-learn's rules.
struct SplitSizes {
    let train, test: Int

    init(rows: Int, test: Double?, train: Double?, call: String) throws(LabError) {
        let testRows = try Self.count(test ?? (train == nil ? 0.25 : nil), of: rows, .up, "test_size", call)
        let trainRows = try Self.count(train, of: rows, .down, "train_size", call)
        self.test = testRows ?? rows - (trainRows ?? 0)
        self.train = trainRows ?? rows - self.test
        guard self.test + self.train <= rows else {
            throw LabError(call, "test_size", "and 'train_size' ask for \(self.test) + \(self.train) of \(rows) rows")
        }
        guard self.train > 0, self.test > 0 else {
            let empty = self.train > 0 ? "test" : "training"
            throw LabError(call, "X", "has \(rows) rows, which leaves none for the \(empty) part")
        }
    }

    /// A size as a number of rows: a part of them below 1, else their number.
    private static func count(
        _ size: Double?, of rows: Int, _ rounding: FloatingPointRoundingRule, _ argument: String, _ call: String
    ) throws(LabError) -> Int? {
        guard let size else { return nil }
        if size > 0, size < 1 { return Int((size * Double(rows)).rounded(rounding)) }
        guard let count = Int(exactly: size), 1..<max(2, rows) ~= count else {
            throw LabError(
                call, argument, "is \(size); it must be a part in (0, 1) or a whole number of rows, fewer than \(rows)")
        }
        return count
    }
}
