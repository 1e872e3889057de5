import Foundation
import Testing

@testable import LabKit

/// Element-wise results are worked out late and several operations at a time; nobody should see that.
@Suite struct DeferredTests {
    /// Ordinary numbers, and those that a shortcut would get wrong.
    private static let samples: [Double] = {
        var stream = RandomState(5)
        let ordinary = stream.randn(2, 1500).doubles
        let edges: [Double] = [
            0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
            .greatestFiniteMagnitude, 1e-310, 1e300, -1e300, 1e-200, 1, -1, 1.0.nextDown, 2.0.nextDown,
        ]
        return ordinary.enumerated().map { $0 % 7 == 3 ? edges[$0 / 7 % edges.count] : $1 }
    }()

    private static let x = Array(samples[..<1500]), y = Array(samples[1500...])

    private func expectSame(_ array: NDArray, _ expected: [Double], _ name: Comment) {
        #expect(
            zip(array.doubles, expected).allSatisfy { $0.isNaN && $1.isNaN || $0.bitPattern == $1.bitPattern }, name)
        #expect(array.size == expected.count, name)
    }

    @Test func eachOperationOfAFormulaIsRounded() {
        let (x, y) = (Self.x, Self.y)
        let (a, b) = (NDArray(x), NDArray(y))
        let pairs = zip(x, y)
        expectSame(0.01 / sqrt(a + 1e-8) * b, pairs.map { 0.01 / ($0 + 1e-8).squareRoot() * $1 }, "root inside, times")
        expectSame(
            b - 0.01 / sqrt(a + 1e-8) * b, pairs.map { $1 - 0.01 / ($0 + 1e-8).squareRoot() * $1 },
            "root inside, times, off")
        expectSame(
            0.01 / sqrt(a + 1e-8) * b - b, pairs.map { 0.01 / ($0 + 1e-8).squareRoot() * $1 - $1 },
            "root inside, times, less")
        expectSame(0.01 / sqrt(1e-8 + a), x.map { 0.01 / (1e-8 + $0).squareRoot() }, "root inside")
        expectSame(0.01 / (sqrt(a) + 1e-8), x.map { 0.01 / ($0.squareRoot() + 1e-8) }, "root outside")
        expectSame(a / 0.0975, x.map { $0 / 0.0975 }, "by a number")
        expectSame(a / -3.0, x.map { $0 / -3 }, "by a negative number")
        expectSame(a / 1e-320, x.map { $0 / 1e-320 }, "by a denormal number")
        expectSame(0.9 * a + 0.1 * b, pairs.map { 0.9 * $0 + 0.1 * $1 }, "blend")
        expectSame(0.9 * a + 0.1 * (b * b), pairs.map { 0.9 * $0 + 0.1 * ($1 * $1) }, "blend of squares")
        expectSame(
            (a * b) * 0.1 + a * 0.9, pairs.map { ($0 * $1) * 0.1 + $0 * 0.9 }, "blend of products, the other way round")
        expectSame(0.9 * a + 0.1 * (a * b), pairs.map { 0.9 * $0 + 0.1 * ($0 * $1) }, "blend of products")
        expectSame(a + 0.3 * b, pairs.map { $0 + 0.3 * $1 }, "add scaled")
        expectSame(a - 0.3 * b, pairs.map { $0 - 0.3 * $1 }, "subtract scaled")
        expectSame(a + b * b, pairs.map { $0 + $1 * $1 }, "add product")
        expectSame(a - b * a, pairs.map { $0 - $1 * $0 }, "subtract product")
        expectSame(a * b * (1 - b), pairs.map { $0 * $1 * (1 - $1) }, "slope")
    }

    /// As many columns as fill registers, and those left over.
    @Test(arguments: [1, 2, 7, 8, 9, 15, 31, 32, 33, 39, 40, 41, 64, 70, 95]) func columnsAreSummedRowByRow(
        _ columns: Int
    ) {
        let rows = 1500 / columns
        let values = Array(Self.y[..<(rows * columns)])
        let expected = (0..<columns).map { column in
            (0..<rows).reduce(0.0) { $0 + values[$1 * columns + column] }
        }
        expectSame(NDArray(values).reshape([rows, columns]).sum(axis: 0), expected, "sums")
    }

    @Test func aLogisticFunctionIsThatOfItsParts() {
        let a = NDArray(Self.x)
        // Read in between, so that nothing is left to be done at once.
        let powers = exp(NDArray((-a).doubles))
        let parts = 1.0 / NDArray((1.0 + NDArray(powers.doubles)).doubles)
        expectSame(1.0 / (1.0 + exp(-a)), parts.doubles, "1 / (1 + exp(-x))")
        expectSame(2.0 / (exp(-a) + 1.0), (2.0 / (1.0 + powers)).doubles, "2 / (exp(-x) + 1)")
    }

    @Test func exponentialsAreNextToTheTrueValue() {
        var values = linspace(-750, 715, 30_001).doubles
        values += [0, -0.0, .infinity, -.infinity, .nan, 709.782712893384, 709.7827128933841, -745.13, -745.14]
        for (value, result) in zip(values, exp(NDArray(values)).doubles) {
            let expected = Foundation.exp(value)
            #expect(
                result == expected || abs(result - expected) <= expected.ulp || result.isNaN && expected.isNaN,
                "exp(\(value))")
        }
    }

    @Test func aResultKeepsWhatItsOperandsWere() {
        var a = arange(600.0)
        var b = a + 1
        let sum = a * b
        a[0] = 100
        b += 5
        let later = a * b
        #expect(sum[1] == 2)
        #expect(sum[0] == 0)
        #expect(later[0] == 600)
        #expect(later[1] == 7)
    }

    @Test func memoryIsTakenOverOnlyFromWhatNobodySees() {
        let a = arange(600.0)
        let kept = a * 2
        var total = kept + 1
        for _ in 0..<5 { total = total * 1.5 - kept }
        #expect(kept.doubles == (0..<600).map { Double($0) * 2 })
        #expect(a.doubles == (0..<600).map(Double.init))
        let expected = (0..<600).map { k -> Double in
            (0..<5).reduce(Double(k) * 2 + 1) { sum, _ in sum * 1.5 - Double(k) * 2 }
        }
        #expect(total.doubles == expected)
    }

    @Test func longChainsAndSlicesOfThemAreWorkedOut() {
        var a = zeros(20, 30)
        for k in 0..<1000 { a = a + Double(k % 3) }
        #expect(a[7, 7] == 999)
        let part = (a * 2)[3..<15] + (a + 1)[3..<15]
        #expect(part.shape == [12, 30])
        #expect(part[0, 0] == 2998)
        #expect(((a + 1).T * 2 + (a - 1).T)[29, 19] == 2998)
        #expect(((a + 1).reshape(30, 20) + arange(20.0)).reshape(20, 30)[0, 21] == 1001)
    }

    @Test func rowsAndColumnsGoAlongBlockByBlock() {
        let a = arange(1200.0).reshape(60, 20)
        let row = arange(20.0), column = arange(60.0).reshape(60, 1)
        let result = (a + row) * 2 - column / 4 + (row - column)
        let expected = (0..<60).flatMap { i in
            (0..<20).map { j in
                let (i, j) = (Double(i), Double(j))
                return (i * 20 + j + j) * 2 - i / 4 + (j - i)
            }
        }
        #expect(result.doubles == expected)
    }

    @Test func threadsMayShareWhatIsStillToBeDone() {
        for round in 0..<40 {
            let a = arange(3000.0) + Double(round)
            let shared = a * 2 + 1
            let sums = parallelMap(Array(0..<8)) { k in (shared * Double(k) + shared).sum() }
            let sum = (0..<3000).reduce(0.0) { $0 + (Double($1 + round) * 2 + 1) }
            #expect(sums == (0..<8).map { sum * Double($0 + 1) })
        }
    }
}
