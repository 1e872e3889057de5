import Glibc

/// The stream of random numbers behind a `RandomState`: what is drawn from it, and in which order.
///
/// Each method uses up as many words of the generator as NumPy's legacy functions do (`numpy/random/src/legacy`,
/// `numpy/random/src/distributions`), so that mixed calls stay in step.
struct RandomStream: Sendable {
    var twister: MersenneTwister
    /// The polar method makes two normal values at a time; the second waits here for the next call.
    var waitingGauss: Double?

    init(_ twister: MersenneTwister) { self.twister = twister }

    mutating func word() -> UInt32 { twister.next() }

    mutating func longWord() -> UInt64 {
        let high = UInt64(twister.next())
        return high << 32 | UInt64(twister.next())
    }

    /// In [0, 1), a multiple of 2^-53.
    mutating func double() -> Double {
        let (high, low) = (twister.next() >> 5, twister.next() >> 6)
        return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
    }

    /// A draw from N(0, 1) by Marsaglia's polar method.
    mutating func gauss() -> Double {
        if let waiting = waitingGauss {
            waitingGauss = nil
            return waiting
        }
        var (x1, x2, square) = (0.0, 0.0, 0.0)
        repeat {
            x1 = 2 * double() - 1
            x2 = 2 * double() - 1
            square = x1 * x1 + x2 * x2
        } while square >= 1 || square == 0
        let factor = (-2 * log(square) / square).squareRoot()
        waitingGauss = factor * x1
        return factor * x2
    }

    /// A draw with density exp(-x).
    mutating func exponential() -> Double { -log(1 - double()) }

    /// A whole number from 0 to `last`, both included, by masked rejection: a word at a time, two if `last` needs them.
    mutating func interval(_ last: UInt64) -> UInt64 {
        guard last > 0 else { return 0 }
        let mask = UInt64.max >> UInt64(last.leadingZeroBitCount)
        if last <= UInt64(UInt32.max) {
            let mask = UInt32(truncatingIfNeeded: mask)
            while true {
                let value = twister.next() & mask
                if value <= last { return UInt64(value) }
            }
        }
        while true {
            let value = longWord() & mask
            if value <= last { return value }
        }
    }

    /// Exchanges places `n - 1`, …, 1 with one at or below them, as Fisher and Yates do.
    mutating func shuffle(_ n: Int, swap: (Int, Int) -> Void) {
        for i in stride(from: n - 1, to: 0, by: -1) {
            let j = Int(interval(UInt64(i)))
            if i != j { swap(i, j) }
        }
    }

    /// 0, …, n - 1 in random order.
    mutating func permutation(_ n: Int) -> [Int] {
        var order = Array(0..<n)
        shuffle(&order)
        return order
    }

    mutating func shuffle<Element>(_ elements: inout [Element]) {
        elements.withUnsafeMutableBufferPointer { elements in
            shuffle(elements.count) { elements.swapAt($0, $1) }
        }
    }
}
