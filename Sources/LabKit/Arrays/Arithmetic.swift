/// One operation on two operands, in memory of theirs where they can spare it.
func arithmetic(_ kernel: BinaryKernel, _ a: consuming NDArray, _ b: consuming NDArray) -> NDArray {
    if a.dtype == .float64, b.dtype == .float64 { return onDoubles(kernel, a, b) }
    let kind = resultType(kernel, a.dtype, b.dtype)
    if kind == .float64 { return onDoubles(kernel, a.astype(.float64), b.astype(.float64)) }
    return onWholes(kernel, a, b, kind)
}

private func resultType(_ kernel: BinaryKernel, _ a: DType, _ b: DType) -> DType {
    if kernel == .divide { return .float64 }
    let kind = max(a, b)
    if kind == .bool, kernel == .subtract {
        stop("-: truth values have no difference; use .^ for exclusive or")
    }
    return kind
}

private func onDoubles(_ kernel: BinaryKernel, _ a: consuming NDArray, _ b: consuming NDArray) -> NDArray {
    if a.isTransposed { a = a.contiguous }
    if b.isTransposed { b = b.contiguous }
    if a.dimensions == b.dimensions {
        let count = a.size
        if Recipe.suits(count) {
            return Recipe.array(.binary(kernel), .elements(a), .elements(b), dimensions: a.dimensions, count: count)
        }
        if a.isUnique {
            lab_binary(kernel.rawValue, a.start, 1, b.start, 1, a.start, count)
            return a
        }
        if b.isUnique {
            lab_binary(kernel.rawValue, a.start, 1, b.start, 1, b.start, count)
            return b
        }
        let result = NDArray(undefined: a.dimensions, .float64)
        lab_binary(kernel.rawValue, a.start, 1, b.start, 1, result.start, count)
        return result
    }
    let dimensions = commonShape(kernel.symbol, a.dimensions, b.dimensions)
    if let result = byRows(kernel, a, b, dimensions) { return result }
    // The walk writes each element after its last reading, so the operand that has the result's shape can be the result.
    if a.dimensions == dimensions, a.isUnique {
        broadcasting(kernel, a, b, into: a)
        return a
    }
    if b.dimensions == dimensions, b.isUnique {
        broadcasting(kernel, a, b, into: b)
        return b
    }
    let result = NDArray(undefined: dimensions, .float64)
    broadcasting(kernel, a, b, into: result)
    return result
}

/// A matrix with a row or a column, to be worked out later; nil where it is something else, or not worth it.
private func byRows(_ kernel: BinaryKernel, _ a: NDArray, _ b: NDArray, _ matrix: ArrayShape) -> NDArray? {
    guard matrix.count == 2, matrix[1] <= longestRow, Recipe.suits(matrix.size),
        let left = RowSteps(a.dimensions, matrix)?.operand(a, matrix),
        let right = RowSteps(b.dimensions, matrix)?.operand(b, matrix)
    else { return nil }
    return Recipe.array(
        .binary(kernel), left, right, dimensions: matrix, count: matrix.size, rowLength: matrix[1])
}

private func broadcasting(_ kernel: BinaryKernel, _ a: NDArray, _ b: NDArray, into result: NDArray) {
    let (x, y, r) = (a.start, b.start, result.start)
    if b.ndim == 0 { return lab_binary(kernel.rawValue, x, 1, y, 0, r, result.size) }
    if a.ndim == 0 { return lab_binary(kernel.rawValue, x, 0, y, 1, r, result.size) }
    // A matrix with a row or a column, as in every layer of a network, needs no walk, which takes longer than the row.
    if result.ndim == 2, let a = RowSteps(a.dimensions, result.dimensions),
        let b = RowSteps(b.dimensions, result.dimensions)
    {
        let (rows, columns) = (result.dimensions[0], result.dimensions[1])
        return lab_binary_rows(kernel.rawValue, x, a.row, a.column, y, b.row, b.column, r, rows, columns)
    }
    let walk = Walk(
        shape: result.shape,
        strides: [broadcastStrides(a.shape, to: result.shape), broadcastStrides(b.shape, to: result.shape)])
    let (count, xStep, yStep) = (walk.innerCount, walk.innerStrides[0], walk.innerStrides[1])
    walk.forEachRun { run, starts in
        lab_binary(kernel.rawValue, x + starts[0], xStep, y + starts[1], yStep, r + run * count, count)
    }
}

/// How far apart the rows, and the columns, of an operand lie when it is read as a matrix of a given shape; 0 repeats it.
private struct RowSteps {
    let row, column: Int

    /// Nil for what is no row, column or matrix; the shapes are known to fit.
    init?(_ shape: ArrayShape, _ matrix: ArrayShape) {
        guard 1...2 ~= shape.count else { return nil }
        let columns = shape[shape.count - 1]
        column = columns == matrix[1] && columns != 1 ? 1 : 0
        row = shape.count == 2 && shape[0] == matrix[0] && shape[0] != 1 ? columns : 0
    }

