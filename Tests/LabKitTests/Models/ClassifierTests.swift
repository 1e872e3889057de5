import Foundation
import Testing

@testable import LabKit

@Suite struct ClassifierTests {
    private let X: Matrix = [[0, 0], [0, 1], [1, 0], [1, 1], [2, 2], [2, 3]]
    private let y: Labels = [3, 3, 7, 7, 9, 9]

    @Test func aFitLeavesShapesAndClasses() {
        let mlp = MLPClassifier(hidden_layer_sizes: [4, 5], max_iter: 2, random_state: 0)
        #expect(mlp.coefs_.isEmpty && mlp.loss_.isNaN && mlp.n_iter_ == 0 && mlp.classes_.size == 0)
        mlp.fit(X, y)
        #expect(mlp.coefs_.map(\.shape) == [[2, 4], [4, 5], [5, 3]])
        #expect(mlp.intercepts_.map(\.shape) == [[4], [5], [3]])
        #expect(mlp.classes_.ints == [3, 7, 9])
        #expect((mlp.n_layers_, mlp.n_outputs_, mlp.n_features_in_) == (4, 3, 2))
        #expect(mlp.predict_proba(X).shape == [6, 3])
        #expect(relativeDifference(mlp.predict_proba(X).sum(axis: 1).doubles, [1, 1, 1, 1, 1, 1]) < 1e-12)
        #expect(Set(mlp.predict(X).ints).isSubset(of: [3, 7, 9]))
        #expect(mlp.predict(X).dtype == .int64)
    }

    @Test func aStateGoesOnWhereASeedStartsAnew() {
        let state = RandomState(5)
        let first = MLPClassifier(max_iter: 1, random_state: state).fit(X, y)
        let second = MLPClassifier(max_iter: 1, random_state: state).fit(X, y)
        let seeded = MLPClassifier(max_iter: 1, random_state: 5).fit(X, y)
        #expect(first.loss_ == seeded.loss_)
        #expect(first.loss_ != second.loss_)
    }

    @Test func labelsOfOtherKindsAreTaken() {
        let fits = [y, y.astype(.float64), y.reshape(6, 1)].map {
            MLPClassifier(max_iter: 2, random_state: 0).fit(X, $0).loss_
        }
        #expect(Set(fits).count == 1)
        #expect(MLPClassifier(max_iter: 2, random_state: 0).fit(X, y .> 5).classes_.ints == [0, 1])
    }

    @Test func aTransposedMatrixIsReadAsItLooks() {
        let turned = X.T.contiguous.T
        #expect(
            MLPClassifier(max_iter: 2, random_state: 0).fit(turned, y).loss_
                == MLPClassifier(max_iter: 2, random_state: 0).fit(X, y).loss_)
    }

    @Test func aClassifierSaysHowItWasMade() {
        #expect("\(MLPClassifier())" == "MLPClassifier()")
        let mlp = MLPClassifier(hidden_layer_sizes: [8], activation: .tanh, alpha: 0.1, batch_size: 9, random_state: 3)
        #expect(
            "\(mlp)"
                == "MLPClassifier(hidden_layer_sizes: [8], activation: .tanh, alpha: 0.1, batch_size: 9, random_state: 3)"
        )
    }

    @Test func badOptionsAreNamed() {
        func problem(_ change: (inout MLPOptions) -> Void) -> String {
            var options = MLPOptions()
            change(&options)
            return LabKitTests.problem { try options.check() }
        }
        #expect(problem { _ in } == "")
        #expect(problem { $0.alpha = -1 } == "MLPClassifier: 'alpha' is -1.0; it must be 0 or more")
        #expect(
            problem { $0.hidden_layer_sizes = [3, 0] }
                == "MLPClassifier: 'hidden_layer_sizes' is [3, 0]; it must hold positive numbers")
        #expect(problem { $0.batch_size = 0 } == "MLPClassifier: 'batch_size' is 0; it must be positive")
        #expect(problem { $0.learning_rate_init = 0 }.contains("'learning_rate_init'"))
        #expect(problem { $0.momentum = 1.1 }.contains("'momentum' is 1.1; it must be between 0 and 1"))
        #expect(problem { $0.beta_2 = 1 }.contains("'beta_2'"))
        #expect(problem { $0.max_iter = 0 }.contains("'max_iter'"))
        #expect(problem { $0.tol = .nan }.contains("'tol' is nan"))
    }

    @Test(arguments: mistakes.indices)
    func badDataStopTheCellWithAMessage(_ i: Int) async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [i = i as Int] in
            mistakes[i].make()
        }
        #expect(try #require(result).message.contains(mistakes[i].message))
    }
}

private let mistakes: [Mistake] = [
    Mistake("fit: 'X' holds nan at row 1, column 0; every number must be finite") {
        MLPClassifier().fit(array([[0, 1], [.nan, 2]]), [0, 1])
    },
    Mistake("fit: 'y' has 3 labels, 'X' has 2 rows") { MLPClassifier().fit([[0, 1], [1, 2]], [0, 1, 1]) },
    Mistake("fit: 'y' holds 0.5 at 1; labels must be whole numbers") {
        MLPClassifier().fit([[0, 1], [1, 2]], [0, 0.5])
    },
    Mistake("fit: 'X' has no rows") { MLPClassifier().fit(zeros(0, 3), NDArray([Int]())) },
    Mistake("fit: 'X' has shape (3,); it must have shape (n samples, n features)") {
        MLPClassifier().fit([1, 2, 3], [0, 1, 2])
    },
    Mistake("predict: 'self' is not fitted yet; call fit(X, y) first") { _ = MLPClassifier().predict([[1]]) },
    Mistake("predict: 'X' has 1 columns; there were 2 when the fit was made") {
        _ = MLPClassifier(max_iter: 1).fit([[0, 1], [1, 2]], [0, 1]).predict([[1]])
    },
    Mistake("partial_fit: 'classes' is missing; the first call must name all classes") {
        MLPClassifier().partial_fit([[0, 1]], [0])
    },
    Mistake("partial_fit: 'y' holds 4, which is not among the classes [0, 1]") {
        MLPClassifier().partial_fit([[0, 1]], [4], classes: [0, 1])
    },
    Mistake("'random_state' is -1; a seed must be between 0 and 2**32 - 1") {
        MLPClassifier(random_state: -1).fit([[0, 1]], [0])
    },
    Mistake("led to weights that are no finite numbers; standardise it, or lower 'learning_rate_init'") {
        MLPClassifier(activation: .identity, solver: .sgd, random_state: 1).fit(
            [[1e300, 1e300], [-1e300, 1e300]], [0, 1])
    },
    Mistake("'validation_fraction' keeps only 1 of 4 rows back; 2 are needed") {
        MLPClassifier(early_stopping: true).fit([[0], [1], [2], [3]], [0, 1, 2, 3])
    },
]
