import Foundation
import Notebook

/// One message of Jupyter's protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html
struct Message {
    /// The version of the protocol that this kernel speaks.
    static let protocolVersion = "5.4"

    /// Of who asks, where ZeroMQ keeps them; the answer goes there.
    var identities: [Data] = []
    var header: JSONObject
    /// The header of the request that this is about.
    var parent = JSONObject()
    var metadata = JSONObject()
    var content: JSONObject

    var type: String { header["msg_type"]?.string ?? "" }

    private static let delimiter = Data("<IDS|MSG>".utf8)

    /// A frame of a message that cannot be read, and why.
    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    init(header: JSONObject, parent: JSONObject = JSONObject(), content: JSONObject) {
        self.header = header
        self.parent = parent
        self.content = content
    }

    /// Reads what came over a socket. Buffers after the four parts are for widgets, and left out.
    ///
    /// - Throws: ``Malformed``; nothing of such a message is to be heeded.
    init(frames: [Data], signer: MessageSigner) throws {
        guard let place = frames.firstIndex(of: Self.delimiter), frames.count >= place + 6 else {
            throw Malformed(description: "a message without its parts")
        }
        let parts = Array(frames[(place + 2)..<(place + 6)])
        guard signer.isRight(frames[place + 1], of: parts) else {
            throw Malformed(description: "a message with a wrong signature")
        }
        let objects = try parts.map { part in
            guard let text = String(validating: part, as: UTF8.self), let object = JSON(text: text)?.object else {
                throw Malformed(description: "a message whose parts are no JSON objects")
            }
            return object
        }
        identities = Array(frames[..<place])
        (header, parent, metadata, content) = (objects[0], objects[1], objects[2], objects[3])
        guard !type.isEmpty, header["msg_id"]?.string != nil else {
            throw Malformed(description: "a message without 'msg_type' or 'msg_id'")
        }
    }

    func frames(signer: MessageSigner) -> [Data] {
        let parts = [header, parent, metadata, content].map { Data(JSON.object($0).line.utf8) }
        return identities + [Self.delimiter, signer.signature(of: parts)] + parts
    }
}

/// Makes the headers of one kernel's messages.
struct MessageHeaders {
    let session = UUID().uuidString.lowercased()
    private var count = 0

    mutating func next(_ type: String) -> JSONObject {
        count += 1
        return [
            "msg_id": .string("\(session)_\(count)"), "session": .string(session), "username": .string("kernel"),
            "date": .string(Self.text(Date())), "msg_type": .string(type),
            "version": .string(Message.protocolVersion),
        ]
    }

    /// `2026-11-24T15:06:37.123456Z`
    static func text(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        let whole = seconds.rounded(.down)
        let base = Date(timeIntervalSince1970: whole).formatted(.iso8601)
        return base.dropLast() + String(format: ".%06dZ", Int((seconds - whole) * 1e6))
    }
}
