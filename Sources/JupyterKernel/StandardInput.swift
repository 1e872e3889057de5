import Foundation

/// Cells of a kernel have nobody at a keyboard: what they read is empty, whatever the front end was started with.
enum StandardInput {
    static func makeEmpty() throws {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0, dup2(nothing, STDIN_FILENO) >= 0 else {
            throw KernelError(.unavailable, "/dev/null: \(String(cString: strerror(errno)))")
        }
        close(nothing)
    }
}
