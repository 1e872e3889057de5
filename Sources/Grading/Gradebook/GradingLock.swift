import Foundation
import Notebook

/// Says that this process grades into a gradebook. The kernel lets go of it when the process ends, however it ends.
final class GradingLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``NotebookError`` when another process grades into it.
    init(_ gradebook: String) throws {
        let path = gradebook + "-grading"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw NotebookError(
                "the file cannot be made: \(String(cString: strerror(errno)))", family: .unwritable, file: path)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw NotebookError(
                "another 'cellist grade' is grading into this gradebook", family: .unwritable, file: gradebook,
                advice: "wait until it has finished, or give another output folder")
        }
    }

    deinit { close(descriptor) }
}
