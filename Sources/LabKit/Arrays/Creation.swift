/// An array of zeros: `zeros(2, 3)` has shape (2, 3).
public func zeros(_ shape: Int...) -> NDArray { full(shape, 0.0) }

/// An array of zeros of the given shape.
public func zeros(_ shape: [Int]) -> NDArray { full(shape, 0.0) }

/// An array of ones: `ones(2, 3)` has shape (2, 3).
public func ones(_ shape: Int...) -> NDArray { full(shape, 1.0) }

/// An array of ones of the given shape.
public func ones(_ shape: [Int]) -> NDArray { full(shape, 1.0) }

/// An array of the given shape, every element the same number.
public func full(_ shape: [Int], _ value: Double) -> NDArray { filled(shape, value) }

/// An array of the given shape, every element the same whole number.
public func full(_ shape: [Int], _ value: Int) -> NDArray { filled(shape, value) }

/// An array of zeros with the shape and the kind of another.
public func zeros_like(_ a: NDArray) -> NDArray { full(a.shape, 0).astype(a.dtype) }

/// An array of ones with the shape and the kind of another.
public func ones_like(_ a: NDArray) -> NDArray { full(a.shape, 1).astype(a.dtype) }

/// An array with the shape of another, every element the same number.
public func full_like(_ a: NDArray, _ value: Double) -> NDArray { full(a.shape, value).astype(a.dtype) }

/// An array of the given shape whose elements wait to be written; here they are zeros.
public func empty(_ shape: Int...) -> NDArray { zeros(shape) }

/// An array with the shape and the kind of another whose elements wait to be written; here they are zeros.
public func empty_like(_ a: NDArray) -> NDArray { zeros_like(a) }

private func filled<Element: ArrayElement>(_ shape: [Int], _ value: Element) -> NDArray {
    guard shape.allSatisfy({ $0 >= 0 }) else { stop("negative dimensions are not allowed: \(shapeText(shape))") }
    return NDArray(shape: shape) { $0.initialize(repeating: value) }
}

/// 0, 1, … below `end`, whole numbers, shape (end).
public func arange(_ end: Int) -> NDArray { arange(0, end) }

/// From `start` on, below `end`, whole numbers.
/// - Precondition: `step` is not 0.
public func arange(_ start: Int, _ end: Int, _ step: Int = 1) -> NDArray {
    guard step != 0 else { stop("arange: 'step' is 0") }
    requireRoom("arange", "end", Int(min(1e18, (Double(end) - Double(start)) / Double(step))))
    return NDArray(Array(stride(from: start, to: end, by: step)))
}

/// 0.0, 1.0, … below `end`, shape (ceil(end)).
public func arange(_ end: Double) -> NDArray { arange(0, end) }

/// From `start` on, below `end`: ceil((end - start) / step) numbers, as NumPy counts them.
/// - Precondition: `step` is not 0.
public func arange(_ start: Double, _ end: Double, _ step: Double = 1) -> NDArray {
    let count = ((end - start) / step).rounded(.up)
    guard count.isFinite else { stop("arange: 'step' is \(step), from \(start) to \(end)") }
    requireRoom("arange", "end", count < 1e18 ? Int(count) : .max)
    // NumPy takes the step between the first two numbers as it came out, rounding included.
    let delta = (start + step) - start
    return NDArray((0..<max(0, Int(count))).map { start + Double($0) * delta })
}

/// `num` numbers from `start` to `end`, both included, evenly spaced.
public func linspace(_ start: Double, _ end: Double, _ num: Int = 50, endpoint: Bool = true) -> NDArray {
    guard num >= 0 else { stop("linspace: 'num' is \(num); it must not be negative") }
    requireRoom("linspace", "num", num)
    let parts = endpoint ? num - 1 : num
    guard parts > 0 else { return NDArray(num == 1 ? [start] : []) }
    let step = (end - start) / Double(parts)
    var values = (0..<num).map { Double($0) * step + start }
    if endpoint { values[num - 1] = end }
    return NDArray(values)
}

/// The identity matrix, shape (n, n), or (n, m) with ones where row and column agree.
/// - Parameters:
///   - n: rows.
///   - m: columns; as many as rows unless given.
///   - k: which diagonal holds the ones: 0 is the main one, those above are positive.
public func eye(_ n: Int, _ m: Int? = nil, k: Int = 0) -> NDArray {
    var result = zeros(n, m ?? n)
    let places = diagonal(n, m ?? n, k)
    result.withMutableDoubles { values in
        for place in places { values[place] = 1 }
    }
    return result
}

/// The identity matrix, shape (n, n).
public func identity(_ n: Int) -> NDArray { eye(n) }

/// Where the k-th diagonal of a matrix lies, in row-major order.
private func diagonal(_ rows: Int, _ columns: Int, _ k: Int) -> [Int] {
    (0..<max(0, rows)).filter { 0..<max(0, columns) ~= $0 + k }.map { $0 * columns + $0 + k }
}

/// The diagonal of a matrix, shape (n); or a square matrix with the vector on its diagonal.
/// - Parameters:
///   - a: shape (rows, columns) or (n).
///   - k: which diagonal: 0 is the main one, those above are positive.
public func diag(_ a: NDArray, _ k: Int = 0) -> NDArray {
    switch a.ndim {
    case 1:
        let n = a.count + abs(k)
        var result = zeros(n * n).astype(a.dtype)
        result[diagonal(n, n, k)] = a
        return result.reshape(n, n)
    case 2: return a.ravel()[diagonal(a.shape[0], a.shape[1], k)]
    default: stop("diag: 'a' has shape \(shapeText(a.shape)); it must have one or two axes")
    }
}

/// An array from Swift's own arrays: `array([1.5, 2])`, `array([[1, 2], [3, 4]])`.
public func array(_ values: [Double]) -> NDArray { NDArray(values) }
/// A vector from a Swift array of whole numbers, shape (n).
public func array(_ values: [Int]) -> NDArray { NDArray(values) }
/// A vector from a Swift array of truth values, shape (n).
public func array(_ values: [Bool]) -> NDArray { NDArray(values) }
/// - Precondition: the rows are of the same length.
public func array(_ rows: [[Double]]) -> NDArray { NDArray(rows.flatMap { $0 }, shape: rectangle(rows)) }
/// - Precondition: the rows are of the same length.
public func array(_ rows: [[Int]]) -> NDArray { NDArray(rows.flatMap { $0 }, shape: rectangle(rows)) }
/// - Precondition: the rows are of the same length.
public func array(_ rows: [[Bool]]) -> NDArray { NDArray(rows.flatMap { $0 }, shape: rectangle(rows)) }

private func rectangle<Element>(_ rows: [[Element]]) -> [Int] {
    let columns = rows.first?.count ?? 0
    if let bad = rows.firstIndex(where: { $0.count != columns }) {
        stop("array: its rows are not of the same length: row \(bad) has \(rows[bad].count), row 0 has \(columns)")
    }
    return [rows.count, columns]
}
