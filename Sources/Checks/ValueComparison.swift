import CellKit
import Notebook

/// Compares a value of a cell with the one that YAML writes.
struct ValueComparison {
    let tolerance: Tolerance

    /// What differs, or nil.
    func complaint(_ got: CellValue, _ expected: ExpectedValue) -> String? {
        switch expected {
        case .list(let elements): return listComplaint(got, elements, expected)
        case .object(let members): return objectComplaint(got, members)
        default: return scalarComplaint(got, expected)
        }
    }

    private func scalarComplaint(_ got: CellValue, _ expected: ExpectedValue) -> String? {
        let text = "expected \(expected.summary), got \(got.summary)"
        switch (expected, got.scalar) {
        case (.null, .null): return nil
        case (.bool(let want), .bool(let have)): return want == have ? nil : text
        case (.integer(let want), .int(let have)) where !tolerance.integers: return want == have ? nil : text
        case (.text(let want), .string(let have)): return want == have ? nil : textComplaint(have, want)
        case (.text(let want), .opaque(_, let have)): return want == have ? nil : text
        default: break
        }
        guard let want = expected.number, let have = got.scalar.number else { return text }
        return tolerance.accepts(have, expected: want) ? nil : "\(text): \(tolerance.explanation(have, expected: want))"
    }

    private func textComplaint(_ got: String, _ expected: String) -> String {
        guard got.contains("\n") || expected.contains("\n") else {
            return "expected \(quoted(expected)), got \(quoted(got))"
        }
        let exact = Tolerance(rtol: 0, atol: 0, equalNaN: true)
        return TextComparison(expected: expected, got: got, tolerance: exact).complaint(about: "text")
            ?? "the texts differ in their spaces"
    }

    private func listComplaint(_ got: CellValue, _ elements: [ExpectedValue], _ expected: ExpectedValue) -> String? {
        let (want, have) = (expected.shape, got.shape)
        if let want, let have, want != have { return "expected shape \(want), got shape \(have)" }
        if let numbers = expected.numbers, let values = got.numbers, have != nil, numbers.count == values.count {
            if case .tensor = got { return elementsComplaint(values, numbers, shape: have ?? []) }
        }
        guard case .array(let values) = got else { return "expected \(expected.summary), got \(got.summary)" }
        guard values.count == elements.count else {
            return "expected \(plural(elements.count, "element")), got \(values.count)"
        }
        for (index, pair) in zip(values, elements).enumerated() {
            if let found = complaint(pair.0, pair.1) { return "[\(index)] \(found)" }
        }
        return nil
    }

    /// The first element that differs, how many do, and the largest difference, as `numpy.testing.assert_allclose` says.
    private func elementsComplaint(_ got: [Double], _ expected: [Double], shape: [Int]) -> String? {
        let wrong = expected.indices.filter { !tolerance.accepts(got[$0], expected: expected[$0]) }
        guard let first = wrong.first else { return nil }
        var position: [Int] = []
        var rest = first
        for size in shape.reversed() {
            position.insert(rest % max(size, 1), at: 0)
            rest /= max(size, 1)
        }
        var text = "\(position) expected \(expected[first]), got \(got[first]): "
        text += tolerance.explanation(got[first], expected: expected[first])
        if expected.count > 1 {
            let largest = wrong.map { abs(got[$0] - expected[$0]) }.filter(\.isFinite).max() ?? .nan
            text += "; \(wrong.count) of \(expected.count) elements differ, at most by \(short(largest))"
        }
        return text
    }

    private func objectComplaint(_ got: CellValue, _ members: [String: ExpectedValue]) -> String? {
        guard case .object(let values) = got else {
            return "expected keys \(members.keys.sorted()), got \(got.summary)"
        }
        guard values.keys.sorted() == members.keys.sorted() else {
            return "expected keys \(members.keys.sorted()), got \(values.keys.sorted())"
        }
        for (key, expected) in members.sorted(by: { $0.key < $1.key }) {
            if let value = values[key], let found = complaint(value, expected) { return ".\(key) \(found)" }
        }
        return nil
    }
}
