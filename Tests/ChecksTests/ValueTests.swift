import CellKit
import Engine
import Notebook
import Testing

@testable import Checks

@Suite struct ValueTests {
    private func complaint(_ yaml: String, _ value: CellValue?) throws -> String? {
        let outcome = Outcome(values: value.map { ["x": $0] } ?? [:])
        let verdict = try verdict("expect:\n  values:\n    x: \(yaml)", outcome)
        return verdict.passed ? nil : verdict.checks[0].message
    }

    private static let matrix = CellValue.tensor(shape: [2, 2], elements: [1, 2, 3, 4])

    @Test(
        arguments: [
            ("3", .int(3)), ("3", .double(3)), ("3.0", .int(3)), ("0.5", .double(0.5000001)), ("1e-9", .double(0)),
            ("true", .bool(true)),
            ("adam", .string("adam")), ("'3'", .string("3")), ("~", .null), ("[1, 2]", .array([.int(1), .int(2)])),
            ("[1, 2]", .tensor(shape: [2], elements: [1, 2])), ("[[1, 2], [3, 4]]", matrix),
            ("[[1, 2], [3, 4]]", .array([.array([.int(1), .int(2)]), .array([.int(3), .int(4)])])),
            ("[[1, 2], [3]]", .array([.array([.int(1), .int(2)]), .array([.int(3)])])), ("[]", .array([])),
            (".inf", .double(.infinity)),
            ("-.inf", .double(-.infinity)), ("red", .opaque(type: "Color", description: "red")),
            ("3", .tensor(shape: [], elements: [3])),
            ("{ shape: [2, 2] }", matrix), ("{ shape: [2] }", .array([.int(1), .int(2)])),
            ("{ range: [0, 1] }", .double(1)),
            ("{ range: [0, 4] }", matrix), ("{ min: 1 }", matrix), ("{ max: 4 }", matrix), ("{ finite: true }", matrix),
            ("{ finite: false }", .double(.nan)), ("{ value: 1, atol: 0.1 }", .double(1.05)),
            ("{ regex: '^ad' }", .string("adam")),
            ("{ value: .nan, equal_nan: true }", .double(.nan)),
            ("{ value: 100, rtol: 0.1, integers: true }", .int(101)),
            ("{ value: { a: 1, b: [x] } }", .object(["a": .int(1), "b": .array([.string("x")])])),
            ("{ value: [1, 2], shape: [2], range: [0, 3] }", .array([.int(1), .int(2)])), ("0.0", .double(-0.0)),
        ] as [(String, CellValue)])
    func theseAreAsExpected(yaml: String, value: CellValue) throws {
        #expect(try complaint(yaml, value) == nil)
    }

    @Test(
        arguments: [
            ("3", nil, "there is no value 'x'"),
            ("3", .int(4), "x: expected 3, got 4"),
            ("100000", .int(100001), "x: expected 100000, got 100001"),
            ("0.5", .double(0.6), "x: expected 0.5, got 0.6: |diff| 0.1 > allowed 5.01e-06"),
            ("3", .string("3"), "x: expected 3, got \"3\""),
            ("adam", .string("sgd"), "x: expected \"adam\", got \"sgd\""),
            ("true", .int(1), "x: expected true, got 1"),
            (
                ".nan", .double(.nan),
                "x: expected nan, got nan: nan equals nothing unless 'tolerance: { equal_nan: true }' is given"
            ),
            ("[1, 2, 3]", matrix, "x: expected shape [3], got shape [2, 2]"),
            ("{ shape: [2, 3] }", matrix, "x: expected shape [2, 3], got shape [2, 2]"),
            ("{ shape: [2] }", .int(3), "x: expected shape [2], got 3"),
            (
                "[[1, 2], [3, 5]]", matrix,
                "x: [1, 1] expected 5.0, got 4.0: |diff| 1 > allowed 5.001e-05; 1 of 4 elements differ, at most by 1"
            ),
            ("[1, a]", .array([.int(1), .string("b")]), "x: [1] expected \"a\", got \"b\""),
            ("[1, 2]", .array([.int(1)]), "x: expected shape [2], got shape [1]"),
            ("[1]", .tensor(shape: [1, 1], elements: [1]), "x: expected shape [1], got shape [1, 1]"),
            ("1", .tensor(shape: [1], elements: [1]), "x: expected 1, got [1.0] of shape [1]"),
            ("{ range: [0, 1] }", .double(1.5), "x: expected from 0.0 to 1.0, got 1.5"),
            ("{ range: [0, 1] }", .double(.nan), "x: expected from 0.0 to 1.0, got nan"),
            ("{ min: 2 }", matrix, "x: expected at least 2.0, got 1.0 at element 0"),
            ("{ max: 2 }", .string("a"), "x: expected numbers at most 2.0, got \"a\""),
            (
                "{ finite: true }", .array([.double(1), .double(.infinity)]),
                "x: expected finite numbers, got inf at element 1"
            ),
            ("{ min: 0 }", .array([]), "x: expected numbers at least 0.0, got none"),
            ("{ value: { a: 1 } }", .object(["b": .int(1)]), "x: expected keys [\"a\"], got [\"b\"]"),
            ("{ value: { a: 1 } }", .object(["a": .int(2)]), "x: .a expected 1, got 2"),
            ("red", .opaque(type: "Color", description: "blue"), "x: expected \"red\", got blue (Color)"),
            ("{ regex: '^b' }", .string("adam"), "x: /^b/ is not found in the value:\n  adam"),
            (".inf", .double(-.infinity), "x: expected inf, got -inf: not the same"),
        ] as [(String, CellValue?, String)])
    func theseAreNot(yaml: String, value: CellValue?, message: String) throws {
        #expect(try complaint(yaml, value) == message)
    }
}
