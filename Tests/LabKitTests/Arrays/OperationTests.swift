import Foundation
import Testing

@testable import LabKit

@Suite struct OperationTests {
    struct Operation: Decodable {
        let name: String
        let arrays: [GoldenArray]
        let numbers: [Double]
        let result: GoldenArray
    }

    typealias Rule = @Sendable ([NDArray], [Double]) -> NDArray

    static let rules: [String: Rule] = [
        "+": { a, _ in a[0] + a[1] }, "-": { a, _ in a[0] - a[1] }, "*": { a, _ in a[0] * a[1] },
        "/": { a, _ in a[0] / a[1] }, "maximum": { a, _ in maximum(a[0], a[1]) },
        "minimum": { a, _ in minimum(a[0], a[1]) }, ".==": { a, _ in a[0] .== a[1] }, ".!=": { a, _ in a[0] .!= a[1] },
        ".<": { a, _ in a[0] .< a[1] }, ".<=": { a, _ in a[0] .<= a[1] }, ".>": { a, _ in a[0] .> a[1] },
        ".>=": { a, _ in a[0] .>= a[1] }, "exp": { a, _ in exp(a[0]) }, "log": { a, _ in log(a[0]) },
        "sqrt": { a, _ in sqrt(a[0]) }, "abs": { a, _ in abs(a[0]) }, "square": { a, _ in square(a[0]) },
        "negate": { a, _ in -a[0] }, "tanh": { a, _ in tanh(a[0]) }, "floor": { a, _ in floor(a[0]) },
        "ceil": { a, _ in ceil(a[0]) }, "sign": { a, _ in sign(a[0]) }, "isnan": { a, _ in isnan(a[0]) },
        "log1p": { a, _ in log1p(a[0]) }, "round": { a, n in round(a[0], Int(n[0])) },
        "power": { a, _ in power(a[0], a[1]) }, "clip": { a, n in clip(a[0], n[0], n[1]) },
        "where": { a, _ in `where`(a[0], a[1], a[2]) }, "T": { a, _ in a[0].T },
        "matmul": { a, _ in a[0].matmul(a[1]) }, "hstack": { a, _ in hstack(a) }, "vstack": { a, _ in vstack(a) },
        "concatenate": { a, n in concatenate(a, axis: Int(n[0])) }, "stack": { a, n in stack(a, axis: Int(n[0])) },
        "column_stack": { a, _ in column_stack(a) },
        "split-second": { a, n in split(a[0], [Int(n[0])], axis: Int(n[1]))[1] },
        "array_split-second": { a, n in array_split(a[0], Int(n[0]))[1] },
        "repeat": { a, n in `repeat`(a[0], Int(n[0])) }, "tile": { a, n in tile(a[0], n.map { Int($0) }) },
        "outer": { a, _ in outer(a[0], a[1]) }, "mask": { a, _ in a[0][a[1]] }, "rows": { a, _ in a[0][a[1]] },
        "sort": { a, _ in sort(a[0]) }, "argsort": { a, _ in argsort(a[0]) }, "unique": { a, _ in unique(a[0]) },
        "unique_counts": { a, _ in unique_counts(a[0]).counts }, "trunc": { a, _ in trunc(a[0]) },
        "diag": { a, n in diag(a[0], Int(n[0])) }, "prod": { a, _ in NDArray(prod(a[0])) },
        "prod-axis": { a, n in prod(a[0], axis: Int(n[0])) }, "median": { a, _ in NDArray(median(a[0])) },
        "median-axis": { a, n in median(a[0], axis: Int(n[0])) }, "flip": { a, n in flip(a[0], axis: Int(n[0])) },
        "roll": { a, n in roll(a[0], Int(n[0]), axis: Int(n[1])) },
        "repeat-axis": { a, n in `repeat`(a[0], Int(n[0]), axis: Int(n[1])) },
        "power-half": { a, _ in a[0] ** 0.5 }, "dot": { a, _ in dot(a[0], a[1]) }, "mod": { a, _ in a[0] % a[1] },
        "floor_divide": { a, _ in floor_divide(a[0], a[1]) },
        "bincount": { a, _ in bincount(a[0]) }, "diff": { a, _ in diff(a[0]) },
        "arange": { _, n in arange(n[0], n[1], n[2]) }, "linspace": { _, n in linspace(n[0], n[1], Int(n[2])) },
        "eye": { _, n in eye(Int(n[0]), Int(n[1])) }, "astype-int": { a, _ in a[0].astype(.int64) },
        "sum": { a, _ in NDArray(a[0].sum()) }, "mean": { a, _ in NDArray(a[0].mean()) },
        "var": { a, _ in NDArray(a[0].var()) }, "std": { a, _ in NDArray(a[0].std()) },
        "max": { a, _ in NDArray(a[0].max()) }, "min": { a, _ in NDArray(a[0].min()) },
        "sum-axis": { a, n in a[0].sum(axis: Int(n[0])) },
        "sum-keep": { a, n in a[0].sum(axis: Int(n[0]), keepdims: true) },
        "mean-axis": { a, n in a[0].mean(axis: Int(n[0])) },
        "mean-keep": { a, n in a[0].mean(axis: Int(n[0]), keepdims: true) },
        "var-axis": { a, n in a[0].var(axis: Int(n[0])) },
        "var-keep": { a, n in a[0].var(axis: Int(n[0]), keepdims: true) },
        "std-axis": { a, n in a[0].std(axis: Int(n[0])) },
        "std-keep": { a, n in a[0].std(axis: Int(n[0]), keepdims: true) },
        "max-axis": { a, n in a[0].max(axis: Int(n[0])) },
        "max-keep": { a, n in a[0].max(axis: Int(n[0]), keepdims: true) },
        "min-axis": { a, n in a[0].min(axis: Int(n[0])) },
        "min-keep": { a, n in a[0].min(axis: Int(n[0]), keepdims: true) },
        "cumsum": { a, _ in a[0].cumsum() }, "cumsum-axis": { a, n in a[0].cumsum(axis: Int(n[0])) },
        "argmax": { a, _ in NDArray(a[0].argmax()) }, "argmin": { a, _ in NDArray(a[0].argmin()) },
        "argmax-axis": { a, n in a[0].argmax(axis: Int(n[0])) },
        "argmin-axis": { a, n in a[0].argmin(axis: Int(n[0])) },
        "all-axis": { a, n in a[0].all(axis: Int(n[0])) }, "any-axis": { a, n in a[0].any(axis: Int(n[0])) },
    ]

    /// Where NumPy and LabKit leave the last digit to their math libraries.
    static let inexact: Set = ["exp", "log", "tanh", "log1p", "power", "matmul", "dot"]

    @Test func operationsGiveNumPysNumbers() throws {
        let operations: [Operation] = try golden("operations.json")
        #expect(operations.count >= 100)
        for (k, operation) in operations.enumerated() {
            let rule = try #require(Self.rules[operation.name], "\(operation.name)")
            let result = rule(operation.arrays.map(\.array), operation.numbers)
            let expected = operation.result.array
            #expect(result.shape == expected.shape, "case \(k), \(operation.name)")
            #expect(result.dtype == expected.dtype, "case \(k), \(operation.name)")
            let tolerance = Self.inexact.contains(operation.name) ? 1e-14 : 0
            #expect(
                allclose(result, expected, rtol: tolerance, atol: tolerance, equal_nan: true),
                "case \(k), \(operation.name): \(result) is not \(expected)")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 64])
    func theResultOfExpDoesNotDependOnThePlaceInTheArray(_ count: Int) {
        let values = (0..<count).map { Double($0) / 7 - 3 }
        let alone = values.map { exp(NDArray([$0])).item }
        #expect(exp(NDArray(values)).doubles == alone)
    }
}
