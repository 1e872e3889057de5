extension RandomState {
    /// One of 0, …, a - 1.
    /// - Parameters:
    ///   - a: how many numbers there are to pick from.
    ///   - p: the probability of each; all alike unless given.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: `a` is positive; `p` holds `a` probabilities that add up to 1.
    public func choice(_ a: Int, p: [Double]? = nil, file: StaticString = #fileID, line: UInt = #line) -> Int {
        picked(Choice(a, 1, true, p), file, line)[0]
    }

    /// Some of 0, …, a - 1, shape `size`.
    /// - Parameters:
    ///   - a: how many numbers there are to pick from.
    ///   - size: a count, or the lengths of the result's axes.
    ///   - replace: whether a number may be picked more than once.
    ///   - p: the probability of each; all alike unless given.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: `a` is positive; without `replace`, `size` asks for no more numbers than there are; `p` holds `a`
    ///   probabilities that add up to 1.
    public func choice(
        _ a: Int, _ size: some DrawSize, replace: Bool = true, p: [Double]? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) -> NDArray {
        let shape = checked(file, line) { () throws(LabError) in try size.checkedShape("choice") }
        return NDArray(picked(Choice(a, shape.reduce(1, *), replace, p), file, line), shape: shape)
    }

    /// Some of 0, …, a - 1, shape `size`: `choice(10, size: 3, replace: false)`.
    public func choice(
        _ a: Int, size: some DrawSize, replace: Bool = true, p: [Double]? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) -> NDArray {
        choice(a, size, replace: replace, p: p, file: file, line: line)
    }

    /// Some rows of an array (numbers, if it has one axis), shape `size` followed by that of a row.
    /// - Parameters:
    ///   - a: the rows to pick from.
    ///   - size: a count, or the lengths of the result's first axes.
    ///   - replace: whether a row may be picked more than once.
    ///   - p: the probability of each row; all alike unless given.
    ///   - file: the caller's file, for the error.
    ///   - line: the caller's line, for the error.
    /// - Precondition: `a` has rows; without `replace`, `size` asks for no more than there are; `p` holds as many
    ///   probabilities as there are rows, and they add up to 1.
    public func choice(
        _ a: NDArray, _ size: some DrawSize, replace: Bool = true, p: [Double]? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) -> NDArray {
        let rows = checked(file, line) { () throws(LabError) in
            guard let rows = a.shape.first else { throw LabError("choice", "a", "is an array without an axis") }
            return rows
        }
        let indices = choice(rows, size, replace: replace, p: p, file: file, line: line)
        return a[indices.ints].reshape(indices.shape + a.shape.dropFirst())
    }

    /// One of the elements of a Swift array.
    /// - Precondition: there is one; `p` holds as many probabilities as there are elements, and they add up to 1.
    public func choice<Element>(
        _ a: [Element], p: [Double]? = nil, file: StaticString = #fileID, line: UInt = #line
    ) -> Element {
        a[choice(a.count, p: p, file: file, line: line)]
    }

    /// `size` of the elements of a Swift array.
    /// - Precondition: as for one element; without `replace`, `size` is no more than there are.
    public func choice<Element>(
        _ a: [Element], _ size: Int, replace: Bool = true, p: [Double]? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) -> [Element] {
        choice(a.count, size, replace: replace, p: p, file: file, line: line).ints.map { a[$0] }
    }

    private func picked(_ choice: Choice, _ file: StaticString, _ line: UInt) -> [Int] {
        checked(file, line) { () throws(LabError) in try choice.check() }
        return draw { choice.pick(&$0) }
    }
}

/// What is to be picked from 0, …, population - 1, in the order in which `RandomState.choice` of NumPy 2.4 draws.
private struct Choice {
    let population, count: Int
    let replace: Bool
    let p: [Double]?

    init(_ population: Int, _ count: Int, _ replace: Bool, _ p: [Double]?) {
        (self.population, self.count, self.replace, self.p) = (population, count, replace, p)
    }

    func check() throws(LabError) {
        func bad(_ argument: String, _ problem: String) -> LabError { LabError("choice", argument, problem) }
        guard population > 0 || (population == 0 && count == 0) else {
            throw bad("a", "offers \(population) things; it must offer one or more")
        }
        if let p {
            guard p.count == population else { throw bad("p", "has \(p.count) probabilities for \(population) things") }
            if let i = p.firstIndex(where: { !($0 >= 0) }) {
                throw bad("p", "holds \(pythonText(p[i])) at \(i); probabilities must be 0 or more")
            }
            let sum = p.reduce(0, +)
            // NumPy's own tolerance, the square root of the spacing of numbers at 1.
            guard abs(sum - 1) <= Double.ulpOfOne.squareRoot() else {
                throw bad("p", "adds up to \(sum); probabilities must add up to 1")
            }
        }
        guard !replace else { return }
        guard count <= population else {
            throw bad(
                "size", "asks for \(count) of \(population) things; with 'replace: false' there are not that many")
        }
        if let p, p.count(where: { $0 > 0 }) < count {
            throw bad("p", "allows \(p.count { $0 > 0 }) things; 'size' asks for \(count) different ones")
        }
    }

    func pick(_ stream: inout RandomStream) -> [Int] {
        switch (p, replace) {
        case (let p?, true):
            let sums = distribution(p)
            return (0..<count).map { _ in place(of: stream.double(), in: sums) }
        case (nil, true):
            guard count > 0 else { return [] }
            let last = UInt64(population - 1)
            return (0..<count).map { _ in stream.wholeNumber(0, last) }
        case (let p?, false): return different(p, &stream)
        case (nil, false): return Array(stream.permutation(population).prefix(count))
        }
    }

    /// Draws as many as are missing, keeps what is new, and gives what was found no more chance.
    private func different(_ p: [Double], _ stream: inout RandomStream) -> [Int] {
        var chances = p
        var found: [Int] = []
        while found.count < count {
            let draws = (0..<(count - found.count)).map { _ in stream.double() }
            for i in found { chances[i] = 0 }
            let sums = distribution(chances)
            // The first draw of each place counts; those of earlier rounds cannot come again.
            var seen: Set<Int> = []
            found += draws.map { place(of: $0, in: sums) }.filter { seen.insert($0).inserted }
        }
        return found
    }

    private func distribution(_ p: [Double]) -> [Double] {
        var sum = 0.0
        let sums = p.map { chance in
            sum += chance
            return sum
        }
        return sums.map { $0 / sum }
    }

    /// The first place whose sum exceeds `draw`.
    private func place(of draw: Double, in sums: [Double]) -> Int {
        var (low, high) = (0, sums.count)
        while low < high {
            let middle = (low + high) / 2
            if draw < sums[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
