import Foundation
import Synchronization

/// What the cells of a session import, and what their interfaces are now: what a later cell sees of them.
final class InterfaceIndex: Sendable {
    private let folder: String
    private let state = Mutex(State())

    private struct State {
        /// For each cell's module the cells' modules that it imports, and what its text says of places.
        var modules: [String: (imports: Set<String>, binding: PlaceBinding)] = [:]
        var digests: [String: (stamp: [Int], digest: Digest)] = [:]
    }

    init(folder: String) { self.folder = folder }

    func note(_ module: String, imports: Set<String>, binding: PlaceBinding) {
        state.withLock { $0.modules[module] = (imports, binding) }
    }

    /// Those of these names that are modules of cells.
    func known(among names: Set<String>) -> Set<String> {
        state.withLock { state in names.filter { state.modules[$0] != nil } }
    }

    /// All that the compiler reads when these modules are imported, with the digest of each interface.
    ///
    /// A changed function body leaves a module's interface as it is, byte for byte, and with it the keys of later cells.
    ///
    /// - Returns: nil when an interface is not there.
    func closure(of modules: Set<String>) -> (interfaces: [(module: String, digest: Digest)], binding: PlaceBinding)? {
        state.withLock { state in
            var waiting = Array(modules)
            var seen = modules
            var binding = PlaceBinding.none
            while let module = waiting.popLast() {
                guard let known = state.modules[module] else { return nil }
                binding = max(binding, known.binding)
                for imported in known.imports where seen.insert(imported).inserted { waiting.append(imported) }
            }
            var interfaces: [(module: String, digest: Digest)] = []
            for module in seen.sorted() {
                guard let digest = digest(of: module, &state) else { return nil }
                interfaces.append((module, digest))
            }
            return (interfaces, binding)
        }
    }

    /// Hashed once, and again when the interface was rewritten.
    private func digest(of module: String, _ state: inout State) -> Digest? {
        let path = "\(folder)/\(module).swiftmodule"
        var about = stat()
        guard stat(path, &about) == 0 else { return nil }
        let stamp = [Int(about.st_ino), Int(about.st_size), about.st_mtim.tv_sec, about.st_mtim.tv_nsec]
        if let kept = state.digests[module], kept.stamp == stamp { return kept.digest }
        guard let content = FileManager.default.contents(atPath: path) else { return nil }
        let digest = Digest(of: content)
        state.digests[module] = (stamp, digest)
        return digest
    }
}
