import Foundation
import Testing

@testable import LabKit

/// A call that must stop its cell, and what the message must say.
struct Mistake: Sendable {
    let message: String
    let make: @Sendable () -> Void

    init(_ message: String, _ make: @escaping @Sendable () -> Void) {
        self.message = message
        self.make = make
    }
}

extension ExitTest.Result {
    /// What the process wrote to its standard error.
    var message: String { String(decoding: standardErrorContent, as: UTF8.self) }
}
