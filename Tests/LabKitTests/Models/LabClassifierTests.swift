import Testing

@testable import LabKit

/// The lab's split of the digits, raw and standardised by the training part.
struct LabData {
    let raw: (train: Matrix, test: Matrix)
    let standardised: (train: Matrix, test: Matrix)
    let labels: (train: Labels, test: Labels)

    init() {
        let digits = loadDigits()
        let parts = trainTestSplit(digits.data, digits.target, test_size: 0.2, random_state: 42)
        raw = (parts.X_train, parts.X_test)
        labels = (parts.y_train, parts.y_test)
        let mean = raw.train.mean(axis: 0)
        let std = raw.train.std(axis: 0)
        let scale = `where`(std .== 0, 1.0, std)
        standardised = ((raw.train - mean) / scale, (raw.test - mean) / scale)
    }
}

@Suite struct LabClassifierTests {
    @Test(
        arguments: ["standardised", "raw_0_16", "div16"],
        [MLPClassifier.Solver.sgd, MLPClassifier.Solver.adam])
    func fiveEpochsAgreeWithScikitLearn(scaling: String, solver: MLPClassifier.Solver) throws {
        let run = try #require(try Reference.read().f_sklearn.runs["\(scaling)/\(solver.rawValue)"])
        let data = LabData()
        let (train, test) =
            switch scaling {
            case "standardised": data.standardised
            case "div16": (data.raw.train / 16, data.raw.test / 16)
            default: data.raw
            }
        let mlp = MLPClassifier(
            hidden_layer_sizes: [80, 70], activation: .logistic, solver: solver, alpha: 0.01, learning_rate_init: 0.01,
            max_iter: 5, random_state: 0)
        mlp.fit(train, data.labels.train)
        #expect(relativeDifference(mlp.loss_curve_, run.loss_curve_) < 1e-9)
        #expect(relativeDifference(mlp.coefs_[0][0..<3].doubles, run.coefs0_rows_0_2.flatMap { $0 }) < 1e-9)
        #expect(relativeDifference(mlp.coefs_[2][0].doubles, run.coefs2_row0) < 1e-9)
        #expect(relativeDifference(mlp.intercepts_.flatMap(\.doubles), run.intercepts.flatMap { $0 }) < 1e-9)
        #expect(mlp.predict(test).ints == run.predict)
        #expect(mlp.score(test, data.labels.test) == run.accuracy)
        #expect(mlp.n_iter_ == run.n_iter_)
    }
}
