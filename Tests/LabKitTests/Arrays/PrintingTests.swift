import Foundation
import Testing

@testable import LabKit

@Suite struct PrintingTests {
    struct Printed: Decodable {
        let text: String
        let array: GoldenArray

        init(from decoder: any Decoder) throws {
            array = try GoldenArray(from: decoder)
            text = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .text)
        }

        enum Key: CodingKey { case text }
    }

    @Test func arraysPrintAsPythonPrintsThem() throws {
        let cases: [Printed] = try golden("printed.json")
        #expect(cases.count >= 500)
        for printed in cases {
            let text = printed.array.array.description
            #expect(text == printed.text)
        }
    }

    @Test func aTransposedMatrixPrintsRowByRow() {
        let a: Matrix = [[1, 2, 3], [4, 5, 6]]
        #expect(a.T.description == "[[1 4]\n [2 5]\n [3 6]]")
    }
}
