import Foundation
import Notebook

/// Says that this process grades into a gradebook.
struct GradingLock {
    private let lock: FileLock

    /// - Throws: ``NotebookError`` when another process grades into it.
    init(_ gradebook: String) throws {
        // Programs that a grading started just when it was killed keep its lock for the moment until their exec.
        let deadline = ContinuousClock.now + .seconds(1)
        while true {
            if let lock = FileLock(gradebook + "-grading", mode: 0o644) {
                self.lock = lock
                return
            }
            let reason = errno
            guard reason == EWOULDBLOCK else {
                throw NotebookError(
                    "the file cannot be made: \(String(cString: strerror(reason)))", family: .unwritable,
                    file: gradebook + "-grading")
            }
            guard ContinuousClock.now < deadline else {
                throw NotebookError(
                    "another 'cellist grade' is grading into this gradebook", family: .unwritable, file: gradebook,
                    advice: "wait until it has finished, or give another output folder")
            }
            usleep(20_000)
        }
    }
}
