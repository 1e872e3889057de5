import Foundation

/// Starts a thread that no signal reaches. Signals are for the main thread: a change of the window's size that another thread takes does
/// not wake the one that waits for keys.
public func detachQuietThread(_ body: @escaping @Sendable () -> Void) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    // A thread begins with the mask of the one that starts it.
    pthread_sigmask(SIG_SETMASK, &all, &before)
    Thread.detachNewThread(body)
    pthread_sigmask(SIG_SETMASK, &before, nil)
}
