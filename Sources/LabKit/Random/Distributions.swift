extension RandomState {
    /// One number in [low, high).
    /// - Precondition: the width `high - low` is a finite number.
    public func uniform(
        _ low: Double = 0, _ high: Double = 1, file: StaticString = #fileID, line: UInt = #line
    ) -> Double {
        let width = checked(file, line) { () throws(LabError) in try uniformWidth(low, high) }
        return draw { low + width * $0.double() }
    }

    /// Numbers in [low, high), shape `size`: `uniform(-1, 1, [2, 3])`.
    /// - Precondition: the width `high - low` is a finite number; no length is negative.
    public func uniform(
        _ low: Double = 0, _ high: Double = 1, _ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        let width = checked(file, line) { () throws(LabError) in try uniformWidth(low, high) }
        return array("uniform", size, file, line) { low + width * $0.double() }
    }

    /// Numbers in [low, high), shape `size`: `uniform(size: [2, 3])`.
    /// - Precondition: the width `high - low` is a finite number; no length is negative.
    public func uniform(
        _ low: Double = 0, _ high: Double = 1, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        uniform(low, high, size, file: file, line: line)
    }

    /// One draw from the normal distribution with mean `loc` and standard deviation `scale`.
    /// - Precondition: `scale` is not negative.
    public func normal(
        _ loc: Double = 0, _ scale: Double = 1, file: StaticString = #fileID, line: UInt = #line
    ) -> Double {
        checked(file, line) { () throws(LabError) in try requireNotNegative(scale, "normal") }
        return draw { loc + scale * $0.gauss() }
    }

    /// Draws from the normal distribution with mean `loc` and standard deviation `scale`, shape `size`.
    /// - Precondition: `scale` is not negative; no length is negative.
    public func normal(
        _ loc: Double = 0, _ scale: Double = 1, _ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        checked(file, line) { () throws(LabError) in try requireNotNegative(scale, "normal") }
        return array("normal", size, file, line) { loc + scale * $0.gauss() }
    }

    /// Draws from the normal distribution with mean `loc` and standard deviation `scale`, shape `size`.
    /// - Precondition: `scale` is not negative; no length is negative.
    public func normal(
        _ loc: Double = 0, _ scale: Double = 1, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        normal(loc, scale, size, file: file, line: line)
    }

    /// One draw from the exponential distribution with mean `scale`.
    /// - Precondition: `scale` is not negative.
    public func exponential(_ scale: Double = 1, file: StaticString = #fileID, line: UInt = #line) -> Double {
        checked(file, line) { () throws(LabError) in try requireNotNegative(scale, "exponential") }
        return draw { scale * $0.exponential() }
    }

    /// Draws from the exponential distribution with mean `scale`, shape `size`.
    /// - Precondition: `scale` is not negative; no length is negative.
    public func exponential(
        _ scale: Double = 1, _ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        checked(file, line) { () throws(LabError) in try requireNotNegative(scale, "exponential") }
        return array("exponential", size, file, line) { scale * $0.exponential() }
    }

    /// Draws from the exponential distribution with mean `scale`, shape `size`.
    /// - Precondition: `scale` is not negative; no length is negative.
    public func exponential(
        _ scale: Double = 1, size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        exponential(scale, size, file: file, line: line)
    }
}

private func uniformWidth(_ low: Double, _ high: Double) throws(LabError) -> Double {
    guard (high - low).isFinite else {
        throw LabError("uniform", "high", "is \(high) and 'low' is \(low); high - low must be a finite number")
    }
    return high - low
}

private func requireNotNegative(_ scale: Double, _ call: String) throws(LabError) {
    // NumPy looks at the sign bit and lets NaN pass.
    guard scale >= 0 else { throw LabError(call, "scale", "is \(scale); it must be 0 or more") }
}
