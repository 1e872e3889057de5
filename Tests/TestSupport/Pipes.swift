internal import CLinux
import Foundation

/// One end of a pipe, which no other child than the one it is meant for inherits.
final class PipeEnd {
    private(set) var number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close() }

    func close() {
        if number >= 0 { _ = Glibc.close(number) }
        number = -1
    }

    /// - Returns: the reading end and the writing end.
    static func pair() throws -> (PipeEnd, PipeEnd) {
        var ends: [Int32] = [0, 0]
        guard linux_pipe(&ends) == 0 else { throw TestSupportError("pipe: \(String(cString: strerror(errno)))") }
        return (PipeEnd(ends[0]), PipeEnd(ends[1]))
    }

    /// What is there, after `poll` has said that something is; empty at the end.
    func read() -> Data {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(number, &bytes, bytes.count)
        return Data(bytes.prefix(max(count, 0)))
    }

    /// Writes all of it; a reader that is gone is not our business.
    func write(_ data: Data) {
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(number, $0) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    private func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    }
}
