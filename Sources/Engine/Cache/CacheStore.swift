import Foundation
import Notebook

/// Entries by key, in a folder that many processes use at once.
///
/// There is no lock on the way of a compile: an entry appears by a rename and goes by an unlink, and whoever has it open
/// keeps it. Two processes that compile the same cell at the same time both write it; the second one replaces the first by
/// its equal.
struct CacheStore: Sendable {
    let folder: Directory
    /// In bytes of entries.
    let bound: Int
    private let usage: Tally

    init(folder: Directory, bound: Int) {
        self.folder = folder
        self.bound = bound
        usage = Tally(folder: folder, name: "usage")
    }

    /// An entry that is whole and nobody else's; one that is not is removed, to be made again.
    func find(_ key: Digest) -> CacheEntry? {
        guard let bytes = folder.read(key.description, marksUse: true) else {
            // Something of that name that is not to be trusted would keep the entry from ever being used.
            if folder.about(key.description) != nil { folder.remove(key.description) }
            return nil
        }
        if let entry = CacheEntry(bytes, key: key) { return entry }
        folder.remove(key.description)
        return nil
    }

    /// - Throws: ``EngineError`` when the folder is full or cannot be written.
    func publish(_ entry: CacheEntry, key: Digest) throws {
        let bytes = try entry.encoded(key: key)
        guard bytes.count <= bound else { return }
        try folder.write(key.description, bytes)
        let before = usage.sum
        usage.add(bytes.count, 1)
        guard let before, before.first + bytes.count <= bound, before.pairs < Tally.manyPairs else { return trim() }
    }

    // MARK: Size

    struct Contents: Sendable, Equatable {
        var entries = 0
        var bytes = 0
    }

    private struct File {
        var name: String
        var bytes: Int
        var used: timespec
    }

    /// Counts the entries, and removes the least recently used until a tenth of the bound is free: a removal at every
    /// publication would read the folder each time.
    func trim() {
        // Where there is none, somebody else is at it.
        guard let lock = FileLock("lock", in: folder.descriptor, mode: 0o600) else { return }
        defer { withExtendedLifetime(lock) {} }
        var files = self.files()
        var total = files.reduce(0) { $0 + $1.bytes }
        if total > bound {
            files.sort { ($0.used.tv_sec, $0.used.tv_nsec) > ($1.used.tv_sec, $1.used.tv_nsec) }
            while total > bound - bound / 10, let oldest = files.popLast() {
                folder.remove(oldest.name)
                total -= oldest.bytes
            }
        }
        removeLeftovers()
        // Where this fails the next publication counts again.
        do { try usage.set(total, files.count) } catch { folder.remove(usage.name) }
    }

    func contents() -> Contents {
        files().reduce(into: Contents()) {
            $0.entries += 1
            $0.bytes += $1.bytes
        }
    }

    /// Removes all entries; what other processes are writing just now stays.
    func clear() -> Contents {
        let files = files()
        for file in files { folder.remove(file.name) }
        folder.remove(usage.name)
        removeLeftovers()
        return Contents(entries: files.count, bytes: files.reduce(0) { $0 + $1.bytes })
    }

    private func files() -> [File] {
        folder.names().compactMap { name in
            guard name.utf8.count == 64, let about = folder.about(name) else { return nil }
            return File(name: name, bytes: Int(about.st_size), used: about.st_mtim)
        }
    }

    /// Files that a killed process did not finish. An hour: no entry takes that long to write.
    private func removeLeftovers() {
        let now = time(nil)
        for name in folder.names() where name.hasPrefix(Directory.temporaryPrefix) {
            if let about = folder.about(name), now - about.st_mtim.tv_sec > 3600 { folder.remove(name) }
        }
    }
}
