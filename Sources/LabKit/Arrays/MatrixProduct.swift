extension NDArray {
    /// The matrix product, Python's `@`: (m, k) with (k, n) gives (m, n); a vector counts as a row on the left, a column on
    /// the right, and drops out of the result; two vectors give their scalar product, shape []. With more than two axes, the
    /// last two hold matrices and the others are broadcast. By OpenBLAS.
    public func matmul(_ other: NDArray) -> NDArray {
        guard ndim > 0, other.ndim > 0 else {
            stop("matmul: needs matrices or vectors, not shapes \(shapeText(shape)) and \(shapeText(other.shape))")
        }
        if ndim > 2 || other.ndim > 2 { return stackOfProducts(other) }
        let a = ndim == 1 ? reshape(1, -1) : self
        let b = other.ndim == 1 ? other.reshape(-1, 1) : other
        guard a.dimensions[1] == b.dimensions[0] else {
            stop(
                "matmul: shapes \(shapeText(shape)) and \(shapeText(other.shape)) do not fit: "
                    + "\(a.shape[1]) columns on the left, \(b.shape[0]) rows on the right")
        }
        let product = Swift.max(dtype, other.dtype) == .float64 ? productOfDoubles(a, b) : productOfWholes(a, b)
        if ndim == 2, other.ndim == 2 { return product }
        var shape: [Int] = []
        if ndim == 2 { shape.append(a.shape[0]) }
        if other.ndim == 2 { shape.append(b.shape[1]) }
        return NDArray(sharing: product, shape: shape)
    }

    /// The matrix product, as ``matmul(_:)``, for matrices and vectors; the ordinary product with a single number. With more
    /// than two axes, every row of the left with every column of the right, as NumPy's `dot`.
    public func dot(_ other: NDArray) -> NDArray {
        if ndim == 0 || other.ndim == 0 { return self * other }
        if ndim <= 2, other.ndim <= 2 { return matmul(other) }
        let width = other.shape[Swift.max(0, other.ndim - 2)]
        guard shape[ndim - 1] == width else {
            stop(
                "dot: shapes \(shapeText(shape)) and \(shapeText(other.shape)) do not fit: \(shape[ndim - 1]) and \(width)"
            )
        }
        let rest = other.ndim == 1 ? [] : Array(other.shape.dropLast(2)) + [other.shape[other.ndim - 1]]
        // The matrices of `other` side by side: (k, everything else), in its own order.
        let order = other.ndim == 1 ? [0] : [other.ndim - 2] + (0..<other.ndim).filter { $0 != other.ndim - 2 }
        let wide = other.transpose(order).reshape([width, rest.reduce(1, *)])
        let rows = shape.dropLast().reduce(1, *)
        return reshape([rows, width]).matmul(wide).reshape(shape.dropLast() + rest)
    }

    private func stackOfProducts(_ other: NDArray) -> NDArray {
        let a = ndim == 1 ? reshape(1, -1) : self
        let b = other.ndim == 1 ? other.reshape(-1, 1) : other
        let outer = (Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
        let inner = (Array(a.shape.suffix(2)), Array(b.shape.suffix(2)))
        guard inner.0[1] == inner.1[0], let shape = broadcastShape(outer.0, outer.1) else {
            stop("matmul: shapes \(shapeText(self.shape)) and \(shapeText(other.shape)) do not fit")
        }
        let count = shape.reduce(1, *)
        let (x, y) = (
            a.broadcast(to: shape + inner.0).reshape([count] + inner.0),
            b.broadcast(to: shape + inner.1).reshape([count] + inner.1)
        )
        let kind = Swift.max(dtype, other.dtype)
        let products = (0..<count).map { k -> NDArray in (x[k] as NDArray).matmul(y[k] as NDArray) }
        let result = count > 0 ? stack(products) : zeros([0, inner.0[0], inner.1[1]]).astype(kind)
        let ends = (ndim == 1 ? [] : [inner.0[0]]) + (other.ndim == 1 ? [] : [inner.1[1]])
        return result.reshape(shape + ends)
    }

    private func productOfDoubles(_ a: NDArray, _ b: NDArray) -> NDArray {
        let (a, b) = (a.astype(.float64), b.astype(.float64))
        let (m, k, n) = (a.dimensions[0], a.dimensions[1], b.dimensions[1])
        guard m > 0, k > 0, n > 0 else { return zeros(m, n) }
        let result = NDArray(undefined: ArrayShape(m, n), .float64)
        multiply(a, b, m, n, k, into: result.start)
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

/// The matrix product, as the method ``NDArray/dot(_:)``.
public func dot(_ a: NDArray, _ b: NDArray) -> NDArray { a.dot(b) }

/// Every element of an array times every element of another, shape (a.size, b.size).
public func outer(_ a: NDArray, _ b: NDArray) -> NDArray { a.reshape([a.size, 1]) * b.reshape([1, b.size]) }

/// a b into `result`, without new memory once `result` has the product's shape.
public func matmul(_ a: NDArray, _ b: NDArray, into result: inout NDArray) {
    guard a.ndim == 2, b.ndim == 2, a.dimensions[1] == b.dimensions[0], a.dtype == .float64, b.dtype == .float64,
        result.dimensions == ArrayShape(a.dimensions[0], b.dimensions[1]), result.dtype == .float64,
        !result.isTransposed, result.isUnique,
        result.size > 0, a.size > 0
    else { return result = a.matmul(b) }
    multiply(a, b, a.dimensions[0], b.dimensions[1], a.dimensions[1], into: result.start)
}

/// (m, k) times (k, n), both of decimals, neither of them empty.
private func multiply(
    _ a: NDArray, _ b: NDArray, _ m: Int, _ n: Int, _ k: Int, into result: UnsafeMutablePointer<Double>
) {
    defer { withExtendedLifetime((a, b)) {} }
    // OpenBLAS has loops of its own for small products (up to this size). Those of a times b transposed take 15.6 us for
    // 64x64x80 where the plain ones take 11.6 us, and to write b down the other way takes 1.4 us.
    guard b.isTransposed, !a.isTransposed, m >= 16, m * n * k <= 1_000_000 else {
        return gemm(
            transposeA: a.isTransposed, transposeB: b.isTransposed, m: m, n: n, k: k, a: a.start,
            lda: a.isTransposed ? m : k, b: b.start, ldb: b.isTransposed ? k : n, c: result, ldc: n)
    }
    let bytes = k * n * MemoryLayout<Double>.size
    let memory = Storage.memory(bytes)
    defer { lab_give(memory, bytes) }
    let plain = memory.assumingMemoryBound(to: Double.self)
    lab_transpose(b.start, n, k, plain)
    gemm(m: m, n: n, k: k, a: a.start, lda: k, b: plain, ldb: n, c: result, ldc: n)
}
