import Notebook
import Testing

@testable import JupyterKernel

@Suite struct ConnectionFileTests {
    private let tcp = """
        {"shell_port": 1111, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
         "key": "abc", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": ""}
        """

    @Test func endpointsAreZeroMQs() throws {
        let file = try ConnectionFile(tcp, path: "k.json")
        #expect(file.key == "abc")
        #expect(file.endpoint(of: .shell) == "tcp://127.0.0.1:1111")
        #expect(file.endpoint(of: .heartbeat) == "tcp://127.0.0.1:5")
        let ipc = try ConnectionFile(KernelClient.connection("/run").line, path: "k.json")
        #expect(ipc.endpoint(of: .iopub) == "ipc:///run/k-2")
    }

    @Test(arguments: [
        ("\"hb_port\": 5", "\"hb_port\": \"x\"", "'hb_port' is no port"),
        ("\"stdin_port\": 3, ", "", "'stdin_port' is no port"),
        ("tcp", "epgm", "its transport is 'epgm'"), ("sha256", "md5", "signature scheme is 'hmac-md5'"),
        ("\"ip\"", "\"pi\"", "'ip' is missing"), ("{", "", "no JSON object"),
    ])
    func whatIsWrongIsNamed(_ part: String, _ other: String, _ complaint: String) throws {
        let error = try #require(throws: KernelError.self) {
            try ConnectionFile(tcp.replacing(part, with: other), path: "k.json")
        }
        #expect(error.description.contains(complaint))
        #expect(error.exitCode == 65)
    }
}
