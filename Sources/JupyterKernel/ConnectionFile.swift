import Foundation
import Notebook

/// Where the front end waits for the kernel, and the key that both sign messages with.
///
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
struct ConnectionFile {
    private var transport: String
    private var address: String
    private var ports: [Channel: Int]
    let key: String

    /// - Throws: ``NotebookError`` where there is no such file, ``KernelError`` where it is no connection file.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw NotebookError.cannotOpen(path) }
        try self.init(String(decoding: data, as: UTF8.self), path: path)
    }

    init(_ text: String, path: String) throws {
        func bad(_ reason: String) -> KernelError {
            KernelError(
                .badConnectionFile, "\(path): not a connection file: \(reason)",
                advice: "Jupyter writes one when it starts a kernel: 'cellist kernel install' tells it of this one")
        }
        guard let object = JSON(text: text)?.object else { throw bad("it holds no JSON object") }
        transport = object["transport"]?.string ?? "tcp"
        guard ["tcp", "ipc"].contains(transport) else { throw bad("its transport is '\(transport)', not tcp or ipc") }
        guard let address = object["ip"]?.string else { throw bad("'ip' is missing") }
        self.address = address
        key = object["key"]?.string ?? ""
        let scheme = object["signature_scheme"]?.string ?? MessageSigner.scheme
        guard scheme == MessageSigner.scheme || key.isEmpty else {
            throw bad("its signature scheme is '\(scheme)', not '\(MessageSigner.scheme)'")
        }
        ports = [:]
        for channel in Channel.allCases {
            let name = channel == .heartbeat ? "hb_port" : channel.rawValue + "_port"
            guard let port = object[name]?.int, (1...65535).contains(port) else { throw bad("'\(name)' is no port") }
            ports[channel] = port
        }
    }

    /// As ZeroMQ writes it: `tcp://127.0.0.1:5555`, `ipc:///run/kernel-1`.
    func endpoint(of channel: Channel) -> String {
        "\(transport)://\(address)\(transport == "tcp" ? ":" : "-")\(ports[channel] ?? 0)"
    }
}
