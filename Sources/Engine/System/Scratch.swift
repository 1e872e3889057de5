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

    func remove() {
        guard access(path, F_OK) == 0 else { return }
        _ = try? FileManager.default.removeItem(atPath: path)
    }
}
