import Testing

@testable import LabKit

private struct GoldenMetrics: Decodable {
    let scores: [Scores]
    let losses: [Losses]

    struct Scores: Decodable {
        let y, p, confusion: [Int]
        let accuracy: Double
        let report, report4, named, subset: String
        let names: [String]
        let by_true, by_pred, by_all: [Double]
        let precision_micro, precision_macro, precision_weighted, precision_None: [Double]
        let recall_micro, recall_macro, recall_weighted, recall_None: [Double]
        let f1_micro, f1_macro, f1_weighted, f1_None: [Double]
        let precision_binary, recall_binary, f1_binary: [Double]?
    }

    struct Losses: Decodable {
        let y: [Int]
        let P: [Double]
        let k: Int
        let loss, sum: Double
        let second: Double?
    }
}

@Suite struct GoldenMetricsTests {
    @Test func countsAndReportsAreScikitLearns() throws {
        for item in try golden("metrics.json", as: GoldenMetrics.self).scores {
            let (y, p) = (NDArray(item.y), NDArray(item.p))
            #expect(accuracyScore(y, p) == item.accuracy)
            #expect(confusionMatrix(y, p).ints == item.confusion)
            #expect(confusionMatrix(y, p, normalize: .true).doubles == item.by_true)
            #expect(confusionMatrix(y, p, normalize: .pred).doubles == item.by_pred)
            #expect(confusionMatrix(y, p, normalize: .all).doubles == item.by_all)
            #expect(classificationReport(y, p) == item.report)
            #expect(classificationReport(y, p, digits: 4) == item.report4)
            #expect(classificationReport(y, p, target_names: item.names) == item.named)
            #expect(classificationReport(y, p, labels: [0, 2, 99]) == item.subset)
        }
    }

    @Test func scoresOfClassesAreScikitLearns() throws {
        for item in try golden("metrics.json", as: GoldenMetrics.self).scores {
            let (y, p) = (NDArray(item.y), NDArray(item.p))
            func expect(_ score: Double, _ expected: [Double]) {
                #expect(relativeDifference([score], expected) < 1e-15)
            }
            expect(precisionScore(y, p, average: .micro), item.precision_micro)
            expect(precisionScore(y, p, average: .macro), item.precision_macro)
            expect(precisionScore(y, p, average: .weighted), item.precision_weighted)
            #expect(precisionScore(y, p, average: .none).doubles == item.precision_None)
            expect(recallScore(y, p, average: .micro), item.recall_micro)
            expect(recallScore(y, p, average: .macro), item.recall_macro)
            expect(recallScore(y, p, average: .weighted), item.recall_weighted)
            #expect(recallScore(y, p, average: nil).doubles == item.recall_None)
            expect(f1Score(y, p, average: .micro), item.f1_micro)
            expect(f1Score(y, p, average: .macro), item.f1_macro)
            expect(f1Score(y, p, average: .weighted), item.f1_weighted)
            #expect(f1Score(y, p, average: .none).doubles == item.f1_None)
            if let precision = item.precision_binary, let recall = item.recall_binary, let f1 = item.f1_binary {
                expect(precisionScore(y, p), precision)
                expect(recallScore(y, p, average: .binary), recall)
                expect(f1Score(y, p), f1)
            }
        }
    }

    @Test func lossesAreScikitLearns() throws {
        for item in try golden("metrics.json", as: GoldenMetrics.self).losses {
            let P = NDArray(item.P, shape: [item.y.count, item.k])
            let classes = Array(0..<item.k)
            #expect(relativeDifference([logLoss(NDArray(item.y), P, labels: classes)], [item.loss]) < 1e-14)
            let sum = logLoss(NDArray(item.y), P, normalize: false, labels: classes)
            #expect(relativeDifference([sum], [item.sum]) < 1e-14)
            if let second = item.second {
                #expect(relativeDifference([logLoss(NDArray(item.y), P[..., 1])], [second]) < 1e-14)
            }
        }
    }
}
