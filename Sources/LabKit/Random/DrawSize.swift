/// How many numbers to draw: a count such as `5`, or the lengths of an array's axes such as `[3, 4]`.
public protocol DrawSize {
    /// The shape of the array that holds them.
    var drawnShape: [Int] { get }
}

extension Int: DrawSize {
    public var drawnShape: [Int] { [self] }
}

extension Array: DrawSize where Element == Int {
    public var drawnShape: [Int] { self }
}

extension DrawSize {
    /// The shape, once it is known to fit into memory; `argument` names it in the error.
    func checkedShape(_ call: String, _ argument: String = "size") throws(LabError) -> [Int] {
        let shape = drawnShape
        if let negative = shape.first(where: { $0 < 0 }) {
            throw LabError(call, argument, "holds \(negative); lengths must not be negative")
        }
        var bytes = MemoryLayout<Double>.size
        for length in shape where length > 0 {
            let (product, tooLarge) = bytes.multipliedReportingOverflow(by: length)
            if tooLarge { throw LabError(call, argument, "is \(shape), more numbers than memory can hold") }
            bytes = product
        }
        return shape
    }
}
