/// The rows of one fold: train on `train`, test on `test`. Both hold row numbers in rising order.
public typealias Fold = (train: Labels, test: Labels)

/// Parts rows into folds, each of which is the test once, as scikit-learn's `KFold`.
///
/// ```swift
/// for (train, test) in KFold(n_splits: 5, shuffle: true, random_state: 0).split(X) {
///     mlp.fit(X[train], y[train])
///     print(mlp.score(X[test], y[test]))
/// }
/// ```
public struct KFold {
    private let plan: FoldPlan

    /// - Parameters:
    ///   - n_splits: how many folds, 2 or more.
    ///   - shuffle: whether rows are drawn by chance; else a fold is a run of rows.
    ///   - random_state: a seed or a ``RandomState``; the notebook's own stream unless given.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    public init(
        n_splits: Int = 5, shuffle: Bool = false, random_state: (any RandomSource)? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        plan = checked(file, line) { () throws(LabError) in
            try FoldPlan(n_splits: n_splits, shuffle: shuffle, random_state: random_state, call: "KFold")
        }
    }

    /// The folds of the rows of `X`.
    /// - Precondition: there are at least as many rows as folds.
    public func split(_ X: NDArray, file: StaticString = #fileID, line: UInt = #line) -> [Fold] {
        checked(file, line) { () throws(LabError) in
            let rows = try plan.rows(X)
            var order = Array(0..<rows)
            if let state = try plan.state() { state.draw { $0.shuffle(&order) } }
            var fold = [Int](repeating: 0, count: rows)
            for (i, row) in order.enumerated() { fold[row] = plan.fold(ofPlace: i, of: rows) }
            return plan.folds(fold)
        }
    }

    /// The folds of the rows of `X`; `y` plays no part.
    public func split(_ X: NDArray, _ y: NDArray, file: StaticString = #fileID, line: UInt = #line) -> [Fold] {
        split(X, file: file, line: line)
    }
}

/// Parts rows into folds that hold each class in the same part, as scikit-learn's `StratifiedKFold`.
public struct StratifiedKFold {
    private let plan: FoldPlan

    /// - Parameters:
    ///   - n_splits: how many folds, 2 or more.
    ///   - shuffle: whether the rows of a class are drawn by chance; else they go to the folds in order.
    ///   - random_state: a seed or a ``RandomState``; the notebook's own stream unless given.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    public init(
        n_splits: Int = 5, shuffle: Bool = false, random_state: (any RandomSource)? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        plan = checked(file, line) { () throws(LabError) in
            try FoldPlan(n_splits: n_splits, shuffle: shuffle, random_state: random_state, call: "StratifiedKFold")
        }
    }

    /// The folds of the rows of `X`, whose classes are `y`, shape (n).
    /// - Precondition: as many labels as rows; a class has at least as many rows as there are folds.
    public func split(_ X: NDArray, _ y: Labels, file: StaticString = #fileID, line: UInt = #line) -> [Fold] {
        checked(file, line) { () throws(LabError) in
            let rows = try plan.rows(X)
            let labels = try checkedLabels(y, "StratifiedKFold.split", "y")
            guard labels.count == rows else {
                throw LabError("StratifiedKFold.split", "y", "has \(labels.count) labels, 'X' has \(rows) rows")
            }
            return plan.folds(try stratifiedFolds(labels))
        }
    }

    /// The fold of each row: classes in the order in which they first occur, each spread over the folds as evenly as
    /// the classes before it allow.
    private func stratifiedFolds(_ labels: [Int]) throws(LabError) -> [Int] {
        var members: [[Int]] = []
        var places: [Int: Int] = [:]
        for (row, label) in labels.enumerated() {
            let place = places[label, default: members.count]
            if place == members.count {
                places[label] = place
                members.append([])
            }
            members[place].append(row)
        }
        let largest = members.map(\.count).max() ?? 0
        guard plan.n_splits <= largest else {
            throw LabError(
                "StratifiedKFold", "n_splits", "is \(plan.n_splits); no class has more than \(largest) rows")
        }
        let state = try plan.state()
        var fold = [Int](repeating: 0, count: labels.count)
        var first = 0
        for rows in members {
            var folds = (first..<first + rows.count).map { $0 % plan.n_splits }.sorted()
            first += rows.count
            if let state { state.draw { $0.shuffle(&folds) } }
            for (row, k) in zip(rows, folds) { fold[row] = k }
        }
        return fold
    }
}

/// What both kinds of folds share.
private struct FoldPlan {
    let n_splits: Int
    private let shuffle: Bool
    private let random_state: (any RandomSource)?
    private let call: String

    init(n_splits: Int, shuffle: Bool, random_state: (any RandomSource)?, call: String) throws(LabError) {
        guard n_splits > 1 else { throw LabError(call, "n_splits", "is \(n_splits); it must be 2 or more") }
        if random_state != nil, !shuffle {
            throw LabError(call, "random_state", "has no effect without 'shuffle: true'")
        }
        (self.n_splits, self.shuffle, self.random_state, self.call) = (n_splits, shuffle, random_state, call)
    }

    func rows(_ X: NDArray) throws(LabError) -> Int {
        guard let rows = X.shape.first else { throw LabError("\(call).split", "X", "is a single number") }
        guard rows >= n_splits else { throw LabError("\(call).split", "X", "has \(rows) rows for \(n_splits) folds") }
        return rows
    }

    /// The stream to shuffle with; nil if nothing is shuffled.
    func state() throws(LabError) -> RandomState? { shuffle ? try randomState(random_state, call) : nil }

    /// Folds are runs of places, the first ones longer by one where there is a remainder.
    func fold(ofPlace place: Int, of rows: Int) -> Int {
        let (each, extra) = (rows / n_splits, rows % n_splits)
        let longer = extra * (each + 1)
        return place < longer ? place / (each + 1) : extra + (place - longer) / each
    }

    func folds(_ fold: [Int]) -> [Fold] {
        (0..<n_splits).map { k in
            (NDArray(fold.indices.filter { fold[$0] != k }), NDArray(fold.indices.filter { fold[$0] == k }))
        }
    }
}
