import Foundation
import Notebook
import Synchronization

/// Looks on a thread of its own for changes of a notebook's files, by inotify on their folder: editors that write a new file and
/// rename it are seen as well as those that write in place.
final class NotebookWatcher: Sendable {
    enum News {
        case changed(Notebook)
        /// The files cannot be read as they are now; perhaps they are half written.
        case unreadable(String)
        case stopped
    }

    private struct State {
        var news: News?
        var latest: [Cell]
    }

    private let path: String
    private let inotify: Int32
    private let state: Mutex<State>
    private let arrival = NSCondition()
    private let onNews: @Sendable () -> Void

    /// Editors write a file in several steps: a change counts when nothing has followed for so long.
    private static let quiet: Int32 = 20
    private static let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE

    /// - Parameter onNews: called on the watching thread, and again until the news are taken.
    /// - Throws: ``ShellError`` when the folder cannot be watched.
    init(_ notebook: Notebook, onNews: @escaping @Sendable () -> Void) throws {
        path = notebook.path
        state = Mutex(State(latest: notebook.cells))
        self.onNews = onNews
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let folder = notebook.format == .folder ? url.path : url.deletingLastPathComponent().path
        inotify = inotify_init1(Int32(IN_CLOEXEC))
        guard inotify >= 0, inotify_add_watch(inotify, folder, UInt32(Self.events)) >= 0 else {
            let reason = String(cString: strerror(errno))
            throw ShellError(
                "\(folder) cannot be watched: \(reason)",
                advice: "where the system's limit is reached, raise it: sysctl fs.inotify.max_user_instances=1024")
        }
        Thread.detachNewThread { self.watch() }
    }

    var hasNews: Bool { state.withLock { $0.news != nil } }

    /// Waits for what comes next.
    func next() -> News {
        arrival.lock()
        defer { arrival.unlock() }
        while true {
            if let news = state.withLock({ state in
                defer { state.news = nil }
                return state.news
            }) {
                return news
            }
            arrival.wait()
        }
    }

    /// Safe from a thread, not from a signal handler.
    func stop() { tell(.stopped) }

    // MARK: The watching thread

    private func watch() {
        while true {
            let isUntaken = remind()
            guard isReady(within: isUntaken ? 100 : -1) else { continue }
            guard takeUpEvents() else { continue }
            while isReady(within: Self.quiet) { _ = takeUpEvents() }
            look()
        }
    }

    private func isReady(within milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: inotify, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) > 0
    }

    /// - Returns: whether one of them is about a file that could be a cell's.
    private func takeUpEvents() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = read(inotify, &bytes, bytes.count)
        let head = MemoryLayout<inotify_event>.size
        var position = 0
        var isOurs = false
        while position + head <= count {
            let length = bytes[position..<(position + head)].withUnsafeBytes {
                $0.loadUnaligned(as: inotify_event.self).len
            }
            let name = bytes[(position + head)..<min(count, position + head + Int(length))].prefix { $0 != 0 }
            let text = String(decoding: name, as: UTF8.self)
            let isCell = [".swift", ".md", ".ipynb", ".yaml"].contains { text.hasSuffix($0) }
            if isCell, !text.hasPrefix(".") { isOurs = true }
            position += head + Int(length)
        }
        return isOurs
    }

    private func look() {
        do {
            let notebook = try Notebook.read(path)
            let isNew = state.withLock { state in
                defer { state.latest = notebook.cells }
                if case .unreadable = state.news { return true }
                return state.latest != notebook.cells
            }
            if isNew { tell(.changed(notebook)) }
        } catch {
            state.withLock { $0.latest = [] }
            tell(.unreadable("\(error)"))
        }
    }

    private func tell(_ news: News) {
        arrival.lock()
        state.withLock { $0.news = news }
        arrival.signal()
        arrival.unlock()
        _ = remind()
    }

    /// Only while they are not taken: a reminder that comes later would stop the cells that the news have led to.
    private func remind() -> Bool {
        state.withLock { state in
            if state.news != nil { onNews() }
            return state.news != nil
        }
    }
}
