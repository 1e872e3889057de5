import Foundation
import Notebook
import Testing

@testable import JupyterKernel

/// Messages as frames, and their signatures.
@Suite struct MessageTests {
    private let signer = MessageSigner(key: KernelClient.key)
    private let parts = [
        #"{"msg_id": "1", "msg_type": "kernel_info_request"}"#, "{}", "{}", #"{"code": "print(\"값\")"}"#,
    ].map { Data($0.utf8) }
    private let delimiter = Data("<IDS|MSG>".utf8)

    /// The digits are those of Python's `hmac`.
    @Test func aSignatureIsThatOfPython() {
        let signature = String(decoding: signer.signature(of: parts), as: UTF8.self)
        #expect(signature == "ce5da643225c6b852489e7803bef6e29444d2a932da75847de36b4191d945fb7")
    }

    @Test func whatIsWrittenIsRead() throws {
        var message = Message(
            header: ["msg_id": .string("1"), "msg_type": .string("execute_request")], parent: ["a": .number("1.50")],
            content: ["code": .string("\"값\"\n")])
        message.identities = [Data([0, 1]), Data()]
        let read = try Message(frames: message.frames(signer: signer), signer: signer)
        #expect(read.identities == message.identities)
        #expect(read.header == message.header && read.parent == message.parent && read.content == message.content)
    }

    @Test func buffersAfterThePartsAreLeftOut() throws {
        let frames = [Data([7]), delimiter, signer.signature(of: parts)] + parts + [Data([1, 2, 3])]
        #expect(try Message(frames: frames, signer: signer).type == "kernel_info_request")
    }

    @Test func aWrongSignatureIsRefused() {
        for signature in ["", "00", String(repeating: "0", count: 64)] {
            let frames = [delimiter, Data(signature.utf8)] + parts
            #expect(throws: Message.Malformed.self) { try Message(frames: frames, signer: signer) }
        }
    }

    @Test(arguments: [
        [], ["{}"], ["not JSON", "{}", "{}", "{}"], ["[]", "{}", "{}", "{}"], ["{}", "{}", "{}", "{}"],
        [#"{"msg_id": 1, "msg_type": "a"}"#, "{}", "{}", "{}"],
    ])
    func whatIsNoMessageIsRefused(_ texts: [String]) {
        let parts = texts.map { Data($0.utf8) }
        let frames = [delimiter, signer.signature(of: parts)] + parts
        #expect(throws: Message.Malformed.self) { try Message(frames: frames, signer: signer) }
        #expect(throws: Message.Malformed.self) { try Message(frames: parts, signer: signer) }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let parts = [Data([0xFF])] + self.parts.dropFirst()
        let frames = [delimiter, signer.signature(of: parts)] + parts
        #expect(throws: Message.Malformed.self) { try Message(frames: frames, signer: signer) }
    }

    @Test func withoutAKeyNothingIsSigned() throws {
        let open = MessageSigner(key: "")
        #expect(open.signature(of: parts).isEmpty)
        #expect(try Message(frames: [delimiter, Data()] + parts, signer: open).type == "kernel_info_request")
    }

    @Test func aTimeHasMicroseconds() {
        #expect(MessageHeaders.text(Date(timeIntervalSince1970: 1_700_000_000.25)) == "2023-11-14T22:13:20.250000Z")
    }
}
