// NumPy's keyword arguments, under their own names and in their own order.
extension RandomState {
    /// Numbers in [0, 1), shape `size`, as ``random_sample(_:file:line:)``.
    public func random_sample(size: some DrawSize, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        random_sample(size, file: file, line: line)
    }

    /// Numbers in [0, 1), shape `size`, as ``random(_:file:line:)``.
    public func random(size: some DrawSize, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        random(size, file: file, line: line)
    }

    /// Draws from N(0, 1), shape `size`, as ``standard_normal(_:file:line:)``.
    public func standard_normal(size: some DrawSize, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        standard_normal(size, file: file, line: line)
    }

    /// Numbers in [low, high), shape `size`: `uniform(low: -1, high: 1, size: [2, 3])`.
    public func uniform(
        low: Double, high: Double = 1, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        uniform(low, high, size, file: file, line: line)
    }

    /// Draws from the normal distribution, shape `size`: `normal(loc: 5, scale: 2, size: 10)`.
    public func normal(
        loc: Double, scale: Double = 1, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        normal(loc, scale, size, file: file, line: line)
    }

    /// Draws from the normal distribution with mean 0, shape `size`: `normal(scale: 2, size: 10)`.
    public func normal(
        scale: Double, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        normal(0, scale, size, file: file, line: line)
    }

    /// Draws from the exponential distribution, shape `size`: `exponential(scale: 2, size: 10)`.
    public func exponential(
        scale: Double, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        exponential(scale, size, file: file, line: line)
    }

    /// Whole numbers from `low` up to, not including, `high`, shape `size`: `randint(low: 0, high: 10, size: 5)`.
    public func randint(
        low: Int, high: Int, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        randint(low, high, size, file: file, line: line)
    }

    /// Numbers of successes, shape `size`: `binomial(n: 10, p: 0.5, size: 5)`.
    public func binomial(
        n: Int, p: Double, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        binomial(n, p, size, file: file, line: line)
    }

    /// One of the rows of an array; of the numbers, if it has one axis, as an array of shape [].
    /// - Precondition: `a` has rows; `p` holds as many probabilities as there are rows, and they add up to 1.
    public func choice(
        _ a: NDArray, p: [Double]? = nil, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        choice(a, [Int](), p: p, file: file, line: line)
    }

    /// Some rows of an array, shape `size` followed by that of a row: `choice(a, size: 3, replace: false)`.
    public func choice(
        _ a: NDArray, size: some DrawSize, replace: Bool = true, p: [Double]? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) -> NDArray {
        choice(a, size, replace: replace, p: p, file: file, line: line)
    }

    /// `size` of the elements of a Swift array: `choice(["a", "b"], size: 3)`.
    public func choice<Element>(
        _ a: [Element], size: Int, replace: Bool = true, p: [Double]? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) -> [Element] {
        choice(a, size, replace: replace, p: p, file: file, line: line)
    }
}
