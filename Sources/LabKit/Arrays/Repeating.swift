/// Each element (or, along an axis, each row, column, …) `times` times in a row; without an axis, shape (size * times).
public func `repeat`(_ a: NDArray, _ times: Int, axis: Int? = nil) -> NDArray {
    guard times >= 0 else { stop("repeat: 'times' is \(times); it must not be negative") }
    requireRoom("repeat", "times", times)
    guard let axis else { return `repeat`(a.ravel(), times, axis: 0) }
    return `repeat`(a, [Int](repeating: times, count: a.shape[a.axisIndex(axis, "repeat")]), axis: axis)
}

/// Each element (or, along an axis, each row, column, …) as often as `times` says for it.
/// - Precondition: one number, 0 or more, for each element of the axis.
public func `repeat`(_ a: NDArray, _ times: [Int], axis: Int? = nil) -> NDArray {
    guard let axis else { return `repeat`(a.ravel(), times, axis: 0) }
    let place = a.axisIndex(axis, "repeat")
    guard times.count == a.shape[place], times.allSatisfy({ $0 >= 0 }) else {
        stop("repeat: 'times' is \(times); it must hold a number, 0 or more, for each of \(a.shape[place]) elements")
    }
    let places = times.indices.flatMap { [Int](repeating: $0, count: times[$0]) }
    return a.picked(along: place, places)
}

/// The whole array `times` times in a row, along its last axis.
public func tile(_ a: NDArray, _ times: Int) -> NDArray { tile(a, [times]) }

/// The whole array again and again, `times[k]` times along axis k; missing axes are put in front, on either side.
public func tile(_ a: NDArray, _ times: [Int]) -> NDArray {
    if let negative = times.first(where: { $0 < 0 }) {
        stop("tile: 'times' holds \(negative); it must not be negative")
    }
    for times in times { requireRoom("tile", "times", times) }
    let ndim = max(a.ndim, times.count)
    let counts = [Int](repeating: 1, count: ndim - times.count) + times
    var result = a.reshape([Int](repeating: 1, count: ndim - a.ndim) + a.shape)
    for (axis, count) in counts.enumerated() where count != 1 {
        let copies = [NDArray](repeating: result, count: max(count, 1))
        result = count == 0 ? split(result, [0], axis: axis)[0] : concatenate(copies, axis: axis)
    }
    return result
}

/// The elements in reverse order along an axis, or along all of them.
public func flip(_ a: NDArray, axis: Int? = nil) -> NDArray {
    guard let axis else { return (0..<a.ndim).reduce(a) { flip($0, axis: $1) } }
    let place = a.axisIndex(axis, "flip")
    return a.picked(along: place, (0..<a.shape[place]).reversed())
}

/// The elements moved `shift` places along an axis (or, without one, row by row); those pushed out come in again.
public func roll(_ a: NDArray, _ shift: Int, axis: Int? = nil) -> NDArray {
    guard let axis else { return roll(a.ravel(), shift, axis: 0).reshape(a.shape) }
    let place = a.axisIndex(axis, "roll")
    let length = a.shape[place]
    guard length > 0 else { return a }
    let start = ((-shift) % length + length) % length
    return a.picked(along: place, (0..<length).map { (start + $0) % length })
}

extension NDArray {
    /// The parts at some places of an axis.
    fileprivate func picked(along axis: Int, _ places: [Int]) -> NDArray {
        // The axis goes to the front, is picked from, and goes back.
        let order = [axis] + (0..<ndim).filter { $0 != axis }
        let back = (0..<ndim).map { axis in order.firstIndex(of: axis) ?? axis }
        return transpose(order).take(places, []).transpose(back)
    }
}
