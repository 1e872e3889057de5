import Foundation

@testable import LabKit

/// A file of the folder Golden: what NumPy or scikit-learn computed, written by the scripts beside it.
func golden<Value: Decodable>(_ name: String, as: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try goldenData(name))
}

func goldenData(_ name: String) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    return try Data(contentsOf: folder.appendingPathComponent(name))
}

/// The largest difference of two lists, as a part of the second's largest number.
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    let scale = b.map(abs).max() ?? 0
    let difference = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    return difference == 0 ? 0 : difference / scale
}
