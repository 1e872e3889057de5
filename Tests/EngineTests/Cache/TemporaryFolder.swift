import Foundation

/// A folder that goes with the test.
final class TemporaryFolder {
    let path = NSTemporaryDirectory() + "cellist-engine-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
