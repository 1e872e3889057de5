import Testing

@testable import LabKit

/// An array is a value: nothing written to one is seen in another.
@Suite struct ValueTests {
    @Test func writingACopyLeavesTheOriginal() {
        let a = arange(6).reshape(2, 3).astype(.float64)
        var b = a
        b[0, 0] = 9
        b += 1
        #expect(a[0, 0] == 0.0)
        #expect(b[0, 0] == 10.0)
    }

    @Test func writingASliceLeavesItsSource() {
        let a = ones(4, 2)
        var rows = a[1..<3]
        rows *= 5
        #expect(a.sum() == 8)
        #expect(rows.sum() == 20)
    }

    @Test func anOperandThatIsStillNamedIsNotOverwritten() {
        let a = ones(3)
        let b = a + 1
        let c = (a + b) * a
        #expect(a.doubles == [1, 1, 1])
        #expect(b.doubles == [2, 2, 2])
        #expect(c.doubles == [3, 3, 3])
    }

    @Test func addingAnArrayToItselfInPlaceDoublesIt() {
        var a: Vector = [1.0, 2, 3]
        a += a
        a -= a[0]
        #expect(a.doubles == [0, 2, 4])
    }

    @Test func inPlaceWorksOnTransposedMatrices() {
        var a = arange(6).reshape(2, 3).astype(.float64).T
        a += arange(6).reshape(3, 2).astype(.float64)
        #expect(a.doubles == [0, 4, 3, 7, 6, 10])
    }

    @Test func partsAreAssignedAsInNumPy() {
        var a = zeros(3, 4)
        a[0] = [1, 2, 3, 4]
        a[1..., 2...] = [[5, 6], [7, 8]]
        a[..., 0] = [9, 9, 9]
        a[a .> 8] = 0.5
        a[-1, -1] = -1
        #expect(a.description == "[[ 0.5  2.   3.   4. ]\n [ 0.5  0.   5.   6. ]\n [ 0.5  0.   7.  -1. ]]")
    }

    @Test func slicesAreCutOffAtTheEnds() {
        let a = arange(5)
        #expect(a[3...].ints == [3, 4])
        #expect(a[2..<99].ints == [2, 3, 4])
        #expect(a[(-2)...].ints == [3, 4])
        #expect(a[..<(-1)].ints == [0, 1, 2, 3])
        #expect(a[stride(from: 4, to: 0, by: -2)].ints == [4, 2])
    }

    @Test func productsIntoAnArrayReuseItsMemory() {
        let (a, b) = (ones(3, 4), ones(4, 2))
        var result = zeros(3, 2)
        let before = result.storage.base
        matmul(a, b, into: &result)
        #expect(result.storage.base == before)
        #expect(result.doubles == [4, 4, 4, 4, 4, 4])
    }
}
