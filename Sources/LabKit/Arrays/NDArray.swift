import CellKit

/// An array of numbers with a shape, as NumPy's `ndarray`: elements of one kind (``DType``), in row-major order.
///
/// It is a value: a copy or a slice shares memory until one of them is written. Names and rules are NumPy's, and
/// printing one writes what Python's `print` writes. A mistake in shapes stops the cell with a message that names both.
///
/// ```swift
/// let a: Matrix = [[1, 2], [3, 4]]
/// print(a.matmul(a.T) + 1)
/// // [[ 6 12]
/// //  [12 26]]
/// ```
public struct NDArray: @unchecked Sendable {
    var storage: Storage
    /// Where the array starts in its storage, in elements.
    var offset: Int
    /// The length of each axis.
    var dimensions: ArrayShape
    /// What the elements are.
    public internal(set) var dtype: DType
    /// Whether the memory holds the rows of the transposed matrix; only for two axes. A product reads it as it is.
    var isTransposed = false

    /// An array whose elements are still undefined.
    init(undefined dimensions: ArrayShape, _ dtype: DType, isTransposed: Bool = false) {
        self.isTransposed = isTransposed
        storage = Storage(byteCount: elementCount(dimensions) * dtype.byteSize)
        offset = 0
        self.dimensions = dimensions
        self.dtype = dtype
    }

    init(undefined shape: [Int], _ dtype: DType) { self.init(undefined: ArrayShape(shape), dtype) }

    /// Numbers that are there, or will be when they are asked for.
    init(storage: Storage, dimensions: ArrayShape, isTransposed: Bool) {
        self.storage = storage
        offset = 0
        self.dimensions = dimensions
        dtype = .float64
        self.isTransposed = isTransposed
    }

    /// Another look at the same elements.
    init(sharing array: NDArray, offset: Int, dimensions: ArrayShape) {
        storage = array.storage
        self.offset = offset
        self.dimensions = dimensions
        dtype = array.dtype
    }

    /// The length of each axis; empty for a single number.
    public var shape: [Int] { dimensions.lengths }

    /// The number of axes.
    public var ndim: Int { dimensions.count }

    /// The number of elements.
    public var size: Int { dimensions.size }

    /// The length of the first axis, as Python's `len`.
    public var count: Int {
        guard ndim > 0 else { stop("count: a single number has no length") }
        return dimensions[0]
    }
}

/// A matrix, shape (rows, columns). The same type as ``NDArray``; the name says what is meant.
public typealias Matrix = NDArray
/// A vector, shape (n).
public typealias Vector = NDArray
/// Class labels, shape (n), whole numbers.
public typealias Labels = NDArray

// MARK: Memory

extension NDArray {
    /// The elements as they lie in memory, which for a transposed matrix is column by column.
    func elements<Element: ArrayElement>(_: Element.Type = Element.self) -> UnsafeMutableBufferPointer<Element> {
        let start = storage.base.assumingMemoryBound(to: Element.self)
        return UnsafeMutableBufferPointer(start: start + offset, count: size)
    }

    var start: UnsafeMutablePointer<Double> { storage.base.assumingMemoryBound(to: Double.self) + offset }

    /// Whether nobody else sees this memory, so that it may be written.
    var isUnique: Bool {
        mutating get { isKnownUniquelyReferenced(&storage) }
    }

    /// The same array with memory of its own, row by row.
    mutating func makeWritable() {
        if isTransposed {
            self = contiguous
        } else if !isUnique {
            self = copied
        }
    }

    /// The same elements row by row.
    var contiguous: NDArray {
        guard isTransposed else { return self }
        let result = NDArray(undefined: dimensions, dtype)
        let (rows, columns) = (dimensions[1], dimensions[0])
        switch dtype {
        case .float64: lab_transpose(start, rows, columns, result.start)
        case .int64: transpose(elements(Int.self), rows, columns, result.elements())
        case .bool: transpose(elements(Bool.self), rows, columns, result.elements())
        }
        return result
    }

    private func transpose<Element>(
        _ source: UnsafeMutableBufferPointer<Element>, _ rows: Int, _ columns: Int,
        _ target: UnsafeMutableBufferPointer<Element>
    ) {
        for i in 0..<rows {
            for j in 0..<columns { target[j * rows + i] = source[i * columns + j] }
        }
    }

    private var copied: NDArray {
        let result = NDArray(undefined: dimensions, dtype)
        result.storage.base.copyMemory(
            from: storage.base + offset * dtype.byteSize, byteCount: size * dtype.byteSize)
        return result
    }

    /// Fills new elements from a rule over their positions in row-major order.
    init<Element: ArrayElement>(dimensions: ArrayShape, filling: (UnsafeMutableBufferPointer<Element>) -> Void) {
        self.init(undefined: dimensions, Element.dtype)
        filling(elements())
    }

    init<Element: ArrayElement>(shape: [Int], filling: (UnsafeMutableBufferPointer<Element>) -> Void) {
        self.init(dimensions: ArrayShape(shape), filling: filling)
    }

    /// Reads the elements row by row, whatever they are.
    func read<Element: ArrayElement, Result>(
        as _: Element.Type, _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        let array = self.astype(Element.dtype).contiguous
        return try withExtendedLifetime(array.storage) { try body(array.elements()) }
    }

    /// Calls the body with the elements under their own type, row by row.
    func withTyped<Result>(_ body: (any TypedElements) -> Result) -> Result {
        let array = contiguous
        return withExtendedLifetime(array.storage) {
            switch dtype {
            case .float64: body(array.elements(Double.self))
            case .int64: body(array.elements(Int.self))
            case .bool: body(array.elements(Bool.self))
            }
        }
    }
}

/// Elements whose type is known again: what a generic function takes from ``NDArray/withTyped(_:)``.
protocol TypedElements {
    associatedtype Element: ArrayElement
    var typed: UnsafeMutableBufferPointer<Element> { get }
}

extension UnsafeMutableBufferPointer: TypedElements where Element: ArrayElement {
    var typed: UnsafeMutableBufferPointer<Element> { self }
}
