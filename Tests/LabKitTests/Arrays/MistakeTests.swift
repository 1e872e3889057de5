import Testing

@testable import LabKit

/// A mistake in shapes, axes or places stops the cell in words of the person who made it, never with a bare index trap.
@Suite struct ArrayMistakeTests {
    @Test(arguments: mistakes.indices)
    func aBadArgumentStopsTheCell(_ i: Int) async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [i = i as Int] in
            mistakes[i].make()
        }
        #expect(try #require(result).message.contains(mistakes[i].message))
    }
}

private let mistakes: [Mistake] = [
    Mistake("+: operands could not be broadcast together with shapes (2, 3) (4,)") { _ = zeros(2, 3) + zeros(4) },
    Mistake("+=: operands could not be broadcast together with shapes (3,) (2, 3)") {
        var a = zeros(3)
        a += zeros(2, 3)
    },
    Mistake("+=: a int64 array cannot hold float64 results") {
        var a = arange(3)
        a += 0.5
    },
    Mistake("matmul: shapes (2, 3) and (2, 3) do not fit") { _ = zeros(2, 3).matmul(zeros(2, 3)) },
    Mistake("matmul: shapes (3, 2, 2) and (2, 2, 2) do not fit") { _ = zeros(3, 2, 2).matmul(zeros(2, 2, 2)) },
    Mistake("dot: shapes (2, 3, 4) and (2, 2) do not fit") { _ = zeros(2, 3, 4).dot(zeros(2, 2)) },
    Mistake("sum: axis 2 is out of bounds for array of dimension 2") { _ = zeros(2, 3).sum(axis: 2) },
    Mistake("median: axis -3 is out of bounds for array of dimension 2") { _ = zeros(2, 3).median(axis: -3) },
    Mistake("max: the array is empty") { _ = zeros(0).max() },
    Mistake("argmax: the axis is empty; the array has shape (0, 3)") { _ = zeros(0, 3).argmax(axis: 0) },
    Mistake("index 6 is out of bounds for axis 0 with size 6") { _ = arange(6)[6] as NDArray },
    Mistake("index 3 is out of bounds for axis 1 with size 3") { _ = zeros(2, 3)[0, 3] as Double },
    Mistake("boolean index of shape (3,) did not match indexed array of shape (2, 3)") {
        _ = zeros(2, 3)[zeros(3) .> 0]
    },
    Mistake("could not broadcast input array from shape (4,) into shape (3,)") {
        var a = zeros(2, 3)
        a[0] = zeros(4)
    },
    Mistake("a int64 array cannot hold nan") {
        var a = arange(3)
        a[0] = .nan
    },
    Mistake("reshape: cannot reshape array of size 6 into shape (1099511627776, 1099511627776)") {
        _ = arange(6).reshape(1 << 40, 1 << 40)
    },
    Mistake("expand_dims: axis 9 is out of bounds for array of dimension 3") { _ = zeros(2, 3).expand_dims(axis: 9) },
    Mistake("squeeze: axis 0 of shape (2, 3) has length 2, not 1") { _ = zeros(2, 3).squeeze(axis: 0) },
    Mistake("concatenate: 'arrays' is empty") { _ = hstack([]) },
    Mistake("concatenate: all lengths but that of axis 0 must agree") { _ = vstack([zeros(2, 3), zeros(2)]) },
    Mistake("split: an axis of length 6 cannot be cut into 4 equal parts") { _ = split(arange(6), 4) },
    Mistake("repeat: 'times' is -1; it must not be negative") { _ = `repeat`(arange(3), -1) },
    Mistake("tile: 'times' asks for 1152921504606846976 elements") { _ = tile(arange(3), 1 << 60) },
    Mistake("arange: 'end' asks for") { _ = arange(Int.max) },
    Mistake("linspace: 'num' asks for") { _ = linspace(0, 1, 1 << 60) },
    Mistake("bincount: 'minlength' is -1; it must not be negative") { _ = bincount(arange(3), minlength: -1) },
    Mistake("an array of so many elements does not fit into memory") { _ = zeros(1 << 40, 1 << 40) },
    Mistake("negative dimensions are not allowed: (-1,)") { _ = zeros(-1) },
    Mistake("power: whole numbers to negative whole powers are not whole") { _ = power(arange(3), -1) },
    Mistake("parallelMap: 'threads' is 0; it must be 1 or more") { _ = parallelMap([1, 2], threads: 0) { $0 } },
]
