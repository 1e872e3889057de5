import Foundation
import Testing

@testable import Engine

@Suite struct DigestTests {
    /// The examples of FIPS 180-4 and of NIST's test vectors.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func itIsSHA256(_ text: String, _ expected: String) {
        #expect(Digest(of: Array(text.utf8)).description == expected)
    }

    @Test func piecesOfAnySizeMakeTheSameDigest() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for size in 1...130 {
            var builder = DigestBuilder()
            for start in stride(from: 0, to: bytes.count, by: size) {
                builder.add(raw: Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(builder.digest == Digest(of: bytes))
        }
    }

    @Test func fieldsDoNotRunIntoEachOther() {
        let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"]]
        let digests = lists.map { list in
            var builder = DigestBuilder()
            builder.add(list)
            return builder.digest
        }
        #expect(Set(digests).count == lists.count)
    }
}
