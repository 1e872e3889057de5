import Foundation

/// What the build of these tests made beside them: the end-to-end tests run products of their own configuration.
public enum BuiltProducts {
    /// The folder of the running test bundle, which holds `cellist`, `cellist-worker`, `libCellRuntime.so` and `Modules`.
    public static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path

    /// - Throws: ``TestSupportError`` when `cellist` is not there.
    public static func cellist() throws -> String {
        let path = folder + "/cellist"
        guard access(path, X_OK) == 0 else {
            throw TestSupportError("there is no \(path): 'swift build --build-tests' makes it, with all products")
        }
        return path
    }
}

/// Why a test could not be made, or a program under test did not behave.
public struct TestSupportError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
