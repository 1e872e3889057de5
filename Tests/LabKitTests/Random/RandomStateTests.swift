import Testing

@testable import LabKit

@Suite struct RandomStateTests {
    @Test(arguments: [1, 101, 12345])
    func theLabsStreamsAreNumPys(seed: Int) throws {
        let streams = try #require(try Reference.read().a_rng["\(seed)"])
        var twister = MersenneTwister(seed: UInt32(seed))
        #expect((0..<10).map { _ in twister.next() } == streams.raw_uint32)
        #expect(RandomState(seed).random_sample([10]).doubles == streams.random_sample)
        #expect(RandomState(seed).randn(10).doubles == streams.randn)
        #expect(RandomState(seed).randint(0, 1000, [10]).ints == streams.randint_0_1000)
        #expect(RandomState(seed).permutation(10).ints == streams.permutation_10)
        #expect(RandomState(seed).uniform(-1, 1, 10).doubles == streams.uniform_m1_1)
        #expect(RandomState(seed).normal(0, 1, [10]).doubles == streams.normal_0_1)
        var rows = arange(30).reshape(10, 3)
        RandomState(seed).shuffle(&rows)
        #expect(rows.ints == streams.shuffle_arange30_10x3.flatMap { $0 })
        let mixed = RandomState(seed)
        #expect(mixed.randn(3).doubles == streams.mixed_stream.randn3)
        #expect(mixed.permutation(10).ints == streams.mixed_stream.permutation_10)
        #expect(mixed.randn(3).doubles == streams.mixed_stream.randn3_b)
        #expect(mixed.random_sample(2).doubles == streams.mixed_stream.random_sample2)
    }

    @Test func theLabsMiniBatchesAreTheHandouts() throws {
        let expected = try Reference.read().b_minibatch_test
        var data = hstack([array(expected.X), array(expected.y)])
        RandomState(1).shuffle(&data)
        let batches = [data[0..<4], data[4..<8], data[8...]]
        for (batch, expected) in zip(batches, expected.batches) {
            #expect(batch[..., 0..<2].ints == expected.X.flatMap { $0 })
            #expect(batch[..., 2...].ints == expected.y.flatMap { $0 })
        }
    }

    @Test func shapesAreWhatWasAskedFor() {
        let state = RandomState(0)
        #expect(state.randn(3, 4).shape == [3, 4] && state.rand(2).shape == [2])
        #expect(state.uniform(-1, 1, [3, 4]).shape == [3, 4] && state.normal(size: 5).shape == [5])
        #expect(state.randint(10, size: [2, 2]).shape == [2, 2] && state.randint(0, 10, 3).dtype == .int64)
        #expect(state.binomial(5, 0.5, [2, 1]).shape == [2, 1] && state.exponential(2, 3).shape == [3])
        #expect(state.choice(5, [2, 2]).shape == [2, 2] && state.choice(eye(3), 2).shape == [2, 3])
        #expect(state.random([0, 3]).shape == [0, 3])
        let numbers: (Double, Double, Double, Int, Int) = (
            state.randn(), state.rand(), state.uniform(-4, 0), state.randint(0, 5), state.choice(4)
        )
        #expect(-4..<0 ~= numbers.2 && 0..<5 ~= numbers.3 && 0..<4 ~= numbers.4)
    }

    @Test func aSavedStateGoesOnFromThere() {
        let state = RandomState(9)
        _ = state.randn()
        let saved = state.get_state()
        #expect(saved.has_gauss)
        let rest = state.randn(5).doubles
        state.set_state(saved)
        #expect(state.randn(5).doubles == rest)
        let other = RandomState()
        other.set_state(
            SavedRandomState(
                key: saved.key, pos: saved.pos, has_gauss: saved.has_gauss, cached_gaussian: saved.cached_gaussian))
        #expect(other.randn(5).doubles == rest)
    }

    @Test func aSeedForgetsTheWaitingGauss() {
        let state = RandomState(4)
        _ = state.randn()
        state.seed(4)
        #expect(state.randn(2).doubles == RandomState(4).randn(2).doubles)
    }

    @Test func theNotebooksStreamIsSeeded() {
        Random.seed(1)
        #expect(Random.randint(0, 1000, [3]).ints == RandomState(1).randint(0, 1000, [3]).ints)
    }

    @Test func statesWithoutASeedDiffer() {
        #expect(RandomState().randint(0, 1 << 62) != RandomState().randint(0, 1 << 62))
    }

    @Test func swiftArraysAreShuffledAsArraysAre() {
        var names = ["a", "b", "c", "d", "e"]
        RandomState(2).shuffle(&names)
        #expect(names == RandomState(2).permutation(["a", "b", "c", "d", "e"]))
        #expect(names == RandomState(2).permutation(5).ints.map { ["a", "b", "c", "d", "e"][$0] })
        #expect(["a", "b"].contains(RandomState(0).choice(["a", "b"])))
        #expect(Set(RandomState(0).choice(["a", "b", "c"], 3, replace: false)) == ["a", "b", "c"])
    }

    @Test func aShuffleLeavesCopiesAlone() {
        let original = arange(12).reshape(6, 2)
        var shuffled = original
        RandomState(0).shuffle(&shuffled)
        #expect(original.ints == Array(0..<12))
        #expect(shuffled.ints == RandomState(0).permutation(original).ints)
        var turned = original.T.contiguous.T
        RandomState(0).shuffle(&turned)
        #expect(turned.ints == shuffled.ints)
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
    Mistake("RandomState: 'seed' is -1; it must be between 0 and 2**32 - 1") { _ = RandomState(-1) },
    Mistake("seed: 'seed' is empty") { Random.seed([]) },
    Mistake("randn: 'shape' holds -1; lengths must not be negative") { _ = Random.randn(2, -1) },
    Mistake("random_sample: 'size' is [4611686018427387904, 4], more numbers than memory can hold") {
        _ = Random.random_sample([1 << 62, 4])
    },
    Mistake("uniform: 'high' is inf and 'low' is 0.0; high - low must be a finite number") {
        _ = Random.uniform(0, .infinity)
    },
    Mistake("normal: 'scale' is -1.0; it must be 0 or more") { _ = Random.normal(0, -1, 3) },
    Mistake("randint: 'high' is 3; it must be greater than 'low', 5") { _ = Random.randint(5, 3) },
    Mistake("binomial: 'p' is 1.5; it must be between 0 and 1") { _ = Random.binomial(3, 1.5) },
    Mistake("permutation: 'n' is -2; it must be 0 or more") { _ = Random.permutation(-2) },
    Mistake("choice: 'a' offers 0 things; it must offer one or more") { _ = Random.choice(0) },
    Mistake("choice: 'size' asks for 4 of 3 things; with 'replace: false' there are not that many") {
        _ = Random.choice(3, 4, replace: false)
    },
    Mistake("choice: 'p' adds up to 0.9; probabilities must add up to 1") { _ = Random.choice(2, p: [0.5, 0.4]) },
    Mistake("choice: 'p' has 1 probabilities for 2 things") { _ = Random.choice(2, p: [1]) },
    Mistake("SavedRandomState: 'key' has 3 words; it must have 624") { _ = SavedRandomState(key: [1, 2, 3], pos: 0) },
]
