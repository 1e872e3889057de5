import Testing

@testable import LabKit

private struct GoldenData: Decodable {
    let splits: [Split]
    let folds: [Folds]
    let scalers: [Scalers]

    struct Split: Decodable {
        let n: Int
        let seed: Int?
        let test_size, train_size: Double?
        let labels: [Int]?
        let test, train: [Int]
    }

    struct Folds: Decodable {
        let n, k: Int
        let seed: Int?
        let labels: [Int]
        let plain: [[Int]]
        let stratified: [[Int]]?
    }

    struct Scalers: Decodable {
        let shape: [Int]
        let X, Z, mean, scale, `var`, standard, back, minmax, minmax_back: [Double]
    }
}

@Suite struct GoldenDataTests {
    @Test func rowsArePartedAsByScikitLearn() throws {
        let splits = try golden("data.json", as: GoldenData.self).splits
        #expect(splits.count > 150)
        for split in splits {
            let (train, test) = trainTestSplit(
                arange(split.n), test_size: split.test_size, train_size: split.train_size, random_state: split.seed,
                shuffle: split.seed != nil, stratify: split.labels.map { NDArray($0) })
            #expect(train.ints == split.train && test.ints == split.test, "\(split)")
        }
    }

    @Test func foldsAreScikitLearns() throws {
        for case let item in try golden("data.json", as: GoldenData.self).folds {
            let X = arange(item.n)
            let shuffled = item.seed != nil
            let plain = KFold(n_splits: item.k, shuffle: shuffled, random_state: item.seed).split(X)
            #expect(plain.map(\.test.ints) == item.plain)
            for (train, test) in plain { #expect((train.ints + test.ints).sorted() == Array(0..<item.n)) }
            if let expected = item.stratified {
                let folds = StratifiedKFold(n_splits: item.k, shuffle: shuffled, random_state: item.seed)
                #expect(folds.split(X, NDArray(item.labels)).map(\.test.ints) == expected)
            }
        }
    }

    @Test func scalersAgree() throws {
        for item in try golden("data.json", as: GoldenData.self).scalers {
            let (X, Z) = (NDArray(item.X, shape: item.shape), NDArray(item.Z, shape: [2, item.shape[1]]))
            let standard = StandardScaler().fit(X)
            #expect(standard.mean_.doubles == item.mean)
            #expect(standard.var_.doubles == item.var)
            #expect(standard.scale_.doubles == item.scale)
            #expect(standard.transform(Z).doubles == item.standard)
            #expect(standard.inverse_transform(Z).doubles == item.back)
            let minmax = MinMaxScaler(feature_range: (-1, 2)).fit(X)
            #expect(minmax.transform(Z).doubles == item.minmax)
            #expect(minmax.inverse_transform(Z).doubles == item.minmax_back)
        }
    }
}
