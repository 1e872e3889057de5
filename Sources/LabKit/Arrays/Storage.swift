import Glibc

/// The memory of an array's elements: shared by copies and slices, written only by its single owner. The elements may still
/// be wanting: then a ``Recipe`` says how they come about, which happens when somebody asks for ``base``.
final class Storage: @unchecked Sendable {
    let byteCount: Int
    /// Nil as long as the elements are wanting.
    private var known: UnsafeMutableRawPointer?

    /// How the elements come about; nil where they were there from the start.
    let recipe: Recipe?
    /// The recipe's operands, until they are no longer needed.
    var left, right: Storage?
    /// The step of the evaluation under way that works the elements out.
    var step = -1

    /// Memory of undefined contents, aligned to a cache line, which vector loads cross without cost.
    init(byteCount: Int) {
        self.byteCount = byteCount
        recipe = nil
        known = Self.memory(byteCount)
    }

    /// Elements that are worked out when they are first asked for.
    init(_ recipe: Recipe, _ left: Storage?, _ right: Storage?) {
        byteCount = recipe.count * MemoryLayout<Double>.size
        self.recipe = recipe
        self.left = left
        self.right = right
    }

    var base: UnsafeMutableRawPointer {
        if let known { return known }
        evaluate(self)
        guard let known else { fatalError("the elements of an array were worked out and are not there") }
        return known
    }

    /// Where the elements are, if they are there; once they are, they stay.
    var place: UnsafeMutableRawPointer? { known }

    /// Puts the elements in their place, for all threads to see.
    func settle(_ memory: UnsafeMutableRawPointer) {
        left = nil
        right = nil
        lab_publish(&known, memory)
    }

    /// Hands the memory over to somebody else; nothing may ask for the elements afterwards.
    func giveUp() -> UnsafeMutableRawPointer? {
        defer { known = nil }
        return known
    }

    static func memory(_ byteCount: Int) -> UnsafeMutableRawPointer {
        guard let memory = lab_take(byteCount) else {
            fatalError("out of memory: an array needs \(byteCount) bytes")
        }
        return memory
    }

    deinit {
        if let known { lab_give(known, byteCount) }
    }
}

/// The number of elements of a shape; stops where no memory could hold them.
func elementCount(_ dimensions: ArrayShape) -> Int {
    if let count = dimensions.sizeAtOnce, count <= mostElements { return count }
    return elementCount(dimensions.lengths)
}

private func elementCount(_ shape: [Int]) -> Int {
    var count = 1
    for length in shape {
        let (product, overflows) = count.multipliedReportingOverflow(by: length)
        if overflows && !shape.contains(0) { tooLarge(shape) }
        count = overflows ? 0 : product
    }
    if count > mostElements { tooLarge(shape) }
    return count
}

private func tooLarge(_ shape: [Int]) -> Never {
    stop("shape \(shapeText(shape)): an array of so many elements does not fit into memory")
}

/// As many numbers as the machine's memory holds, and 8 TB of them at most: beyond it, counts of bytes would overflow. Asked
/// for more, the system may promise it all the same, and end the process when it is written.
private let mostElements: Int = {
    let bytes = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
    let elements = bytes.partialValue / MemoryLayout<Double>.size
    return bytes.overflow || elements <= 0 ? 1 << 40 : min(elements, 1 << 40)
}()

/// Stops where an argument asks for more elements than memory can hold.
func requireRoom(_ call: String, _ argument: String, _ count: Int) {
    guard count <= mostElements else {
        stop("\(call): '\(argument)' asks for \(count) elements, which do not fit into memory")
    }
}

/// What the elements of an array are. Operations on two kinds give the later one, as in NumPy.
public enum DType: Int, Sendable, Comparable, CustomStringConvertible {
    /// Truth values, one byte each.
    case bool
    /// Whole numbers of 64 bits.
    case int64
    /// Numbers with decimals, of double precision.
    case float64

    public static func < (a: DType, b: DType) -> Bool { a.rawValue < b.rawValue }

    /// NumPy's name: `bool`, `int64`, `float64`.
    public var description: String { ["bool", "int64", "float64"][rawValue] }

    var byteSize: Int { self == .bool ? 1 : 8 }
}

/// A Swift type that an array's memory holds: `Bool`, `Int`, `Double`.
protocol ArrayElement: Comparable, Sendable {
    static var dtype: DType { get }
    init(reading value: Double)
    var asDouble: Double { get }
    var asInt: Int { get }
}

extension Double: ArrayElement {
    static var dtype: DType { .float64 }
    init(reading value: Double) { self = value }
    public var asDouble: Double { self }
    /// Cut off towards zero, as NumPy's `astype(int)`; what has no whole number becomes the smallest, as there.
    var asInt: Int { Int(exactly: rounded(.towardZero)) ?? .min }
}

extension Int: ArrayElement {
    static var dtype: DType { .int64 }
    init(reading value: Double) { self = value.asInt }
    public var asDouble: Double { Double(self) }
    var asInt: Int { self }
}

extension Bool: ArrayElement, @retroactive Comparable {
    static var dtype: DType { .bool }
    init(reading value: Double) { self = value != 0 }
    var asDouble: Double { self ? 1 : 0 }
    var asInt: Int { self ? 1 : 0 }
    public static func < (a: Bool, b: Bool) -> Bool { !a && b }
}

/// Stops the cell with a message in NumPy's words. `fatalError`, because its text survives a release build; the session
/// then stands where it stood before the cell.
func stop(_ message: String) -> Never { fatalError(message) }
