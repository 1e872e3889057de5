/// The part of the labels that were named rightly, 0 to 1.
/// - Parameters:
///   - y_true: the labels, shape (n).
///   - y_pred: what a model said, shape (n).
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: both have the same number of labels, one or more.
public func accuracyScore(
    _ y_true: Labels, _ y_pred: Labels, file: StaticString = #fileID, line: UInt = #line
) -> Double {
    let pairs = checked(file, line) { () throws(LabError) in try LabelPairs(y_true, y_pred, "accuracyScore") }
    let right = zip(pairs.truth, pairs.said).count { $0 == $1 }
    return Double(right) / Double(pairs.truth.count)
}

/// The labels and what a model said, one against one.
struct LabelPairs {
    let truth, said: [Int]

    init(_ y_true: Labels, _ y_pred: Labels, _ call: String) throws(LabError) {
        truth = try checkedLabels(y_true, call, "y_true")
        said = try checkedLabels(y_pred, call, "y_pred")
        guard truth.count == said.count else {
            throw LabError(call, "y_pred", "has \(said.count) labels, 'y_true' has \(truth.count)")
        }
        guard !truth.isEmpty else { throw LabError(call, "y_true", "is empty") }
    }
}
