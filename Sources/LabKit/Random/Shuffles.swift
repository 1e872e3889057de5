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
        a.makeWritable()
        draw { stream in
            switch a.dtype {
            case .bool: stream.shuffleRows(a.elements(Bool.self), count: a.shape[0])
            case .int64: stream.shuffleRows(a.elements(Int.self), count: a.shape[0])
            case .float64: stream.shuffleRows(a.elements(Double.self), count: a.shape[0])
            }
        }
    }

    /// Brings the elements of a Swift array into random order, in place.
    public func shuffle<Element>(_ a: inout [Element]) {
        draw { $0.shuffle(&a) }
    }
}

extension RandomStream {
    fileprivate mutating func shuffleRows<Element>(_ elements: UnsafeMutableBufferPointer<Element>, count: Int) {
        // NumPy draws nothing for an array without elements, even if it has rows.
        guard let start = elements.baseAddress, !elements.isEmpty else { return }
        let width = elements.count / count
        shuffle(count) { i, j in
            let (first, second) = (start + i * width, start + j * width)
            for k in 0..<width {
                let kept = first[k]
                first[k] = second[k]
                second[k] = kept
            }
        }
    }
}

private func requireRows(_ a: NDArray, _ call: String) throws(LabError) {
    guard a.ndim > 0 else { throw LabError(call, "a", "is a single number; it must be an array") }
}
