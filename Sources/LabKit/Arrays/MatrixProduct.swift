extension NDArray {
    /// The matrix product, Python's `@`: (m, k) with (k, n) gives (m, n); a vector counts as a row on the left, a column on
    /// the right, and drops out of the result; two vectors give their scalar product, shape []. By OpenBLAS.
    public func matmul(_ other: NDArray) -> NDArray {
        guard 1...2 ~= ndim, 1...2 ~= other.ndim else {
            stop("matmul: needs matrices or vectors, not shapes \(shapeText(shape)) and \(shapeText(other.shape))")
        }
        let a = ndim == 1 ? reshape(1, -1) : self
        let b = other.ndim == 1 ? other.reshape(-1, 1) : other
        guard a.shape[1] == b.shape[0] else {
            stop(
                "matmul: shapes \(shapeText(shape)) and \(shapeText(other.shape)) do not fit: "
                    + "\(a.shape[1]) columns on the left, \(b.shape[0]) rows on the right")
        }
        let product = Swift.max(dtype, other.dtype) == .float64 ? productOfDoubles(a, b) : productOfWholes(a, b)
        var shape: [Int] = []
        if ndim == 2 { shape.append(a.shape[0]) }
        if other.ndim == 2 { shape.append(b.shape[1]) }
        return NDArray(sharing: product, shape: shape)
    }

    /// The matrix product, as ``matmul(_:)``.
    public func dot(_ other: NDArray) -> NDArray { matmul(other) }

    private func productOfDoubles(_ a: NDArray, _ b: NDArray) -> NDArray {
        let (a, b) = (a.astype(.float64), b.astype(.float64))
        let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
        guard m > 0, k > 0, n > 0 else { return zeros(m, n) }
        let result = NDArray(undefined: [m, n], .float64)
        gemm(
            transposeA: a.isTransposed, transposeB: b.isTransposed, m: m, n: n, k: k, a: a.start,
            lda: a.isTransposed ? m : k, b: b.start, ldb: b.isTransposed ? k : n, c: result.start, ldc: n)
        withExtendedLifetime((a, b)) {}
        return result
    }

    private func productOfWholes(_ a: NDArray, _ b: NDArray) -> NDArray {
        let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
        let kind = Swift.max(a.dtype, b.dtype)
        let (x, y) = (a.ints, b.ints)
        var sums = [Int](repeating: 0, count: m * n)
        for i in 0..<m {
            for p in 0..<k {
                for j in 0..<n { sums[i * n + j] = sums[i * n + j] &+ x[i * k + p] &* y[p * n + j] }
            }
        }
        return NDArray(sums, shape: [m, n]).astype(kind)
    }
}

/// The matrix product, as the method ``NDArray/matmul(_:)``.
public func matmul(_ a: NDArray, _ b: NDArray) -> NDArray { a.matmul(b) }

/// The matrix product, as the method ``NDArray/matmul(_:)``.
public func dot(_ a: NDArray, _ b: NDArray) -> NDArray { a.matmul(b) }

/// Every element of a vector times every element of another, shape (a, b).
public func outer(_ a: NDArray, _ b: NDArray) -> NDArray { a.reshape(-1, 1) * b.reshape(1, -1) }

/// a b into `result`, without new memory once `result` has the product's shape.
public func matmul(_ a: NDArray, _ b: NDArray, into result: inout NDArray) {
    guard a.ndim == 2, b.ndim == 2, a.shape[1] == b.shape[0], a.dtype == .float64, b.dtype == .float64,
        result.shape == [a.shape[0], b.shape[1]], result.dtype == .float64, !result.isTransposed, result.isUnique,
        result.size > 0, a.size > 0
    else { return result = a.matmul(b) }
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    gemm(
        transposeA: a.isTransposed, transposeB: b.isTransposed, m: m, n: n, k: k, a: a.start,
        lda: a.isTransposed ? m : k, b: b.start, ldb: b.isTransposed ? k : n, c: result.start, ldc: n)
}
