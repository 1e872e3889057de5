import Synchronization

/// The stream of random numbers that NumPy's functions without an explicit generator draw from: `np.random.seed(1)` is
/// `Random.seed(1)`, `np.random.randn(2, 3)` is `Random.randn(2, 3)`. Before the first `seed` it starts somewhere else
/// in every process.
public let Random = RandomState()

/// NumPy's legacy stream of random numbers, `numpy.random.RandomState`: the same seed gives the same numbers, bit for bit.
///
/// The generator is MT19937; NumPy has promised since version 1.16 never to change this stream (NEP 19). A state may be
/// used from several threads, one call at a time, but then the order of the calls is up to chance.
///
/// ```swift
/// print(RandomState(7).randint(0, 10, [5]))   // [4 9 6 3 3]
/// ```
public final class RandomState: Sendable {
    let stream: Mutex<RandomStream>

    /// A stream that starts from `seed`, 0 to 2^32 - 1.
    /// - Precondition: `seed` is in that range.
    public init(_ seed: Int, file: StaticString = #fileID, line: UInt = #line) {
        stream = Mutex(checked(file, line) { () throws(LabError) in try Self.started(seed, "RandomState") })
    }

    /// A stream that starts from several numbers, each 0 to 2^32 - 1, as NumPy's `RandomState([1, 2])`.
    /// - Precondition: `seed` is not empty, its numbers are in that range.
    public init(_ seed: [Int], file: StaticString = #fileID, line: UInt = #line) {
        stream = Mutex(checked(file, line) { () throws(LabError) in try Self.started(seed, "RandomState") })
    }

    /// A stream that starts somewhere else in every process.
    public init() {
        stream = Mutex(RandomStream(MersenneTwister(key: (0..<8).map { _ in UInt32.random(in: 0 ... .max) })))
    }

    /// Starts the stream again from `seed`, 0 to 2^32 - 1.
    /// - Precondition: `seed` is in that range.
    public func seed(_ seed: Int, file: StaticString = #fileID, line: UInt = #line) {
        let fresh = checked(file, line) { () throws(LabError) in try Self.started(seed, "seed") }
        stream.withLock { $0 = fresh }
    }

    /// Starts the stream again from several numbers, each 0 to 2^32 - 1.
    /// - Precondition: `seed` is not empty, its numbers are in that range.
    public func seed(_ seed: [Int], file: StaticString = #fileID, line: UInt = #line) {
        let fresh = checked(file, line) { () throws(LabError) in try Self.started(seed, "seed") }
        stream.withLock { $0 = fresh }
    }

    /// Where the stream stands; give it to ``set_state(_:)`` to draw the same numbers again.
    public func get_state() -> SavedRandomState { SavedRandomState(stream: stream.withLock { $0 }) }

    /// Goes back (or over) to where another stream stood.
    public func set_state(_ state: SavedRandomState) { stream.withLock { $0 = state.stream } }

    private static func started(_ seed: Int, _ call: String) throws(LabError) -> RandomStream {
        guard let word = UInt32(exactly: seed) else {
            throw LabError(call, "seed", "is \(seed); it must be between 0 and 2**32 - 1")
        }
        return RandomStream(MersenneTwister(seed: word))
    }

    private static func started(_ seed: [Int], _ call: String) throws(LabError) -> RandomStream {
        guard !seed.isEmpty else { throw LabError(call, "seed", "is empty; it must hold one number or more") }
        var key: [UInt32] = []
        for part in seed {
            guard let word = UInt32(exactly: part) else {
                throw LabError(call, "seed", "holds \(part); each number must be between 0 and 2**32 - 1")
            }
            key.append(word)
        }
        return RandomStream(MersenneTwister(key: key))
    }
}

extension RandomState: CustomStringConvertible {
    public var description: String { "RandomState(MT19937)" }
}

/// Where a ``RandomState`` stands, as its `get_state` gives it.
public struct SavedRandomState: Sendable {
    let stream: RandomStream

    /// The generator's 624 words, as NumPy's `get_state()[1]`.
    public var key: [UInt32] { stream.twister.words }
    /// How many of the words were handed out, as NumPy's `get_state()[2]`.
    public var pos: Int { stream.twister.position }
    /// Whether a normal value waits for the next call of `randn`, as NumPy's `get_state()[3]`.
    public var has_gauss: Bool { stream.waitingGauss != nil }
    /// That value, or 0, as NumPy's `get_state()[4]`.
    public var cached_gaussian: Double { stream.waitingGauss ?? 0 }

    init(stream: RandomStream) { self.stream = stream }

    /// A state from the five parts of NumPy's `get_state()`.
    /// - Precondition: `key` holds 624 words, `pos` is 0 to 624.
    public init(
        key: [UInt32], pos: Int, has_gauss: Bool = false, cached_gaussian: Double = 0, file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.stream = checked(file, line) { () throws(LabError) in
            guard key.count == MersenneTwister.length else {
                throw LabError(
                    "SavedRandomState", "key", "has \(key.count) words; it must have \(MersenneTwister.length)")
            }
            guard 0...MersenneTwister.length ~= pos else {
                throw LabError(
                    "SavedRandomState", "pos", "is \(pos); it must be between 0 and \(MersenneTwister.length)")
            }
            var stream = RandomStream(MersenneTwister(words: key, position: pos))
            stream.waitingGauss = has_gauss ? cached_gaussian : nil
            return stream
        }
    }
}
