import Foundation
import Testing

@testable import Notebook

@Suite struct FileLockTests {
    private func withPath(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cellist-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("lock").path)
    }

    @Test func oneHoldsItAtATime() throws {
        try withPath { path in
            var first = FileLock(path, mode: 0o600)
            #expect(first != nil)
            #expect(FileLock(path, mode: 0o600) == nil)
            #expect(errno == EWOULDBLOCK)
            withExtendedLifetime(first) {}
            first = nil
            #expect(FileLock(path, mode: 0o600) != nil)
        }
    }

    /// As the child of a fork does until its exec.
    @Test func itIsFreeAlsoWhereACopyOfItsDescriptorIsLeft() throws {
        try withPath { path in
            var lock = FileLock(path, mode: 0o600)
            let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
            let number = try #require(
                numbers.first {
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
                })
            let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
            defer { close(copy) }
            withExtendedLifetime(lock) {}
            lock = nil
            #expect(FileLock(path, mode: 0o600) != nil)
        }
    }

    @Test func aFolderThatIsNotThereIsSaid() throws {
        #expect(FileLock("/nowhere/lock", mode: 0o600) == nil)
        #expect(errno == ENOENT)
    }
}
