import Testing

@testable import LabKit

@Suite struct ArrayShapeTests {
    static let shapes: [[Int]] = [
        [], [0], [1], [5], [1, 1], [1, 4], [4, 1], [3, 4], [0, 4], [2, 3, 4], [1, 3, 1], [2, 1, 3, 4],
    ]

    @Test(arguments: shapes) func itHoldsTheLengthsOfAllAxes(_ lengths: [Int]) {
        let shape = ArrayShape(lengths)
        #expect(shape.lengths == lengths)
        #expect(shape.count == lengths.count)
        #expect(shape.size == lengths.reduce(1, *))
        #expect(shape.reversed.lengths == lengths.reversed())
        for axis in lengths.indices {
            #expect(shape[axis] == lengths[axis])
            #expect(shape.product(0..<axis) == lengths[..<axis].reduce(1, *))
            var other = lengths
            other[axis] = 9
            #expect(shape.with(9, axis: axis).lengths == other)
            other.remove(at: axis)
            #expect(shape.without(axis: axis).lengths == other)
        }
    }

    @Test(arguments: shapes, shapes) func shapesInCommonAreThoseOfLists(_ a: [Int], _ b: [Int]) {
        #expect(ArrayShape.common(ArrayShape(a), ArrayShape(b))?.lengths == broadcastShape(a, b))
        #expect((ArrayShape(a) == ArrayShape(b)) == (a == b))
    }

    @Test func aShapeTooLargeToCountIsNoSize() {
        #expect(ArrayShape(1 << 40, 1 << 40).sizeAtOnce == nil)
        #expect(ArrayShape(0, 1 << 62).sizeAtOnce == 0)
        #expect(ArrayShape([2, 3, 4]).sizeAtOnce == nil)
    }
}
