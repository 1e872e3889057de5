import Foundation
import Testing

@testable import LabKit

/// One stream of random.json: a seed, mixed calls with their results, and where the stream stood after them.
struct GoldenStream: Decodable {
    let seed: [Int]
    let isArray: Bool
    let calls: [GoldenCall]
    let end: End

    struct End: Decodable {
        let pos, first, has_gauss: Int
        let gauss: Double
    }

    var state: RandomState { isArray ? RandomState(seed) : RandomState(seed[0]) }
}

struct GoldenCall: Decodable {
    let call: String
    var size: [Int]?
    var whole: [Int]?
    var real: [Double]?
    var replace: Bool?
    var p: [Double]?
    var ints: [Int]?
    var doubles: [Double]?

    /// Makes the same call; nil if the name is unknown.
    func repeated(_ state: RandomState) -> NDArray? {
        let (size, whole, real) = (size ?? [], whole ?? [], real ?? [])
        let isScalar = self.size == []
        switch call {
        case "randn": return isScalar ? NDArray(state.randn()) : state.standard_normal(size)
        case "standard_normal": return isScalar ? NDArray(state.standard_normal()) : state.standard_normal(size)
        case "rand": return isScalar ? NDArray(state.rand()) : state.random(size)
        case "random_sample": return isScalar ? NDArray(state.random_sample()) : state.random_sample(size)
        case "uniform":
            return isScalar ? NDArray(state.uniform(real[0], real[1])) : state.uniform(real[0], real[1], size)
        case "normal":
            return isScalar ? NDArray(state.normal(real[0], real[1])) : state.normal(real[0], real[1], size: size)
        case "exponential":
            return isScalar ? NDArray(state.exponential(real[0])) : state.exponential(real[0], size)
        case "randint":
            return isScalar ? NDArray(state.randint(whole[0], whole[1])) : state.randint(whole[0], whole[1], size)
        case "binomial":
            return isScalar ? NDArray(state.binomial(whole[0], real[0])) : state.binomial(whole[0], real[0], size)
        case "choice": return state.choice(whole[0], size, replace: replace ?? true, p: p)
        case "permutation": return state.permutation(whole[0])
        case "shuffle":
            var values = arange(whole[0])
            state.shuffle(&values)
            return values
        case "shuffle_rows":
            var values = arange(whole[0] * whole[1]).reshape(whole[0], whole[1])
            state.shuffle(&values)
            return values
        case "skip":
            _ = state.random_sample(whole[0])
            return zeros(0)
        case "seed":
            state.seed(whole[0])
            return zeros(0)
        default: return nil
        }
    }
}

@Suite struct GoldenStreamTests {
    @Test func streamsAreNumPysBitForBit() throws {
        let streams: [GoldenStream] = try golden("random.json")
        #expect(streams.count >= 200)
        for stream in streams {
            let state = stream.state
            for (i, call) in stream.calls.enumerated() {
                let result = try #require(call.repeated(state), "\(call.call)")
                if let expected = call.ints {
                    #expect(result.ints == expected, "seed \(stream.seed), call \(i), \(call.call)")
                } else {
                    #expect(result.doubles == call.doubles ?? [], "seed \(stream.seed), call \(i), \(call.call)")
                }
            }
            let end = state.get_state()
            #expect(end.pos == stream.end.pos && end.key[0] == stream.end.first, "seed \(stream.seed)")
            #expect(end.has_gauss == (stream.end.has_gauss == 1) && end.cached_gaussian == stream.end.gauss)
        }
    }
}
