import Engine
import Foundation

/// A folder that goes with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array((base + "/cellist-grade-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw GradingError("no folder can be made in \(base)") }
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? base }
    }

    deinit { _ = try? FileManager.default.removeItem(atPath: path) }
}
