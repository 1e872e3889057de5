/// What the counts of a confusion matrix are divided by.
public enum ConfusionNormalization: Sendable {
    /// The number of samples of the actual class: rows add up to 1.
    case `true`
    /// The number of samples of the predicted class: columns add up to 1.
    case pred
    /// The number of all samples.
    case all
}

/// How often each class was taken for which: element (i, j) counts the samples of class i that were called j.
/// - Parameters:
///   - y_true: the labels, shape (n).
///   - y_pred: what a model said, shape (n).
///   - labels: the classes in the order of rows and columns; all that occur, in rising order, unless given. Samples of other
///     classes are left out.
///   - normalize: what to divide by; whole counts unless given.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Returns: shape (classes, classes), int64, or float64 if normalised.
/// - Precondition: both have the same number of labels, one or more; a class of `labels` occurs in `y_true`.
public func confusionMatrix(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, normalize: ConfusionNormalization? = nil,
    file: StaticString = #fileID, line: UInt = #line
) -> NDArray {
    let counts = checked(file, line) { () throws(LabError) in
        let pairs = try LabelPairs(y_true, y_pred, "confusionMatrix")
        let classes = try pairs.classes(labels, "confusionMatrix")
        if labels != nil, !pairs.truth.contains(where: classes.contains) {
            throw LabError("confusionMatrix", "labels", "holds no class that occurs in 'y_true'")
        }
        return pairs.counts(classes)
    }
    guard let normalize else { return counts }
    let totals =
        switch normalize {
        case .true: counts.sum(axis: 1, keepdims: true)
        case .pred: counts.sum(axis: 0, keepdims: true)
        case .all: NDArray(Int(counts.sum()))
        }
    // A class without samples has zeros only, whatever they are divided by.
    return counts / maximum(totals, 1)
}

extension LabelPairs {
    /// The classes asked for, or all that occur, in rising order.
    func classes(_ labels: [Int]?, _ call: String) throws(LabError) -> [Int] {
        guard let labels else { return Set(truth + said).sorted() }
        guard !labels.isEmpty else { throw LabError(call, "labels", "is empty") }
        guard Set(labels).count == labels.count else { throw LabError(call, "labels", "names a class twice") }
        return labels
    }

    /// How often each of the classes was called each of them, shape (classes, classes).
    func counts(_ classes: [Int]) -> NDArray {
        let n = classes.count
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        var counts = [Int](repeating: 0, count: n * n)
        for (actual, called) in zip(truth, said) {
            if let i = places[actual], let j = places[called] { counts[i * n + j] += 1 }
        }
        return NDArray(counts, shape: [n, n])
    }
}
