/// What a value in a cell is, in the terms that a check can compare: numbers, text, arrays, shapes.
///
/// Cells make one from any value (`CellValue(reflecting:)` for ordinary Swift values, ``CellValueConvertible`` for types
/// that know better); the host compares it with what was expected.
public indirect enum CellValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([CellValue])
    /// A rectangular array of numbers: `elements` in row-major order, `shape` as NumPy has it.
    case tensor(shape: [Int], elements: [Double])
    /// Labelled parts: a dictionary with text keys, or the stored properties of a struct.
    case object([String: CellValue])
    /// Anything else: its type's name and its description.
    case opaque(type: String, description: String)
}

/// A type that says itself what a check should compare, such as a matrix (its shape and elements).
public protocol CellValueConvertible {
    var cellValue: CellValue { get }
}
