import Foundation

/// A folder of the session's own, under `TMPDIR`. The warden removes it when the session ends in any way.
final class Scratch {
    let path: String

    init() throws {
        let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array((base + "/cellist-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw EngineError.system("making a folder in \(base)") }
        path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? base
        }
    }

    deinit { remove() }

    /// A library of another folder's, as a file of this one: linked where that can be, since nobody writes to it.
    func bring(_ library: String) throws -> String {
        let name = URL(fileURLWithPath: library).lastPathComponent
        let here = "\(path)/\(name)"
        if access(here, F_OK) == 0 { return here }
        for suffix in ["", ".place"] where access(library + suffix, R_OK) == 0 {
            if link(library + suffix, here + suffix) == 0 { continue }
            guard let bytes = FileManager.default.contents(atPath: library + suffix),
                FileManager.default.createFile(atPath: here + suffix, contents: bytes)
            else { throw EngineError.system("copying \(library) to \(path)") }
        }
        return here
    }

    func remove() {
        guard access(path, F_OK) == 0 else { return }
        _ = try? FileManager.default.removeItem(atPath: path)
    }
}
