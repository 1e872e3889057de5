import Testing

@testable import LabKit

@Suite struct DataTests {
    @Test func theDigitsAreScikitLearns() throws {
        let facts = try Reference.read().digits
        let digits = loadDigits()
        #expect(digits.data.shape == facts.shape && digits.data.dtype == .float64)
        #expect(digits.target.shape == [1797] && digits.target.dtype == .int64)
        #expect(digits.images.shape == [1797, 8, 8])
        #expect(digits.data.sum() == facts.sum)
        #expect(digits.data[0].ints == facts.row0)
        #expect(digits.target[0..<20].ints == facts.target_first20)
        #expect(bincount(digits.target).ints == facts.class_counts)
        #expect(digits.images[0, 0].ints == Array(facts.row0.prefix(8)))
    }

    @Test func theDigitsStayWhenACopyIsWritten() {
        var copy = loadDigits().data
        copy[0] = zeros(64)
        #expect(loadDigits().data[0].sum() == 294)
    }

    @Test(arguments: ["42", "0", "1"])
    func theLabsSplitIsScikitLearns(seed: String) throws {
        let split = try #require(try Reference.read().d_split[seed])
        let (train, test) = trainTestSplit(arange(1797), test_size: 0.2, random_state: Int(seed) ?? 0)
        #expect(train.ints == split.train)
        #expect(test.ints == split.test)
    }

    @Test func rowsAndLabelsStayTogether() {
        let (a, b, c, d) = trainTestSplit(arange(20).reshape(10, 2), arange(10), test_size: 3, random_state: 0)
        #expect((a.shape, b.shape) == ([7, 2], [3, 2]))
        #expect(a[..., 0].ints == (c * 2).ints && b[..., 0].ints == (d * 2).ints)
        #expect((c.ints + d.ints).sorted() == Array(0..<10))
    }

    @Test func aStateIsDrawnFromAndNotStartedAgain() {
        let state = RandomState(3)
        let first = trainTestSplit(arange(50), random_state: state).X_test
        let second = trainTestSplit(arange(50), random_state: state).X_test
        #expect(first.ints == trainTestSplit(arange(50), random_state: 3).X_test.ints)
        #expect(first.ints != second.ints)
    }

    @Test func labelsBecomeRowsWithASingleOne() {
        #expect(oneHot([1, 0, 2]).doubles == [0, 1, 0, 1, 0, 0, 0, 0, 1])
        #expect(oneHot([1], n_classes: 4).shape == [1, 4])
        #expect(oneHot(NDArray([Int]()), n_classes: 4).shape == [0, 4])
    }

    @Test func scalersUndoWhatTheyDid() {
        let X: Matrix = [[1, 5, 2], [2, 5, 8], [6, 5, 0]]
        #expect(allclose(StandardScaler().fit_transform(X).mean(axis: 0), zeros(3)))
        let scaler = StandardScaler(with_mean: false).fit(X)
        #expect(allclose(scaler.inverse_transform(scaler.transform(X)), X))
        #expect(StandardScaler(with_std: false).fit(X).scale_.doubles == [1, 1, 1])
        #expect(MinMaxScaler().fit_transform(X).min(axis: 0).doubles == [0, 0, 0])
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
    Mistake("trainTestSplit: 'y' has shape (2,), X has (3,): not as many rows") {
        _ = trainTestSplit(arange(3), arange(2))
    },
    Mistake("trainTestSplit: 'test_size' is 1.5; it must be a part in (0, 1) or a whole number of rows, fewer than 4") {
        _ = trainTestSplit(arange(4), test_size: 1.5)
    },
    Mistake("trainTestSplit: 'test_size' is 4.0") { _ = trainTestSplit(arange(4), test_size: 4) },
    Mistake("trainTestSplit: 'test_size' is nan") { _ = trainTestSplit(arange(4), test_size: .nan) },
    Mistake("'X' has 1 rows, which leaves none for the training part") { _ = trainTestSplit(arange(1)) },
    Mistake("'test_size' and 'train_size' ask for 3 + 2 of 4 rows") {
        _ = trainTestSplit(arange(4), test_size: 3, train_size: 0.6)
    },
    Mistake("'stratify' needs 'shuffle: true'") {
        _ = trainTestSplit(arange(4), shuffle: false, stratify: [0, 0, 1, 1])
    },
    Mistake("'stratify' has class 7 only once; every class needs two rows") {
        _ = trainTestSplit(arange(5), stratify: [0, 0, 7, 1, 1])
    },
    Mistake("'test_size' gives 1 rows; 'stratify' has 2 classes, each of which needs one") {
        _ = trainTestSplit(arange(4), test_size: 1, stratify: [0, 0, 1, 1])
    },
    Mistake("StandardScaler.fit: 'X' holds inf at row 0, column 1") { StandardScaler().fit(array([[1, .infinity]])) },
    Mistake("StandardScaler.transform: 'self' is not fitted yet") { _ = StandardScaler().transform([[1]]) },
    Mistake("MinMaxScaler.transform: 'X' has 2 columns; there were 1") {
        _ = MinMaxScaler().fit([[1]]).transform([[1, 2]])
    },
    Mistake("'feature_range' is (1.0, 1.0); the first must be less than the second") {
        _ = MinMaxScaler(feature_range: (1, 1))
    },
    Mistake("oneHot: 'labels' holds 3 at 1; labels must be 0 to 2") { _ = oneHot([0, 3], n_classes: 3) },
    Mistake("oneHot: 'labels' asks for") { _ = oneHot(array([0, 1 << 41])) },
    Mistake("oneHot: 'labels' asks for") { _ = oneHot(array([0, Int.max])) },
    Mistake("oneHot: 'n_classes' asks for") { _ = oneHot([0, 1, 2], n_classes: 1 << 39) },
    Mistake("oneHot: 'labels' holds -1 at 0") { _ = oneHot([-1, 2]) },
    Mistake("KFold: 'n_splits' is 1; it must be 2 or more") { _ = KFold(n_splits: 1) },
    Mistake("KFold.split: 'X' has 3 rows for 4 folds") { _ = KFold(n_splits: 4).split(arange(3)) },
    Mistake("KFold: 'random_state' has no effect without 'shuffle: true'") { _ = KFold(random_state: 1) },
    Mistake("StratifiedKFold: 'n_splits' is 3; no class has more than 2 rows") {
        _ = StratifiedKFold(n_splits: 3).split(arange(4), [0, 0, 1, 1])
    },
]
