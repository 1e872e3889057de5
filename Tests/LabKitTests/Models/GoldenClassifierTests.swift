import Testing

@testable import LabKit

private struct GoldenModels: Decodable {
    let cases: [Case]
    let repeated: [String: Result]
    let full: [Full]

    struct Case: Decodable {
        let data: String
        let options: Options
        let result: Result
    }

    struct Options: Decodable {
        var hidden_layer_sizes: [Int]?
        var activation, solver, learning_rate: String?
        var alpha, learning_rate_init, power_t, tol, momentum, validation_fraction, beta_1, beta_2, epsilon: Double?
        var batch_size, max_iter, random_state, n_iter_no_change: Int?
        var shuffle, nesterovs_momentum, early_stopping: Bool?
    }

    struct Result: Decodable {
        let losses, weight_sums, bias_sums, proba: [Double]
        let scores: [Double]?
        let best: Double?
        let n_iter, t: Int
        let predict: [Int]
    }

    struct Full: Decodable {
        let solver: String
        let seed, n_iter: Int
        let loss: Double
        let predict: [Int]
    }
}

private func classifier(_ o: GoldenModels.Options) -> MLPClassifier {
    MLPClassifier(
        hidden_layer_sizes: o.hidden_layer_sizes ?? [100], activation: .init(rawValue: o.activation ?? "relu") ?? .relu,
        solver: .init(rawValue: o.solver ?? "adam") ?? .adam, alpha: o.alpha ?? 1e-4, batch_size: o.batch_size,
        learning_rate: .init(rawValue: o.learning_rate ?? "constant") ?? .constant,
        learning_rate_init: o.learning_rate_init ?? 1e-3, power_t: o.power_t ?? 0.5, max_iter: o.max_iter ?? 200,
        shuffle: o.shuffle ?? true, random_state: o.random_state, tol: o.tol ?? 1e-4, momentum: o.momentum ?? 0.9,
        nesterovs_momentum: o.nesterovs_momentum ?? true, early_stopping: o.early_stopping ?? false,
        validation_fraction: o.validation_fraction ?? 0.1, beta_1: o.beta_1 ?? 0.9, beta_2: o.beta_2 ?? 0.999,
        epsilon: o.epsilon ?? 1e-8, n_iter_no_change: o.n_iter_no_change ?? 10)
}

/// The rows that `small` of make_models.py takes.
private func small(_ name: String) -> (Matrix, Labels) {
    let digits = loadDigits()
    if name == "two" {
        let rows = (0..<900).filter { digits.target[$0] < 2 }
        return (digits.data[rows] / 16, digits.target[rows] * 5 - 2)
    }
    let target = digits.target[0..<240]
    return (digits.data[0..<240] / 16, name == "one" ? target * 0 + 4 : target)
}

private func expect(_ mlp: MLPClassifier, _ X: Matrix, agreesWith result: GoldenModels.Result, _ name: Comment) {
    #expect(mlp.n_iter_ == result.n_iter, name)
    #expect(mlp.t_ == result.t, name)
    #expect(relativeDifference(mlp.loss_curve_, result.losses) < 1e-9, name)
    #expect(mlp.loss_ == mlp.loss_curve_.last, name)
    #expect(relativeDifference(mlp.best_loss_.map { [$0] } ?? [], result.best.map { [$0] } ?? []) < 1e-9, name)
    #expect(relativeDifference(mlp.validation_scores_ ?? [], result.scores ?? []) < 1e-12, name)
    #expect(mlp.best_validation_score_ == mlp.validation_scores_?.max(), name)
    #expect(relativeDifference(mlp.coefs_.map { $0.sum() }, result.weight_sums) < 1e-8, name)
    // Biases of both signs nearly cancel in their sum, whose relative error grows by that.
    #expect(relativeDifference(mlp.intercepts_.map { $0.sum() }, result.bias_sums) < 1e-7, name)
    #expect(relativeDifference(mlp.predict_proba(X[0..<3]).doubles, result.proba) < 1e-8, name)
    #expect(mlp.predict(X[0..<40]).ints == result.predict, name)
}

@Suite struct GoldenClassifierTests {
    @Test func everySettingTakesScikitLearnsPath() throws {
        let models: GoldenModels = try golden("models.json")
        #expect(models.cases.count > 30)
        for model in models.cases {
            let (X, y) = small(model.data)
            expect(classifier(model.options).fit(X, y), X, agreesWith: model.result, "\(model.data) \(model.options)")
        }
    }

    @Test func fitsThatGoOnTakeScikitLearnsPath() throws {
        let results = try golden("models.json", as: GoldenModels.self).repeated
        let (X, y) = small("ten")
        func new(_ solver: MLPClassifier.Solver = .adam, warm: Bool = false) -> MLPClassifier {
            MLPClassifier(
                hidden_layer_sizes: [9], solver: solver, learning_rate_init: 0.02, max_iter: 4, random_state: 1,
                warm_start: warm)
        }
        let warm = new(warm: true)
        for _ in 0..<3 { warm.fit(X, y) }
        expect(warm, X, agreesWith: try #require(results["warm"]), "warm start")

        let early = MLPClassifier(
            hidden_layer_sizes: [9], learning_rate_init: 0.02, max_iter: 3, random_state: 1, warm_start: true,
            early_stopping: true)
        for _ in 0..<4 { early.fit(X, y) }
        expect(early, X, agreesWith: try #require(results["early"]), "warm starts that stop early")

        let partial = new()
        for k in 0..<5 { partial.partial_fit(X[k * 40..<k * 40 + 60], y[k * 40..<k * 40 + 60], classes: arange(10)) }
        expect(partial, X, agreesWith: try #require(results["partial"]), "partial fits")

        let mixed = new(.sgd).fit(X, y).partial_fit(X, y)
        expect(mixed, X, agreesWith: try #require(results["mixed"]), "a partial fit after a fit")

        let again = new().fit(X[0..<100], y[0..<100]).fit(X, y)
        expect(again, X, agreesWith: try #require(results["again"]), "a second fit starts anew")
    }

    @Test func wholeFitsStopAtTheSameEpoch() throws {
        let data = LabData()
        for run in try golden("models.json", as: GoldenModels.self).full {
            let mlp = MLPClassifier(
                hidden_layer_sizes: [80, 70], activation: .logistic, solver: run.solver == "sgd" ? .sgd : .adam,
                alpha: 0.01, learning_rate_init: 0.01, max_iter: 1000, random_state: run.seed)
            mlp.fit(data.standardised.train, data.labels.train)
            #expect(mlp.n_iter_ == run.n_iter)
            #expect(relativeDifference([mlp.loss_], [run.loss]) < 1e-9)
            #expect(mlp.predict(data.standardised.test).ints == run.predict)
        }
    }
}
