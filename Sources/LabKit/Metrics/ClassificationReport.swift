/// Precision, recall and f1 of each class and on the whole, as scikit-learn's `classification_report` writes them.
/// - Parameters:
///   - y_true: the labels, shape (n).
///   - y_pred: what a model said, shape (n).
///   - labels: which classes to list; all that occur, in rising order, unless given.
///   - target_names: a name for each listed class; its number unless given.
///   - digits: decimals of a score.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: both have the same number of labels, one or more; as many names as classes.
public func classificationReport(
    _ y_true: Labels, _ y_pred: Labels, labels: [Int]? = nil, target_names: [String]? = nil, digits: Int = 2,
    file: StaticString = #fileID, line: UInt = #line
) -> String {
    checked(file, line) { () throws(LabError) in
        let call = "classificationReport"
        let scores = try ClassScores(y_true, y_pred, labels, call)
        let names = target_names ?? scores.classes.map(String.init)
        guard names.count == scores.classes.count else {
            throw LabError(call, "target_names", "has \(names.count) names for \(scores.classes.count) classes")
        }
        guard 0...17 ~= digits else { throw LabError(call, "digits", "is \(digits); it must be between 0 and 17") }
        let nothingRight = zip(y_true.ints, y_pred.ints).allSatisfy { $0 != $1 }
        return ScoreReport(scores: scores, names: names, digits: digits, nothingRight: nothingRight).text
    }
}

private struct ScoreReport {
    let scores: ClassScores
    let names: [String]
    let digits: Int
    /// scikit-learn then writes the numbers of samples with a decimal point.
    let nothingRight: Bool

    var text: String {
        let samples = scores.counts.map(\.actual)
        let total = samples.reduce(0, +)
        var lines = [line("", ["precision", "recall", "f1-score", "support"]), ""]
        for (name, (score, count)) in zip(names, zip(scores.all, samples)) { lines.append(line(name, score, count)) }
        lines.append("")
        // Taken together, precision and recall of all classes are the part of right answers.
        if Set(scores.present).isSubset(of: scores.classes) {
            lines.append(line("accuracy", ["", "", number(scores.micro.f1), support(total)]))
        } else {
            lines.append(line("micro avg", scores.micro, total))
        }
        lines.append(line("macro avg", scores.macro, total))
        lines.append(line("weighted avg", scores.weighted, total))
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ name: String, _ score: ScoreTriple, _ count: Int) -> String {
        line(name, [number(score.precision), number(score.recall), number(score.f1), support(count)])
    }

    private func support(_ count: Int) -> String { nothingRight ? "\(count).0" : "\(count)" }

    private func line(_ name: String, _ fields: [String]) -> String {
        let width = max(names.map(\.unicodeScalars.count).max() ?? 0, "weighted avg".count, digits)
        return right(name, width) + " " + fields.map { " " + right($0, 9) }.joined()
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
    }

    private func number(_ score: Double) -> String { numberText(score, "%.\(digits)f") }
}
