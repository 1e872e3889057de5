extension RandomState {
    /// One whole number from 0 up to, not including, `high`.
    /// - Precondition: `high` is positive.
    public func randint(_ high: Int, file: StaticString = #fileID, line: UInt = #line) -> Int {
        randint(0, high, file: file, line: line)
    }

    /// One whole number from `low` up to, not including, `high`.
    /// - Precondition: `low` is less than `high`.
    public func randint(_ low: Int, _ high: Int, file: StaticString = #fileID, line: UInt = #line) -> Int {
        let last = checked(file, line) { () throws(LabError) in try widthBelow(low, high) }
        return draw { $0.wholeNumber(low, last) }
    }

    /// Whole numbers from `low` up to, not including, `high`, shape `size`: `randint(0, 10, [5])`.
    /// - Precondition: `low` is less than `high`; no length is negative.
    public func randint(
        _ low: Int, _ high: Int, _ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        let last = checked(file, line) { () throws(LabError) in try widthBelow(low, high) }
        return wholeArray("randint", size, file, line) { $0.wholeNumber(low, last) }
    }

    /// Whole numbers from `low` up to, not including, `high`, shape `size`: `randint(0, 10, size: 5)`.
    /// - Precondition: `low` is less than `high`; no length is negative.
    public func randint(
        _ low: Int, _ high: Int, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        randint(low, high, size, file: file, line: line)
    }

    /// Whole numbers from 0 up to, not including, `high`, shape `size`: `randint(10, size: 5)`.
    /// - Precondition: `high` is positive; no length is negative.
    public func randint(
        _ high: Int, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        randint(0, high, size, file: file, line: line)
    }

    /// The number of successes in `n` trials that succeed with probability `p`.
    /// - Precondition: `n` is not negative, `p` lies in [0, 1].
    public func binomial(_ n: Int, _ p: Double, file: StaticString = #fileID, line: UInt = #line) -> Int {
        checked(file, line) { () throws(LabError) in try requireTrials(n, p) }
        return draw { $0.binomial(n, p) }
    }

    /// Numbers of successes in `n` trials that succeed with probability `p`, shape `size`.
    /// - Precondition: `n` is not negative, `p` lies in [0, 1]; no length is negative.
    public func binomial(
        _ n: Int, _ p: Double, _ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        checked(file, line) { () throws(LabError) in try requireTrials(n, p) }
        return wholeArray("binomial", size, file, line) { $0.binomial(n, p) }
    }

    /// Numbers of successes in `n` trials that succeed with probability `p`, shape `size`.
    /// - Precondition: `n` is not negative, `p` lies in [0, 1]; no length is negative.
    public func binomial(
        _ n: Int, _ p: Double, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        binomial(n, p, size, file: file, line: line)
    }
}

extension RandomStream {
    /// From `low` to `low + last`, both included.
    mutating func wholeNumber(_ low: Int, _ last: UInt64) -> Int {
        low &+ Int(truncatingIfNeeded: interval(last))
    }
}

/// How far the largest number lies above `low`; more than an `Int` can say when `low` is far below 0.
private func widthBelow(_ low: Int, _ high: Int) throws(LabError) -> UInt64 {
    guard low < high else { throw LabError("randint", "high", "is \(high); it must be greater than 'low', \(low)") }
    return UInt64(bitPattern: Int64(high &- 1 &- low))
}

private func requireTrials(_ n: Int, _ p: Double) throws(LabError) {
    guard n >= 0 else { throw LabError("binomial", "n", "is \(n); it must be 0 or more") }
    guard 0...1 ~= p else { throw LabError("binomial", "p", "is \(p); it must be between 0 and 1") }
}
