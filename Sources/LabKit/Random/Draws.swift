extension RandomState {
    /// One draw from the standard normal distribution N(0, 1).
    public func randn() -> Double { number { $0.gauss() } }

    /// Draws from N(0, 1): `randn(2, 3)` has shape (2, 3).
    /// - Precondition: no length is negative.
    public func randn(_ first: Int, _ rest: Int..., file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        array("randn", [first] + rest, named: "shape", file, line) { $0.gauss() }
    }

    /// One draw from N(0, 1), as ``randn()``.
    public func standard_normal() -> Double { number { $0.gauss() } }

    /// Draws from N(0, 1), shape `size`.
    /// - Precondition: no length is negative.
    public func standard_normal(
        _ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line
    ) -> NDArray {
        array("standard_normal", size, file, line) { $0.gauss() }
    }

    /// One number in [0, 1).
    public func rand() -> Double { number { $0.double() } }

    /// Numbers in [0, 1): `rand(2, 3)` has shape (2, 3).
    /// - Precondition: no length is negative.
    public func rand(_ first: Int, _ rest: Int..., file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        array("rand", [first] + rest, named: "shape", file, line) { $0.double() }
    }

    /// One number in [0, 1), as ``rand()``.
    public func random_sample() -> Double { number { $0.double() } }

    /// Numbers in [0, 1), shape `size`.
    /// - Precondition: no length is negative.
    public func random_sample(_ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        array("random_sample", size, file, line) { $0.double() }
    }

    /// One number in [0, 1), as ``rand()``.
    public func random() -> Double { number { $0.double() } }

    /// Numbers in [0, 1), shape `size`.
    /// - Precondition: no length is negative.
    public func random(_ size: some DrawSize, file: StaticString = #fileID, line: UInt = #line) -> NDArray {
        array("random", size, file, line) { $0.double() }
    }

    private func number(_ draw: (inout RandomStream) -> Double) -> Double { self.draw(draw) }
}

extension RandomState {
    /// Draws with the stream locked, so that the draws of one call follow each other.
    func draw<Value>(_ body: (inout RandomStream) -> Value) -> Value { stream.withLock { body(&$0) } }

    /// An array of draws, row by row.
    func array(
        _ call: String, _ size: some DrawSize, named argument: String = "size", _ file: StaticString, _ line: UInt,
        _ one: (inout RandomStream) -> Double
    ) -> NDArray {
        let shape = checked(file, line) { () throws(LabError) in try size.checkedShape(call, argument) }
        return draw { stream in
            NDArray(shape: shape) { (values: UnsafeMutableBufferPointer<Double>) in
                for i in values.indices { values[i] = one(&stream) }
            }
        }
    }

    /// An array of whole draws, row by row.
    func wholeArray(
        _ call: String, _ size: some DrawSize, _ file: StaticString, _ line: UInt,
        _ one: (inout RandomStream) -> Int
    ) -> NDArray {
        let shape = checked(file, line) { () throws(LabError) in try size.checkedShape(call) }
        return draw { stream in
            NDArray(shape: shape) { (values: UnsafeMutableBufferPointer<Int>) in
                for i in values.indices { values[i] = one(&stream) }
            }
        }
    }
}
