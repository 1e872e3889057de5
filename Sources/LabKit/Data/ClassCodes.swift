/// Labels as whole numbers; a column (n, 1) counts as (n).
func checkedLabels(_ labels: NDArray, _ call: String, _ argument: String) throws(LabError) -> [Int] {
    func bad(_ problem: String) -> LabError { LabError(call, argument, problem) }
    guard labels.ndim == 1 || (labels.ndim == 2 && labels.shape[1] == 1) else {
        throw bad("has shape \(shapeText(labels.shape)); labels must have shape (n,)")
    }
    guard labels.dtype == .float64 else { return labels.ints }
    var whole: [Int] = []
    for (i, value) in labels.doubles.enumerated() {
        guard let label = Int(exactly: value) else {
            throw bad("holds \(pythonText(value)) at \(i); labels must be whole numbers")
        }
        whole.append(label)
    }
    return whole
}

/// A matrix of numbers, each of them finite, with `columns` columns where that is known.
func checkedMatrix(
    _ X: NDArray, columns: Int? = nil, _ call: String, _ argument: String = "X"
) throws(LabError) -> NDArray {
    func bad(_ problem: String) -> LabError { LabError(call, argument, problem) }
    guard X.ndim == 2 else {
        throw bad("has shape \(shapeText(X.shape)); it must have shape (n samples, n features)")
    }
    guard X.shape[0] > 0 else { throw bad("has no rows") }
    guard X.shape[1] > 0 else { throw bad("has no columns") }
    if let columns, X.shape[1] != columns {
        throw bad("has \(X.shape[1]) columns; there were \(columns) when the fit was made")
    }
    let matrix = X.astype(.float64).contiguous
    let place = matrix.withDoubles { values in values.firstIndex { !$0.isFinite } }
    if let place {
        let (row, column) = (place / X.shape[1], place % X.shape[1])
        throw bad(
            "holds \(pythonText(matrix.doubles[place])) at row \(row), column \(column); every number must be finite")
    }
    return matrix
}

/// Labels as places in the sorted list of their classes.
struct ClassCodes {
    let classes: [Int]
    /// One for each label: where its class stands in `classes`.
    let codes: [Int]

    init(_ labels: [Int]) {
        classes = Set(labels).sorted()
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        codes = labels.map { places[$0, default: 0] }
    }

    /// How many labels each class has.
    var counts: [Int] {
        codes.reduce(into: Array(repeating: 0, count: classes.count)) { $0[$1] += 1 }
    }

    /// Where the labels of each class stand, in rising order.
    var members: [[Int]] {
        codes.enumerated().reduce(into: Array(repeating: [], count: classes.count)) { $0[$1.element].append($1.offset) }
    }
}
