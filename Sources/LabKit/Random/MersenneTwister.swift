/// The generator MT19937 of Matsumoto and Nishimura (ACM TOMACS 8, 1998), seeded as NumPy's legacy stream seeds it.
struct MersenneTwister: Sendable {
    static let length = 624
    private static let offset = 397

    /// The 624 words, and how many of them were handed out.
    private(set) var words: [UInt32]
    private(set) var position: Int

    /// `init_genrand` of the reference implementation.
    init(seed: UInt32) {
        words = Array(repeating: 0, count: Self.length)
        position = Self.length
        words[0] = seed
        for i in 1..<Self.length {
            let last = words[i - 1]
            words[i] = 1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(i)
        }
    }

    /// `init_by_array` of the reference implementation; `key` holds one word or more.
    init(key: [UInt32]) {
        self.init(seed: 19_650_218)
        var (i, j) = (1, 0)
        for _ in 0..<max(Self.length, key.count) {
            let last = words[i - 1]
            words[i] = (words[i] ^ ((last ^ (last >> 30)) &* 1_664_525)) &+ key[j] &+ UInt32(j)
            (i, j) = (i + 1, (j + 1) % key.count)
            if i == Self.length { (words[0], i) = (words[Self.length - 1], 1) }
        }
        for _ in 1..<Self.length {
            let last = words[i - 1]
            words[i] = (words[i] ^ ((last ^ (last >> 30)) &* 1_566_083_941)) &- UInt32(i)
            i += 1
            if i == Self.length { (words[0], i) = (words[Self.length - 1], 1) }
        }
        words[0] = 0x8000_0000
    }

    /// A saved state: 624 words, of which `position` were handed out.
    init(words: [UInt32], position: Int) {
        self.words = words
        self.position = position
    }

    mutating func next() -> UInt32 {
        if position == Self.length { refill() }
        var y = words[position]
        position += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c_5680
        y ^= (y << 15) & 0xefc6_0000
        return y ^ (y >> 18)
    }

    private mutating func refill() {
        words.withUnsafeMutableBufferPointer { words in
            func twist(_ a: UInt32, _ b: UInt32) -> UInt32 {
                let y = (a & 0x8000_0000) | (b & 0x7fff_ffff)
                return (y >> 1) ^ (0 &- (y & 1)) & 0x9908_b0df
            }
            for i in 0..<(Self.length - Self.offset) {
                words[i] = words[i + Self.offset] ^ twist(words[i], words[i + 1])
            }
            for i in (Self.length - Self.offset)..<(Self.length - 1) {
                words[i] = words[i + Self.offset - Self.length] ^ twist(words[i], words[i + 1])
            }
            words[Self.length - 1] = words[Self.offset - 1] ^ twist(words[Self.length - 1], words[0])
        }
        position = 0
    }
}
