internal import Crypto
import Foundation

/// A SHA-256 digest: what an entry of the cache is called, and how it is known to be whole.
///
/// A cryptographic one, since marks rest on it: a student must not be able to write a cell that takes another's entry.
struct Digest: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(of data: some ContiguousBytes) {
        bytes = data.withUnsafeBytes { Array(SHA256.hash(data: $0)) }
    }

    var description: String {
        String(decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

/// Takes up fields one after the other. A value: a copy goes on from where the original stands.
struct DigestBuilder {
    private var hash = SHA256()

    mutating func add(raw data: some ContiguousBytes) {
        data.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// Each field with its length before it, so that no two lists of fields are the same bytes.
    mutating func add(_ text: String) {
        let bytes = Array(text.utf8)
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
        add(raw: bytes)
    }

    mutating func add(_ texts: [String]) {
        add("\(texts.count)")
        for text in texts { add(text) }
    }

    var digest: Digest { Digest(bytes: Array(hash.finalize())) }
}
