import Foundation

/// A place that the compiler was told a cell's text has.
struct Place: Hashable, Sendable, Codable {
    var file: String
    var line: Int
}

/// What compiling a cell came to, as one file of the cache.
///
/// One file rather than a folder of three: it appears whole by one rename, is checked by one digest and goes by one
/// unlink. Its parts are copied into the session's folder (0.1 ms for 100 KB) and never linked there: a cell can write to
/// its own library, and must not reach everyone's.
struct CacheEntry: Sendable {
    struct Header: Codable, Sendable {
        /// False for a cell that has errors: then there are messages only.
        var succeeded: Bool
        /// Which text these messages are about: the one that shows the last expression, or the plain one.
        var showsResult: Bool
        /// What the compiler said, word for word, with the session's folder taken out.
        var messages: String
        /// Where the text stood when it was compiled: in the messages and in the debug information.
        var place: Place
        /// What the linker was given, and what it would have been given if it had been there.
        var links: [LinkedLibrary]
    }

    var header: Header
    /// The `.swiftmodule`.
    var interface: [UInt8] = []
    /// The `.so`.
    var library: [UInt8] = []

    private static let magic = Array("CELLIST1".utf8)
    private static let headSize = 8 + 32

    /// magic, digest of all that follows, key, three lengths, the three parts.
    func encoded(key: Digest) throws -> [UInt8] {
        let header = try JSONEncoder().encode(header)
        var body = key.bytes
        for part in [header.count, interface.count, library.count] {
            withUnsafeBytes(of: UInt64(part).littleEndian) { body += $0 }
        }
        body += header
        body += interface
        body += library
        return Self.magic + Digest(of: body).bytes + body
    }

    /// nil for anything but the whole entry that was written under this key.
    init?(_ bytes: [UInt8], key: Digest) {
        let fixed = Self.headSize + 32 + 24
        guard bytes.count >= fixed, bytes.starts(with: Self.magic) else { return nil }
        let body = bytes[Self.headSize...]
        guard Array(bytes[8..<Self.headSize]) == Digest(of: body).bytes, body.starts(with: key.bytes) else {
            return nil
        }
        let lengths = (0..<3).map { part in
            (0..<8).reduce(0) { $0 | UInt64(bytes[Self.headSize + 32 + part * 8 + $1]) << (8 * UInt64($1)) }
        }
        guard lengths.allSatisfy({ $0 <= bytes.count }), lengths.reduce(UInt64(fixed), +) == bytes.count else {
            return nil
        }
        let interfaceStart = fixed + Int(lengths[0])
        let libraryStart = interfaceStart + Int(lengths[1])
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[fixed..<interfaceStart])) else {
            return nil
        }
        self.header = header
        interface = Array(bytes[interfaceStart..<libraryStart])
        library = Array(bytes[libraryStart...])
    }

    init(header: Header, interface: [UInt8] = [], library: [UInt8] = []) {
        (self.header, self.interface, self.library) = (header, interface, library)
    }
}
