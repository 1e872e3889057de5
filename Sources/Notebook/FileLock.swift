import Foundation

/// A file that one process holds at a time. The kernel lets go of it when the process ends, however it ends.
///
/// flock(2) belongs to the open file and not to the descriptor: a program that another thread is just starting holds a copy
/// of the descriptor until its exec, and with it the lock, also when all here have closed theirs. So it is given back first.
package final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes over the descriptor; nil, with `errno`, when somebody else holds the file.
    private init?(taking descriptor: Int32) {
        self.descriptor = descriptor
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    /// Holds the file at `path`, made if need be; nil, with `errno`, when somebody else holds it (`EWOULDBLOCK`) or it cannot
    /// be opened.
    ///
    /// - Parameter folder: the open folder that a relative path starts from.
    package convenience init?(_ path: String, in folder: Int32 = AT_FDCWD, mode: mode_t) {
        let descriptor = openat(folder, path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return nil }
        self.init(taking: descriptor)
    }

    deinit {
        let reason = errno
        flock(descriptor, LOCK_UN)
        close(descriptor)
        errno = reason
    }
}
