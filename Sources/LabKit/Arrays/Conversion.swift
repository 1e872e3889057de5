import CellKit

extension NDArray {
    /// An array of numbers with a decimal point.
    /// - Parameters:
    ///   - values: the elements, row by row.
    ///   - shape: its product must be the number of values; one axis when left out.
    public init(_ values: [Double], shape: [Int]? = nil) { self.init(row: values, shape) }

    /// An array of whole numbers.
    public init(_ values: [Int], shape: [Int]? = nil) { self.init(row: values, shape) }

    /// An array of truth values.
    public init(_ values: [Bool], shape: [Int]? = nil) { self.init(row: values, shape) }

    /// A single number, shape [].
    public init(_ value: Double) { self.init(row: [value], []) }

    /// A single whole number, shape [].
    public init(_ value: Int) { self.init(row: [value], []) }

    private init<Element: ArrayElement>(row values: [Element], _ shape: [Int]?) {
        let shape = shape ?? [values.count]
        guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == values.count else {
            stop("NDArray: \(values.count) values do not fill shape \(shapeText(shape))")
        }
        self.init(shape: shape) { _ = $0.initialize(from: values) }
    }

    /// The elements as another kind: decimals are cut off towards zero, what is not 0 is true.
    public func astype(_ kind: DType) -> NDArray {
        guard kind != dtype else { return self }
        switch kind {
        case .float64:
            return converted {
                $0.asDouble
            } double: {
                $0
            }
        case .int64:
            return converted {
                $0.asInt
            } double: {
                $0.asInt
            }
        case .bool:
            return converted {
                $0 != 0
            } double: {
                $0 != 0
            }
        }
    }

    private func converted<Element: ArrayElement>(
        _ int: (Int) -> Element, double: (Double) -> Element
    ) -> NDArray {
        let source = contiguous
        return NDArray(shape: shape) { (target: UnsafeMutableBufferPointer<Element>) in
            switch dtype {
            case .float64: for (i, value) in source.elements(Double.self).enumerated() { target[i] = double(value) }
            case .int64: for (i, value) in source.elements(Int.self).enumerated() { target[i] = int(value) }
            case .bool: for (i, value) in source.elements(Bool.self).enumerated() { target[i] = int(value ? 1 : 0) }
            }
            withExtendedLifetime(source) {}
        }
    }

    /// The elements row by row.
    public var doubles: [Double] { read(as: Double.self) { Array($0) } }

    /// The elements row by row, decimals cut off.
    public var ints: [Int] { read(as: Int.self) { Array($0) } }

    /// The elements row by row, true where they are not 0.
    public var bools: [Bool] { read(as: Bool.self) { Array($0) } }

    /// The one element.
    /// - Precondition: there is exactly one.
    public var item: Double {
        guard size == 1 else {
            stop("item: only an array with one element is a number; this one has shape \(shapeText(shape))")
        }
        switch dtype {
        case .float64: return elements(Double.self)[0]
        case .int64: return Double(elements(Int.self)[0])
        case .bool: return elements(Bool.self)[0] ? 1 : 0
        }
    }

    /// Lends the elements row by row, without copying them where they are decimals already.
    public func withDoubles<Result>(_ body: (UnsafeBufferPointer<Double>) throws -> Result) rethrows -> Result {
        try read(as: Double.self) { try body(UnsafeBufferPointer($0)) }
    }

    /// Lends the elements row by row, to be written.
    public mutating func withMutableDoubles<Result>(
        _ body: (UnsafeMutableBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
        if dtype != .float64 { self = astype(.float64) }
        makeWritable()
        defer { withExtendedLifetime(storage) {} }
        return try body(elements())
    }
}

extension Double {
    /// The one element of an array.
    /// - Precondition: it has exactly one.
    public init(_ array: NDArray) { self = array.item }
}

extension Int {
    /// The one element of an array, decimals cut off.
    /// - Precondition: it has exactly one.
    public init(_ array: NDArray) {
        // Not by way of Double, which cannot hold every whole number.
        self = array.dtype == .int64 && array.size == 1 ? array.elements(Int.self)[0] : array.item.asInt
    }
}

extension NDArray: CellValueConvertible {
    /// The array as a check reads it: a number, or a tensor with its shape.
    public var cellValue: CellValue {
        switch (ndim, dtype) {
        case (0, .float64): .double(item)
        case (0, .int64): .int(Int(self))
        case (0, .bool): .bool(item != 0)
        default: .tensor(shape: shape, elements: doubles)
        }
    }
}

extension NDArray: PictureSource {
    public var pictureRows: [[Double]] {
        guard ndim == 2 else { stop("a picture needs shape (rows, columns), not \(shapeText(shape))") }
        let values = doubles
        return (0..<shape[0]).map { Array(values[$0 * shape[1]..<($0 + 1) * shape[1]]) }
    }
}

/// A shape as Python writes a tuple: `(2, 3)`, `(4,)`, `()`.
func shapeText(_ shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
}
