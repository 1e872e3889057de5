import Foundation
import Testing

@testable import Engine

private func key(_ number: Int) -> Digest { Digest(of: Array("\(number)".utf8)) }

@Suite struct CacheStoreTests {
    private let temporary: TemporaryFolder
    private let folder: Directory

    init() throws {
        temporary = try TemporaryFolder()
        folder = try Directory(trusted: temporary.path + "/cells")
    }

    private func size(librarySize: Int) throws -> Int {
        try CacheEntryTests.entry(librarySize: librarySize).encoded(key: key(0)).count
    }

    @Test func theLeastRecentlyUsedGo() throws {
        let one = try size(librarySize: 1000)
        let store = CacheStore(folder: folder, bound: one * 10)
        for number in 0..<10 {
            try store.publish(CacheEntryTests.entry(librarySize: 1000), key: key(number))
            // The clock's tick is coarser than a publication.
            setUsed(number, seconds: 1000 + number)
        }
        #expect(store.find(key(0)) != nil, "and with it used now")
        try store.publish(CacheEntryTests.entry(librarySize: 1000), key: key(10))
        #expect(store.contents().bytes <= one * 10)
        #expect(store.find(key(1)) == nil && store.find(key(2)) == nil)
        for number in [0, 3, 9, 10] { #expect(store.find(key(number)) != nil, "\(number)") }
    }

    private func setUsed(_ number: Int, seconds: Int) {
        var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        utimensat(folder.descriptor, key(number).description, &times, 0)
    }

    @Test func anEntryLargerThanAllIsNotKept() throws {
        let store = CacheStore(folder: folder, bound: 500)
        try store.publish(CacheEntryTests.entry(librarySize: 1000), key: key(0))
        #expect(store.contents() == CacheStore.Contents())
    }

    @Test func entriesThatNobodyCountedAreCounted() throws {
        let one = try size(librarySize: 1000)
        let generous = CacheStore(folder: folder, bound: one * 100)
        for number in 0..<20 { try generous.publish(CacheEntryTests.entry(librarySize: 1000), key: key(number)) }
        folder.remove("usage")
        let tight = CacheStore(folder: folder, bound: one * 10)
        try tight.publish(CacheEntryTests.entry(librarySize: 1000), key: key(20))
        #expect(tight.contents().bytes <= one * 10)
    }

    @Test func whatAKilledProcessLeftIsSweptAway() throws {
        let old = Directory.temporaryPrefix + "old", new = Directory.temporaryPrefix + "new"
        for name in [old, new] { try folder.write(name, [1, 2, 3]) }
        var times = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
        utimensat(folder.descriptor, old, &times, 0)
        CacheStore(folder: folder, bound: 1 << 20).trim()
        #expect(folder.about(old) == nil && folder.about(new) != nil)
    }

    @Test func readersNeverSeeHalfAnEntry() async throws {
        // Some 30 KB an entry, of which three or four fit: removal goes on all the time.
        let store = CacheStore(folder: folder, bound: 130_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask { [folder] in
                    for round in 0..<40 {
                        let number = (worker + round) % 5
                        try store.publish(CacheEntryTests.entry(librarySize: 30000 + number), key: key(number))
                        for other in 0..<5 {
                            guard let bytes = folder.read(key(other).description) else { continue }
                            #expect(CacheEntry(bytes, key: key(other))?.library.count == 30000 + other)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        store.trim()
        let contents = store.contents()
        #expect(contents.bytes <= 130_000 && contents.entries >= 1)
        #expect(folder.names().allSatisfy { !$0.hasPrefix(Directory.temporaryPrefix) })
    }

    @Test func anOpenEntrySurvivesItsRemoval() throws {
        let store = CacheStore(folder: folder, bound: 1 << 20)
        try store.publish(CacheEntryTests.entry(), key: key(0))
        let open = try #require(folder.open(key(0).description, O_RDONLY))
        #expect(store.clear().entries == 1)
        let bytes = try #require(open.readAvailable())
        #expect(CacheEntry(bytes, key: key(0)) != nil)
    }
}
