internal import CLinux
import Foundation
import Synchronization

/// A letter box from other threads to one that waits in `poll`.
final class Mailbox<Letter: Sendable>: @unchecked Sendable {
    /// Readable while there is something to take.
    let descriptor = linux_eventfd()
    private let letters = Mutex<[Letter]>([])

    deinit { close(descriptor) }

    /// - Parameter joining: puts the letter into the last one, where that can be.
    func post(_ letter: Letter, joining: (inout Letter) -> Bool = { _ in false }) {
        letters.withLock { letters in
            if let last = letters.indices.last, joining(&letters[last]) { return }
            letters.append(letter)
        }
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    func take() -> [Letter] {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
        return letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }
}
