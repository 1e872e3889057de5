extension RandomState {
    /// The numbers 0, …, n - 1 in random order, shape (n).
    /// - Precondition: `n` is not negative.
    public func permutation(_ n: Int, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        guard n >= 0 else {
            return checked(file, line) { () throws(LabError) in
                throw LabError("permutation", "n", "is \(n); it must be 0 or more")
            }
        }
        return NDArray(draw { $0.permutation(n) })
    }

    /// The rows of an array (the numbers, if it has one axis) in random order; the array itself stays as it is.
    /// - Precondition: the array has an axis.
    public func permutation(_ a: NDArray, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        checked(file, line) { () throws(LabError) in try requireRows(a, "permutation") }
        return a[draw { $0.permutation(a.shape[0]) }]
    }

    /// The elements of a Swift array in random order.
    public func permutation<Element>(_ a: [Element]) -> [Element] {
        draw { $0.permutation(a.count) }.map { a[$0] }
    }

    /// Brings the rows of an array (the numbers, if it has one axis) into random order, in place.
    /// - Precondition: the array has an axis.
    public func shuffle(_ a: inout NDArray, file: StaticString = #fileID, line: UInt = #line) {
        checked(file, line) { () throws(LabError) in try requireRows(a, "shuffle") }
        // NumPy draws nothing for an array without elements, even if it has rows.
        guard a.size > 0 else { return }
        if a.shape[0] > 1, a.size > a.shape[0] {
            // Each row moved once, to where the exchanges lead: a row costs more than its number.
            var order = Array(0..<a.shape[0])
            draw { $0.shuffle(&order) }
            a = a.take(order, [])
            return
        }
        a.makeWritable()
        let rowBytes = a.size / a.shape[0] * a.dtype.byteSize
        draw { $0.shuffleRows(a.storage.base + a.offset * a.dtype.byteSize, count: a.shape[0], rowBytes: rowBytes) }
    }

    /// Brings the elements of a Swift array into random order, in place.
    public func shuffle<Element>(_ a: inout [Element]) {
        draw { $0.shuffle(&a) }
    }
}

extension RandomStream {
    fileprivate mutating func shuffleRows(_ start: UnsafeMutableRawPointer, count: Int, rowBytes: Int) {
        withUnsafeTemporaryAllocation(byteCount: rowBytes, alignment: 16) { kept in
            guard let kept = kept.baseAddress else { return }
            shuffle(count) { i, j in
                let (first, second) = (start + i * rowBytes, start + j * rowBytes)
                kept.copyMemory(from: first, byteCount: rowBytes)
                first.copyMemory(from: second, byteCount: rowBytes)
                second.copyMemory(from: kept, byteCount: rowBytes)
            }
        }
    }
}

private func requireRows(_ a: NDArray, _ call: String) throws(LabError) {
    guard a.ndim > 0 else { throw LabError(call, "a", "is a single number; it must be an array") }
}
