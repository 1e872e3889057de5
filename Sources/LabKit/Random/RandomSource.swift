/// Where random numbers come from, as a parameter `random_state` takes it: a seed, or a ``RandomState`` that goes on from
/// where it stands. Without one, the numbers come from the notebook's own stream, `Random`.
public protocol RandomSource {
    /// The stream to draw from; `nil` if a number is no seed.
    var randomState: RandomState? { get }
}

extension Int: RandomSource {
    public var randomState: RandomState? { UInt32(exactly: self).map { RandomState(Int($0)) } }
}

extension RandomState: RandomSource {
    public var randomState: RandomState? { self }
}

/// The stream that a parameter `random_state` names.
func randomState(_ source: (any RandomSource)?, _ call: String) throws(LabError) -> RandomState {
    guard let source else { return Random }
    guard let state = source.randomState else {
        throw LabError(call, "random_state", "is \(source); a seed must be between 0 and 2**32 - 1")
    }
    return state
}