    /// The operand of a recipe; nil for a single element.
    func operand(_ array: NDArray, _ matrix: ArrayShape) -> Recipe.Operand? {
        if array.dimensions == matrix { return .elements(array) }
        if row == 0, column == 0 { return nil }
        return Recipe.Operand(storage: array.storage, form: column == 1 ? .row : .column, offset: array.offset)
    }
}

func commonShape(_ call: String, _ a: ArrayShape, _ b: ArrayShape) -> ArrayShape {
    guard let shape = ArrayShape.common(a, b) else {
        stop(
            "\(call): operands could not be broadcast together with shapes \(shapeText(a.lengths)) "
                + "\(shapeText(b.lengths))")
    }
    return shape
}

/// An operation with a single number on the right, without an array made for it.
func arithmetic(_ kernel: BinaryKernel, _ a: consuming NDArray, scalar b: some ArrayScalar) -> NDArray {
    guard a.dtype == .float64 else { return arithmetic(kernel, a, b.asArray) }
    // The order of the elements does not matter: a transposed matrix stays transposed.
    var number = b.asDouble
    let count = a.size
    if Recipe.suits(count) {
        return Recipe.array(
            .binary(kernel), .elements(a), .number, number: number, dimensions: a.dimensions, count: count,
            isTransposed: a.isTransposed)
    }
    if a.isUnique {
        lab_binary(kernel.rawValue, a.start, 1, &number, 0, a.start, a.size)
        return a
    }
    let result = NDArray(undefined: a.dimensions, .float64, isTransposed: a.isTransposed)
    lab_binary(kernel.rawValue, a.start, 1, &number, 0, result.start, a.size)
    return result
}

/// An operation with a single number on the left, without an array made for it.
func arithmetic(_ kernel: BinaryKernel, scalar a: some ArrayScalar, _ b: consuming NDArray) -> NDArray {
    guard b.dtype == .float64 else { return arithmetic(kernel, a.asArray, b) }
    var number = a.asDouble
    let count = b.size
    if Recipe.suits(count) {
        return Recipe.array(
            .binary(kernel), .number, .elements(b), number: number, dimensions: b.dimensions, count: count,
            isTransposed: b.isTransposed)
    }
    if b.isUnique {
        lab_binary(kernel.rawValue, &number, 0, b.start, 1, b.start, b.size)
        return b
    }
    let result = NDArray(undefined: b.dimensions, .float64, isTransposed: b.isTransposed)
    lab_binary(kernel.rawValue, &number, 0, b.start, 1, result.start, b.size)
    return result
}

/// Whole numbers and truth values, which keep their kind. Sums wrap around as NumPy's do.
private func onWholes(_ kernel: BinaryKernel, _ a: NDArray, _ b: NDArray, _ kind: DType) -> NDArray {
    let result = combined(kernel.symbol, a.astype(.int64), b.astype(.int64)) { (x: Int, y: Int) -> Int in
        switch kernel {
        case .add: x &+ y
        case .subtract: x &- y
        case .multiply: x &* y
        case .maximum: max(x, y)
        case .minimum: min(x, y)
        case .divide: 0  // a quotient has decimals
        }
    }
    return result.astype(kind)
}

/// Two arrays of one kind, element by element, by any rule.
func combined<Element: ArrayElement, Value: ArrayElement>(
    _ call: String, _ a: NDArray, _ b: NDArray, _ rule: (Element, Element) -> Value
) -> NDArray {
    let shape = commonShape(call, a.dimensions, b.dimensions).lengths
    let walk = Walk(
        shape: shape, strides: [broadcastStrides(a.shape, to: shape), broadcastStrides(b.shape, to: shape)])
    let (xStep, yStep) = (walk.innerStrides[0], walk.innerStrides[1])
    return a.read(as: Element.self) { x in
        b.read(as: Element.self) { y in
            NDArray(shape: shape) { (result: UnsafeMutableBufferPointer<Value>) in
                walk.forEachRun { run, starts in
                    for i in 0..<walk.innerCount {
                        result[run * walk.innerCount + i] = rule(x[starts[0] + i * xStep], y[starts[1] + i * yStep])
                    }
                }
            }
        }
    }
}

extension NDArray {
    /// `self = self op other`, in place.
    mutating func update(_ kernel: BinaryKernel, _ other: NDArray) {
        guard ArrayShape.common(dimensions, other.dimensions) == dimensions else {
            stop(
                "\(kernel.symbol)=: operands could not be broadcast together with shapes \(shapeText(shape)) "
                    + "\(shapeText(other.shape)); the left one keeps its shape")
        }
        let kind = resultType(kernel, dtype, other.dtype)
        guard kind == dtype else {
            stop("\(kernel.symbol)=: a \(dtype) array cannot hold \(kind) results; use astype(.\(kind)) first")
        }
        guard dtype == .float64 else { return self = arithmetic(kernel, self, other) }
        makeWritable()
        let other = other.astype(.float64).contiguous
        if dimensions == other.dimensions {
            lab_binary(kernel.rawValue, start, 1, other.start, 1, start, size)
        } else {
            broadcasting(kernel, self, other, into: self)
        }
        withExtendedLifetime(other) {}
    }
}
