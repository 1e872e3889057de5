import Crypto
import Foundation

/// Signs messages with the connection's key, so that no other user of the machine can have cells run.
struct MessageSigner {
    static let scheme = "hmac-sha256"

    /// Empty where messages are not signed.
    private let key: Data

    init(key: String) { self.key = Data(key.utf8) }

    /// Over the four parts of a message one after another, in hexadecimal digits.
    func signature(of parts: [Data]) -> Data {
        guard !key.isEmpty else { return Data() }
        return Data(code(of: parts).map { String(format: "%02x", $0) }.joined().utf8)
    }

    /// Takes the same time wherever the first difference is.
    func isRight(_ signature: Data, of parts: [Data]) -> Bool {
        guard !key.isEmpty else { return true }
        let right = self.signature(of: parts)
        guard right.count == signature.count else { return false }
        return zip(right, signature).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func code(of parts: [Data]) -> HMAC<SHA256>.MAC {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        for part in parts { code.update(data: part) }
        return code.finalize()
    }
}
