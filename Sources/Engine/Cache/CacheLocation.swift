import Foundation

/// Where the cache is and how large it may grow, from the session's wish and the environment.
///
/// `CELLIST_CACHE` names a folder, or is `off`; `CELLIST_CACHE_SIZE` is a number of bytes, `500M` or `2G`. Without them
/// the folder is `$XDG_CACHE_HOME/cellist` or `~/.cache/cellist`.
struct CacheLocation: Sendable, Equatable {
    /// nil where there is to be none.
    var folder: String?
    var bound = Self.usualBound
    /// What of the environment could not be followed.
    var complaint: String?

    /// 2 GiB: some twenty thousand cells of 100 KB, and a small part of a student's disk.
    static let usualBound = 2 << 30

    init(_ wish: SessionConfiguration.Cache, environment: [String: String] = ProcessInfo.processInfo.environment) {
        if let size = environment["CELLIST_CACHE_SIZE"] {
            if let bytes = Self.bytes(size) {
                bound = bytes
            } else {
                complaint = "CELLIST_CACHE_SIZE is '\(size)': write a number of bytes, '500M' or '2G'; taken as 2G"
            }
        }
        switch wish {
        case .off: folder = nil
        case .folder(let path): folder = path
        case .standard: folder = environment["CELLIST_CACHE"] == "off" ? nil : Self.base(environment)
        }
    }

    /// The folder that the environment asks for; the compiler's own module cache is there too, whether cells are cached or not.
    static func base(_ environment: [String: String]) -> String? {
        if let named = environment["CELLIST_CACHE"], !named.isEmpty, named != "off" { return named }
        if let caches = environment["XDG_CACHE_HOME"], caches.hasPrefix("/") { return caches + "/cellist" }
        return environment["HOME"].map { $0 + "/.cache/cellist" }
    }

    static func bytes(_ text: String) -> Int? {
        let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
        let unit = text.uppercased().last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? text : String(text.dropLast())), number >= 0 else { return nil }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: unit ?? 1)
        return isTooLarge ? nil : bytes
    }

    /// Where the compiler keeps Clang modules (Glibc's and the like), built once a user and toolchain: 1 s for Foundation's.
    /// - Parameter scratch: used where the usual place cannot be written: the compiler would fail there.
    static func moduleCache(
        scratch: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        guard let base = base(environment), let folder = try? Directory(trusted: base + "/modules"),
            faccessat(folder.descriptor, ".", W_OK, AT_EACCESS) == 0
        else { return scratch + "/modules" }
        return folder.path
    }
}
