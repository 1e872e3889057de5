/// How scores of single classes become one number.
public enum Average: Sendable {
    /// The score of the class `pos_label` alone; for labels with two classes.
    case binary
    /// From the counts of all classes taken together.
    case micro
    /// The mean of the classes.
    case macro
    /// The mean of the classes, each weighted by its samples.
    case weighted
}

/// Of the samples called a class, the part that is of it. A class that no sample was called has 0.
/// - Parameters:
///   - y_true: the labels, shape (n).
///   - y_pred: what a model said, shape (n).
///   - labels: which classes count; all that occur unless given.
///   - pos_label: the class that `.binary` is about.
///   - average: how classes become one number.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: both have the same number of labels, one or more; no more than two classes for `.binary`.
public func precisionScore(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, pos_label: Int = 1, average: Average = .binary,
    file: StaticString = #fileID, line: UInt = #line
) -> Double {
    checked(file, line) { () throws(LabError) in
        try averaged(y_true, y_pred, labels, pos_label, average, "precisionScore").precision
    }
}

/// The precision of each class, shape (classes): `average: .none`.
public func precisionScore(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, average: Never?, file: StaticString = #fileID,
    line: UInt = #line
) -> Vector {
    checked(file, line) { () throws(LabError) in
        NDArray(try ClassScores(y_true, y_pred, labels, "precisionScore").all.map(\.precision))
    }
}

/// Of the samples of a class, the part that was called so. A class without samples has 0.
/// Parameters as for ``precisionScore(_:_:labels:pos_label:average:file:line:)-(_,_,_,_,Average,_,_)``.
public func recallScore(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, pos_label: Int = 1, average: Average = .binary,
    file: StaticString = #fileID, line: UInt = #line
) -> Double {
    checked(file, line) { () throws(LabError) in
        try averaged(y_true, y_pred, labels, pos_label, average, "recallScore").recall
    }
}

/// The recall of each class, shape (classes): `average: .none`.
public func recallScore(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, average: Never?, file: StaticString = #fileID,
    line: UInt = #line
) -> Vector {
    checked(file, line) { () throws(LabError) in
        NDArray(try ClassScores(y_true, y_pred, labels, "recallScore").all.map(\.recall))
    }
}

/// The harmonic mean of precision and recall. Parameters as for `precisionScore`.
public func f1Score(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, pos_label: Int = 1, average: Average = .binary,
    file: StaticString = #fileID, line: UInt = #line
) -> Double {
    checked(file, line) { () throws(LabError) in
        try averaged(y_true, y_pred, labels, pos_label, average, "f1Score").f1
    }
}

/// The harmonic mean of precision and recall of each class, shape (classes): `average: .none`.
public func f1Score(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, average: Never?, file: StaticString = #fileID,
    line: UInt = #line
) -> Vector {
    checked(file, line) { () throws(LabError) in
        NDArray(try ClassScores(y_true, y_pred, labels, "f1Score").all.map(\.f1))
    }
}

/// Precision, recall and their harmonic mean.
struct ScoreTriple {
    let precision, recall, f1: Double
}

/// The samples of a class: those rightly called so, all called so, all of the class.
struct ClassCounts {
    var right = 0, called = 0, actual = 0

    /// 0 where nothing stands to be divided, as in scikit-learn.
    var scores: ScoreTriple {
        func part(_ a: Double, of b: Int) -> Double { b == 0 ? 0 : a / Double(b) }
        return ScoreTriple(
            precision: part(Double(right), of: called), recall: part(Double(right), of: actual),
            f1: part(2 * Double(right), of: called + actual))
    }
}

/// The scores of each class, and their means.
struct ClassScores {
    let classes: [Int]
    let counts: [ClassCounts]
    /// The classes that occur, in rising order.
    let present: [Int]

    init(_ y_true: Labels, _ y_pred: Labels, _ labels: [Int]?, _ call: String) throws(LabError) {
        let pairs = try LabelPairs(y_true, y_pred, call)
        classes = try pairs.classes(labels, call)
        present = try pairs.classes(nil, call)
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        var counts = [ClassCounts](repeating: ClassCounts(), count: classes.count)
        for (actual, called) in zip(pairs.truth, pairs.said) {
            if let i = places[actual] {
                counts[i].actual += 1
                if actual == called { counts[i].right += 1 }
            }
            if let i = places[called] { counts[i].called += 1 }
        }
        self.counts = counts
    }

    var all: [ScoreTriple] { counts.map(\.scores) }

    var micro: ScoreTriple {
        counts.reduce(into: ClassCounts()) { sum, counts in
            sum.right += counts.right
            sum.called += counts.called
            sum.actual += counts.actual
        }.scores
    }

    var macro: ScoreTriple { mean(all.map { _ in 1 }) }

    var weighted: ScoreTriple {
        let samples = counts.map { Double($0.actual) }
        return samples.allSatisfy { $0 == 0 } ? macro : mean(samples)
    }

    private func mean(_ weights: [Double]) -> ScoreTriple {
        let total = NDArray(weights).sum()
        let all = self.all
        func mean(_ score: (ScoreTriple) -> Double) -> Double {
            NDArray(zip(all, weights).map { score($0) * $1 }).sum() / total
        }
        return ScoreTriple(precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1))
    }
}

private func averaged(
    _ y_true: Labels, _ y_pred: Labels, _ labels: [Int]?, _ pos_label: Int, _ average: Average, _ call: String
) throws(LabError) -> ScoreTriple {
    switch average {
    case .micro: return try ClassScores(y_true, y_pred, labels, call).micro
    case .macro: return try ClassScores(y_true, y_pred, labels, call).macro
    case .weighted: return try ClassScores(y_true, y_pred, labels, call).weighted
    case .binary:
        let scores = try ClassScores(y_true, y_pred, [pos_label], call)
        guard scores.present.count <= 2 else {
            throw LabError(
                call, "average",
                "is .binary, but there are \(scores.present.count) classes; use .macro, .micro or .weighted")
        }
        guard scores.present.count < 2 || scores.present.contains(pos_label) else {
            throw LabError(call, "pos_label", "is \(pos_label); the classes are \(scores.present)")
        }
        return scores.all[0]
    }
}
