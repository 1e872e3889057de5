import CZeroMQ
import Foundation
import TestSupport

/// A front end's end of a channel.
final class ClientSocket {
    private let context: UnsafeMutableRawPointer
    private let socket: UnsafeMutableRawPointer

    /// - Parameter listens: for `iopub`; the others ask.
    init(_ endpoint: String, listens: Bool) throws {
        guard let context = zmq_ctx_new(), let socket = zmq_socket(context, listens ? ZMQ_SUB : ZMQ_DEALER) else {
            throw TestSupportError("ZeroMQ: \(String(cString: zmq_strerror(zmq_errno())))")
        }
        (self.context, self.socket) = (context, socket)
        var none: Int32 = 0
        zmq_setsockopt(socket, ZMQ_LINGER, &none, MemoryLayout<Int32>.size)
        zmq_setsockopt(socket, ZMQ_RCVHWM, &none, MemoryLayout<Int32>.size)
        if listens { zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0) }
        guard zmq_connect(socket, endpoint) == 0 else { throw TestSupportError("cannot connect to \(endpoint)") }
    }

    deinit {
        zmq_close(socket)
        zmq_ctx_term(context)
    }

    func send(_ frames: [Data]) {
        for (index, frame) in frames.enumerated() {
            let flags = index + 1 < frames.count ? ZMQ_SNDMORE : 0
            _ = frame.withUnsafeBytes { zmq_send(socket, $0.baseAddress, $0.count, flags) }
        }
    }

    /// Waits for a message.
    ///
    /// - Throws: ``TestSupportError`` when the other side hangs: nothing comes for two minutes.
    func receive() throws -> [Data] {
        var item = zmq_pollitem_t(socket: socket, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
        guard zmq_poll(&item, 1, 120_000) > 0 else { throw TestSupportError("the kernel says nothing") }
        var frames: [Data] = []
        repeat {
            var part = zmq_msg_t()
            zmq_msg_init(&part)
            defer { zmq_msg_close(&part) }
            guard zmq_msg_recv(&part, socket, 0) >= 0 else { throw TestSupportError("nothing can be received") }
            frames.append(zmq_msg_data(&part).map { Data(bytes: $0, count: zmq_msg_size(&part)) } ?? Data())
            if zmq_msg_more(&part) == 0 { return frames }
        } while true
    }
}
