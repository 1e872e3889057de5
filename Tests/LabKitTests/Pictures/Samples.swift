import Foundation
import FoundationXML

@testable import LabKit

/// The fourth image of scikit-learn's digits, a three: pixels 0 to 16.
let three: [[Double]] = [
    [0, 0, 7, 15, 13, 1, 0, 0], [0, 8, 13, 6, 15, 4, 0, 0], [0, 2, 1, 13, 13, 0, 0, 0], [0, 0, 2, 15, 11, 1, 0, 0],
    [0, 0, 0, 1, 12, 12, 1, 0], [0, 0, 0, 0, 1, 10, 8, 0], [0, 0, 8, 4, 5, 14, 9, 0], [0, 0, 7, 13, 13, 9, 0, 0],
]

/// Whether `text` is one well-formed XML document.
func isWellFormed(_ text: String) -> Bool {
    let parser = XMLParser(data: Data(text.utf8))
    return parser.parse()
}

/// The message of the error that `draw` throws; empty when it throws none.
func problem(_ draw: () throws -> Any) -> String {
    do {
        _ = try draw()
        return ""
    } catch {
        return "\(error)"
    }
}
