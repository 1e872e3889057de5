internal import CZeroMQ
import Foundation

/// What ZeroMQ's sockets of this process share.
final class SocketContext {
    fileprivate let pointer: UnsafeMutableRawPointer

    init() throws {
        guard let pointer = zmq_ctx_new() else { throw SocketContext.failure("making a ZeroMQ context") }
        self.pointer = pointer
    }

    // Waits until what was sent last is on its way, at most the sockets' linger.
    deinit { zmq_ctx_term(pointer) }

    static func failure(_ what: String) -> KernelError {
        KernelError(.unavailable, "\(what): \(String(cString: zmq_strerror(zmq_errno())))")
    }
}

/// One socket of ZeroMQ, for one thread.
final class Socket {
    enum Kind {
        /// Answers those who ask, each by its identity.
        case router
        /// Sends to all who have subscribed, and hears who does.
        case publisher

        fileprivate var number: Int32 {
            switch self {
            case .router: ZMQ_ROUTER
            case .publisher: ZMQ_XPUB
            }
        }
    }

    let pointer: UnsafeMutableRawPointer
    private let context: SocketContext

    init(_ kind: Kind, in context: SocketContext) throws {
        guard let pointer = zmq_socket(context.pointer, kind.number) else {
            throw SocketContext.failure("making a ZeroMQ socket")
        }
        self.pointer = pointer
        self.context = context
        // Outputs are not dropped because a front end is slow to take them: the cell's own limit bounds them.
        set(ZMQ_SNDHWM, 0)
        set(ZMQ_RCVHWM, 0)
        set(ZMQ_LINGER, 1000)
        // Each new listener is told of, also when another has the same subscription.
        if kind == .publisher { set(ZMQ_XPUB_VERBOSE, 1) }
    }

    deinit { zmq_close(pointer) }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size)
    }

    func bind(_ endpoint: String) throws {
        guard zmq_bind(pointer, endpoint) == 0 else { throw SocketContext.failure("listening at \(endpoint)") }
    }

    /// Never waits: a message to somebody who is gone is dropped.
    func send(_ frames: [Data]) {
        for (index, frame) in frames.enumerated() {
            let flags = ZMQ_DONTWAIT | (index + 1 < frames.count ? ZMQ_SNDMORE : 0)
            let sent = frame.withUnsafeBytes { bytes in
                var count: Int32
                repeat {
                    count = zmq_send(pointer, bytes.baseAddress, bytes.count, flags)
                } while count < 0
                    && zmq_errno() == EINTR
                return count
            }
            if sent < 0 { return }
        }
    }

    /// The frames of the next message; nil where none waits.
    func receive() -> [Data]? {
        var frames: [Data] = []
        while true {
            var part = zmq_msg_t()
            zmq_msg_init(&part)
            defer { zmq_msg_close(&part) }
            guard zmq_msg_recv(&part, pointer, ZMQ_DONTWAIT) >= 0 else {
                if zmq_errno() == EINTR { continue }
                return nil
            }
            let count = zmq_msg_size(&part)
            frames.append(zmq_msg_data(&part).map { Data(bytes: $0, count: count) } ?? Data())
            if zmq_msg_more(&part) == 0 { return frames }
        }
    }

    /// Waits until one of these has something to say.
    ///
    /// - Parameter milliseconds: at most so long; -1 for ever.
    static func wait(for sockets: [Socket], descriptors: [Int32], milliseconds: Int) {
        var items = sockets.map { zmq_pollitem_t(socket: $0.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }
        items += descriptors.map { zmq_pollitem_t(socket: nil, fd: $0, events: Int16(ZMQ_POLLIN), revents: 0) }
        // Interrupted by a signal: whoever calls looks for that anyway.
        _ = zmq_poll(&items, Int32(items.count), milliseconds)
    }
}
