import Foundation

/// Two numbers that many processes add to without waiting for each other: a file of pairs, appended to, whose sum counts.
struct Tally: Sendable {
    let folder: Directory
    let name: String
    /// More pairs than these are to be made one: reading them would cost more than a compile's noise.
    static let manyPairs = 2048

    struct Sum: Sendable, Equatable {
        var first = 0
        var second = 0
        var pairs = 0
    }

    /// Appends of this size are atomic.
    func add(_ first: Int, _ second: Int) {
        guard let file = folder.open(name, O_WRONLY | O_APPEND | O_CREAT) else { return }
        _ = file.writeAll(Self.pair(first, second))
    }

    /// nil where nothing has been counted yet.
    var sum: Sum? {
        guard let bytes = folder.read(name), bytes.count >= 16 else { return nil }
        var sum = Sum()
        bytes.withUnsafeBytes { buffer in
            for start in stride(from: 0, to: buffer.count - 15, by: 16) {
                sum.first &+= Int(buffer.loadUnaligned(fromByteOffset: start, as: Int64.self).littleEndian)
                sum.second &+= Int(buffer.loadUnaligned(fromByteOffset: start + 8, as: Int64.self).littleEndian)
                sum.pairs += 1
            }
        }
        return sum
    }

    /// What is added by others meanwhile may be lost: the cache counts itself anew from time to time.
    func set(_ first: Int, _ second: Int) throws { try folder.write(name, Self.pair(first, second)) }

    private static func pair(_ first: Int, _ second: Int) -> [UInt8] {
        [first, second].flatMap { number in withUnsafeBytes(of: Int64(number).littleEndian) { Array($0) } }
    }
}
