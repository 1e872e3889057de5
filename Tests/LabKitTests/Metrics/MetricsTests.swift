import Testing

@testable import LabKit

@Suite struct MetricsTests {
    @Test func columnsAndTruthValuesCountAsLabels() {
        #expect(accuracyScore(NDArray([1, 2, 3], shape: [3, 1]), [1, 2, 0]) == 2.0 / 3)
        #expect(accuracyScore(NDArray([true, false]), NDArray([1.0, 1.0])) == 0.5)
    }

    @Test func chosenClassesComeInTheirOrder() {
        let counts = confusionMatrix([0, 1, 2, 2, 5], [0, 2, 2, 1, 5], labels: [2, 1])
        #expect(counts.ints == [1, 1, 1, 0])
        #expect(counts.shape == [2, 2] && counts.dtype == .int64)
    }

    @Test(arguments: mistakes.indices)
    func aBadArgumentStopsTheCell(_ i: Int) async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [i = i as Int] in
            mistakes[i].make()
        }
        #expect(try #require(result).message.contains(mistakes[i].message))
    }
}

private let mistakes: [Mistake] = [
    Mistake("accuracyScore: 'y_pred' has 3 labels, 'y_true' has 2") { _ = accuracyScore([0, 1], [0, 1, 1]) },
    Mistake("accuracyScore: 'y_true' is empty") { _ = accuracyScore(NDArray([Int]()), NDArray([Int]())) },
    Mistake("accuracyScore: 'y_pred' holds nan at 1; labels must be whole numbers") {
        _ = accuracyScore([0, 1], array([0, .nan]))
    },
    Mistake("accuracyScore: 'y_pred' has shape (2, 2); labels must have shape (n,)") {
        _ = accuracyScore([0, 1], eye(2))
    },
    Mistake("confusionMatrix: 'labels' is empty") { _ = confusionMatrix([0, 1], [0, 1], labels: []) },
    Mistake("confusionMatrix: 'labels' names a class twice") { _ = confusionMatrix([0, 1], [0, 1], labels: [1, 1]) },
    Mistake("confusionMatrix: 'labels' holds no class that occurs in 'y_true'") {
        _ = confusionMatrix([0, 1], [0, 1], labels: [4])
    },
    Mistake("precisionScore: 'average' is .binary, but there are 3 classes; use .macro, .micro or .weighted") {
        _ = precisionScore([0, 1, 2], [0, 1, 1])
    },
    Mistake("recallScore: 'pos_label' is 1; the classes are [2, 3]") { _ = recallScore([2, 3], [2, 3]) },
    Mistake("classificationReport: 'target_names' has 1 names for 2 classes") {
        _ = classificationReport([0, 1], [0, 1], target_names: ["a"])
    },
    Mistake("logLoss: 'y_proba' has 2 rows, 'y_true' has 1 labels") { _ = logLoss([0], eye(2), labels: [0, 1]) },
    Mistake("logLoss: 'y_proba' holds 1.5 in row 0; probabilities are between 0 and 1") {
        _ = logLoss([0, 1], [1.5, 0])
    },
    Mistake("logLoss: 'y_proba' holds nan in row 1") { _ = logLoss([0, 1], array([1, .nan])) },
    Mistake("logLoss: 'y_proba' has 3 columns for 2 classes, [0, 1]") { _ = logLoss([0, 1], zeros(2, 3)) },
    Mistake("logLoss: 'y_true' holds 5, which is not among 'labels', [0, 1]") {
        _ = logLoss([0, 5], eye(2), labels: [0, 1])
    },
    Mistake("logLoss: 'y_true' holds one class only, [1]; name all classes in 'labels'") {
        _ = logLoss([1, 1], eye(2))
    },
]
