import Foundation
import Synchronization

/// A session's view of the cache: keys for its cells, entries for keys.
///
/// Nothing that goes wrong with it stops a cell: a cache that cannot be read or written is none, and a note says so once.
final class CellCache: Sendable {
    private let store: CacheStore
    private let base: DigestBuilder
    private let interfaces: InterfaceIndex
    private let counts: Tally
    private let state = Mutex(State())

    private struct State {
        var hits = 0
        var misses = 0
        var isWritable = true
        var note: String?
    }

    private init(base: String, bound: Int, toolchain: Toolchain, installation: Installation, scratch: String) throws {
        store = CacheStore(folder: try Directory(trusted: base + "/cells"), bound: bound)
        let statistics = try Directory(trusted: base + "/files")
        counts = Tally(folder: statistics, name: Self.countsName)
        self.base = CompileKey.base(toolchain: toolchain, installation: installation, memo: statistics)
        interfaces = InterfaceIndex(folder: scratch)
    }

    static let countsName = "counts"

    /// - Returns: no cache where none is wanted, or where none can be: then a note says why.
    static func open(
        _ location: CacheLocation, toolchain: Toolchain, installation: Installation, scratch: String
    ) -> (cache: CellCache?, note: String?) {
        guard let folder = location.folder else { return (nil, location.complaint) }
        do {
            let cache = try CellCache(
                base: folder, bound: location.bound, toolchain: toolchain, installation: installation, scratch: scratch)
            return (cache, location.complaint)
        } catch {
            return (nil, "compiled cells are not kept: \(error)")
        }
    }

    deinit {
        let (hits, misses) = state.withLock { ($0.hits, $0.misses) }
        guard hits + misses > 0 else { return }
        if let sum = counts.sum, sum.pairs >= Tally.manyPairs {
            do { try counts.set(sum.first, sum.second) } catch { return }
        }
        counts.add(hits, misses)
    }

    func key(for request: CellCompiler.Request, compiler: CellCompiler) -> CompileKey? {
        CompileKey(request, compiler: compiler, base: base, interfaces: interfaces)
    }

    /// - Parameter use: what to do with an entry; false where it does not fit after all.
    /// - Returns: whether an entry was used.
    func find(_ key: CompileKey, use: (CacheEntry) -> Bool) -> Bool {
        for binding in PlaceBinding.allCases where binding >= key.binding {
            if let entry = store.find(key.digest(binding)), use(entry) {
                state.withLock { $0.hits += 1 }
                return true
            }
        }
        state.withLock { $0.misses += 1 }
        return false
    }

    func publish(_ entry: CacheEntry, _ key: CompileKey, binding: PlaceBinding) {
        guard state.withLock({ $0.isWritable }) else { return }
        do {
            try store.publish(entry, key: key.digest(max(key.binding, binding)))
        } catch {
            state.withLock {
                $0.isWritable = false
                $0.note = "newly compiled cells are not kept: \(error)"
            }
        }
    }

    /// What went wrong since it was last asked, for the user.
    func takeNote() -> String? {
        state.withLock { state in
            defer { state.note = nil }
            return state.note
        }
    }
}

extension CellCompiler {
    /// A compiler with the cache that is wanted, or without one and with a note that says why.
    static func make(
        _ configuration: SessionConfiguration, _ toolchain: Toolchain, _ installation: Installation, folder: String
    ) -> (compiler: CellCompiler, note: String?) {
        let (cache, note) = CellCache.open(
            CacheLocation(configuration.cache), toolchain: toolchain, installation: installation, scratch: folder)
        let launcher = configuration.launcher
        let compiler = CellCompiler(
            toolchain: toolchain, installation: installation, folder: folder, options: configuration.compiler,
            cache: cache, launcher: launcher,
            // The user's own is out of reach of what is confined.
            moduleCache: launcher.isConfined ? folder + "/modules" : nil)
        return (compiler, note)
    }
}
