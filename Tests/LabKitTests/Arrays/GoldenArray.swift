import Foundation

@testable import LabKit

/// An array as make_arrays.py writes it: decimals as text, which also knows nan and inf.
struct GoldenArray: Decodable {
    let dtype: String
    let shape: [Int]
    let values: [Value]

    enum Value: Decodable {
        case text(String)
        case int(Int)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let int = try? container.decode(Int.self) {
                self = .int(int)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        var double: Double {
            switch self {
            case .text(let text): Double(text) ?? .nan
            case .int(let int): Double(int)
            }
        }

        var int: Int {
            switch self {
            case .text: 0
            case .int(let int): int
            }
        }
    }

    var array: NDArray {
        switch dtype {
        case "float64": NDArray(values.map(\.double), shape: shape)
        case "int64": NDArray(values.map(\.int), shape: shape)
        default: NDArray(values.map { $0.int != 0 }, shape: shape)
        }
    }
}
