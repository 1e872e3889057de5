import Glibc

/// The mean of -log p, where p is the probability that a model gave to the right class; probabilities are kept 2.2e-16 away
/// from 0 and 1.
/// - Parameters:
///   - y_true: the labels, shape (n).
///   - y_proba: the probability of each class, shape (n, classes), classes in rising order; or of the second of two
///     classes, shape (n).
///   - normalize: whether to give the mean; else the sum.
///   - labels: all classes; those that occur unless given.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: as many rows as labels, as many columns as classes, at least two; all probabilities are in [0, 1].
public func logLoss(
    _ y_true: Labels, _ y_proba: NDArray, normalize: Bool = true, labels: [Int]? = nil,
    file: StaticString = #fileID, line: UInt = #line
) -> Double {
    checked(file, line) { () throws(LabError) in
        let truth = try checkedLabels(y_true, "logLoss", "y_true")
        let classes = Set(labels ?? truth).sorted()
        let columns = try probabilityColumns(y_proba, rows: truth.count, classes: classes)
        let chances = y_proba.doubles
        var losses: [Double] = []
        for (i, label) in truth.enumerated() {
            guard let k = classes.firstIndex(of: label) else {
                throw LabError("logLoss", "y_true", "holds \(label), which is not among 'labels', \(classes)")
            }
            let p = columns > 1 ? chances[i * columns + k] : k == 1 ? chances[i] : 1 - chances[i]
            losses.append(-log(min(max(p, .ulpOfOne), 1 - .ulpOfOne)))
        }
        let sum = NDArray(losses).sum()
        return normalize ? sum / Double(losses.count) : sum
    }
}

/// The columns of probabilities that fit the labels: one for each class, or 1 for the second of two.
private func probabilityColumns(_ p: NDArray, rows: Int, classes: [Int]) throws(LabError) -> Int {
    func bad(_ argument: String, _ problem: String) -> LabError { LabError("logLoss", argument, problem) }
    guard rows > 0 else { throw bad("y_true", "is empty") }
    guard 1...2 ~= p.ndim else {
        throw bad("y_proba", "has shape \(shapeText(p.shape)); it must be (n, classes) or (n,)")
    }
    guard p.shape[0] == rows else { throw bad("y_proba", "has \(p.shape[0]) rows, 'y_true' has \(rows) labels") }
    guard classes.count > 1 else {
        throw bad("y_true", "holds one class only, \(classes); name all classes in 'labels'")
    }
    let columns = p.ndim == 1 ? 1 : p.shape[1]
    guard columns == classes.count || (columns == 1 && classes.count == 2) else {
        throw bad("y_proba", "has \(columns) columns for \(classes.count) classes, \(classes)")
    }
    let values = p.doubles
    if let i = values.firstIndex(where: { !(0...1 ~= $0) }) {
        throw bad("y_proba", "holds \(pythonText(values[i])) in row \(i / columns); probabilities are between 0 and 1")
    }
    return columns
}
