import Foundation
import Testing

@testable import LabKit

/// The parts of reference.json, the lab's golden values (written by make_reference.py in the folder of the lab), that
/// concern LabKit on its own.
struct Reference: Decodable {
    let a_rng: [String: Streams]
    let b_minibatch_test: MiniBatches
    let digits: DigitsFacts
    let d_split: [String: Split]
    let f_sklearn: Classifier

    struct Streams: Decodable {
        let random_sample, randn, uniform_m1_1, normal_0_1: [Double]
        let randint_0_1000, permutation_10: [Int]
        let shuffle_arange30_10x3: [[Int]]
        let raw_uint32: [UInt32]
        let mixed_stream: Mixed
    }
    struct Mixed: Decodable {
        let randn3, randn3_b, random_sample2: [Double]
        let permutation_10: [Int]
    }
    struct MiniBatches: Decodable {
        let X, y: [[Int]]
        let batches: [Batch]
    }
    struct Batch: Decodable { let X, y: [[Int]] }
    struct DigitsFacts: Decodable {
        let shape, row0, target_first20, class_counts: [Int]
        let sum: Double
    }
    struct Split: Decodable { let test, train: [Int] }
    struct Classifier: Decodable {
        let runs: [String: Run]
        let init_first_draws_coefs0_row0: [Double]
    }
    struct Run: Decodable {
        let loss_curve_, coefs2_row0: [Double]
        let coefs0_rows_0_2, intercepts: [[Double]]
        let predict: [Int]
        let accuracy: Double
        let n_iter_: Int
    }

    static func read() throws -> Reference {
        // Notes stand among the streams and splits; they are no numbers.
        var whole = try #require(try JSONSerialization.jsonObject(with: goldenData("reference.json")) as? [String: Any])
        for part in ["a_rng", "d_split"] {
            let entries = whole[part] as? [String: Any] ?? [:]
            whole[part] = entries.filter { $0.value is [String: Any] }
        }
        return try JSONDecoder().decode(Reference.self, from: JSONSerialization.data(withJSONObject: whole))
    }
}
