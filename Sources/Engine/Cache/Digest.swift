internal import CDigest
import Foundation

/// A SHA-256 digest: what an entry of the cache is called, and how it is known to be whole.
///
/// A cryptographic one, since marks rest on it: a student must not be able to write a cell that takes another's entry.
/// It hashes 250 MB/s; a cell's text, interface and library together are about 100 KB.
struct Digest: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(of data: some ContiguousBytes) {
        var builder = DigestBuilder()
        builder.add(raw: data)
        self = builder.digest
    }

    var description: String {
        String(decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

/// Takes up fields one after the other. A value: a copy goes on from where the original stands.
struct DigestBuilder {
    private var state = digest_sha256()

    init() { digest_start(&state) }

    mutating func add(raw data: some ContiguousBytes) {
        data.withUnsafeBytes { digest_add(&state, $0.baseAddress, $0.count) }
    }

    /// Each field with its length before it, so that no two lists of fields are the same bytes.
    mutating func add(_ text: String) {
        let bytes = Array(text.utf8)
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { digest_add(&state, $0.baseAddress, $0.count) }
        add(raw: bytes)
    }

    mutating func add(_ texts: [String]) {
        add("\(texts.count)")
        for text in texts { add(text) }
    }

    var digest: Digest {
        var copy = state
        return Digest(
            bytes: [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
                if let start = buffer.baseAddress { digest_finish(&copy, start) }
                count = 32
            })
    }
}
