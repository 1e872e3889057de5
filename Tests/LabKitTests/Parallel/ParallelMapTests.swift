import LabKit
import Synchronization
import Testing

@Suite struct ParallelMapTests {
    @Test(arguments: [1, 2, 3, 64])
    func resultsComeInTheOrderOfTheInputs(threads: Int) {
        let squares = parallelMap(0..<100, threads: threads) { $0 * $0 }
        #expect(squares == (0..<100).map { $0 * $0 })
    }

    @Test func nothingInNothingOut() {
        #expect(parallelMap([Int]()) { $0 }.isEmpty)
    }

    /// Each of the two waits for the other one, which only ends when both run at once.
    @Test func inputsRunAtTheSameTime() {
        let arrived = Atomic(0)
        let seen = parallelMap([0, 1], threads: 2) { input in
            arrived.wrappingAdd(1, ordering: .sequentiallyConsistent)
            while arrived.load(ordering: .sequentiallyConsistent) < 2 {}
            return input
        }
        #expect(seen == [0, 1])
    }

    struct Odd: Error, Equatable {
        let input: Int
    }

    @Test(arguments: [1, 4])
    func theEarliestFailureIsThrown(threads: Int) {
        #expect(throws: Odd(input: 3)) {
            try parallelMap(Array(repeating: 2, count: 50) + [3, 5, 7], threads: threads) {
                (input: Int) throws(Odd) -> Int in
                if input % 2 == 1 { throw Odd(input: input) }
                return input
            }
        }
    }
}
