import Foundation
import Testing

@testable import Engine

@Suite struct CacheEntryTests {
    static let key = Digest(of: Array("key".utf8))

    static func entry(librarySize: Int = 300) -> CacheEntry {
        CacheEntry(
            header: CacheEntry.Header(
                succeeded: true, showsResult: true, messages: "a.swift:1:1: warning: w\n",
                place: Place(file: "a.swift", line: 3),
                links: [LinkedLibrary(name: "Foundation", path: "/lib/libFoundation.so"), LinkedLibrary(name: "none")]),
            interface: Array("interface".utf8), library: [UInt8](repeating: 7, count: librarySize))
    }

    @Test func whatIsWrittenIsRead() throws {
        let read = try #require(CacheEntry(try Self.entry().encoded(key: Self.key), key: Self.key))
        #expect(read.header.messages == "a.swift:1:1: warning: w\n")
        #expect(read.header.place == Place(file: "a.swift", line: 3))
        #expect(read.header.links == Self.entry().header.links)
        #expect(read.interface == Self.entry().interface && read.library == Self.entry().library)
    }

    @Test func noPartOfAnEntryIsAnEntry() throws {
        let bytes = try Self.entry().encoded(key: Self.key)
        for count in 0..<bytes.count { #expect(CacheEntry(Array(bytes.prefix(count)), key: Self.key) == nil) }
        #expect(CacheEntry(bytes + [0], key: Self.key) == nil)
    }

    @Test func everyChangedByteIsNoticed() throws {
        let bytes = try Self.entry().encoded(key: Self.key)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(CacheEntry(changed, key: Self.key) == nil, "byte \(index)")
        }
    }

    @Test func anEntryUnderAnotherNameIsNone() throws {
        let bytes = try Self.entry().encoded(key: Self.key)
        #expect(CacheEntry(bytes, key: Digest(of: Array("other".utf8))) == nil)
    }
}
