import Engine
import Foundation
import Notebook

/// What the kernel says it is, in `kernel_info_reply`.
struct KernelInfo {
    /// Cellist's.
    var version: String
    /// The compiler's: `6.3`.
    var swiftVersion: String

    var content: JSONObject {
        [
            "status": .string("ok"), "protocol_version": .string(Message.protocolVersion),
            "implementation": .string("cellist"), "implementation_version": .string(version),
            "language_info": .object(Notebook.languageInfo(version: swiftVersion)),
            "banner": .string("Cellist \(version): Swift \(swiftVersion), cell by cell"),
            "debugger": .bool(false), "supported_features": .array([]),
            "help_links": .array([
                ["text": .string("Swift"), "url": .string("https://docs.swift.org/swift-book/")]
            ]),
        ]
    }
}
