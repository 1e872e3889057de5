import CellKit
import Notebook

extension NamedExpectation {
    /// What is wrong with the value that came, or nil when nothing is.
    ///
    /// - Parameter tolerance: the expectation's own, where the value does not name one.
    func complaint(_ got: CellValue?, tolerance: Tolerance) -> String? {
        guard let got else { return "there is no value '\(name)'" }
        let complaints = [
            shape.flatMap { shapeComplaint($0, got) },
            value.flatMap { ValueComparison(tolerance: self.tolerance ?? tolerance).complaint(got, $0) },
            boundsComplaint(got),
            finite.flatMap { finiteComplaint($0, got) },
            regex.flatMap { missing($0, in: got.text, of: "the value") },
        ]
        guard let first = complaints.compactMap({ $0 }).first else { return nil }
        return "\(name): \(first)"
    }

    private func shapeComplaint(_ wanted: [Int], _ got: CellValue) -> String? {
        let shape = got.shape
        return shape == wanted ? nil : "expected shape \(wanted), got " + (shape.map { "shape \($0)" } ?? got.summary)
    }

    private func boundsComplaint(_ got: CellValue) -> String? {
        guard minimum != nil || maximum != nil else { return nil }
        guard let numbers = got.numbers else { return "expected numbers \(bounds), got \(got.summary)" }
        guard !numbers.isEmpty else { return "expected numbers \(bounds), got none" }
        for (index, number) in numbers.enumerated() {
            if let minimum, !(number >= minimum) { return outside(number, index, numbers.count) }
            if let maximum, !(number <= maximum) { return outside(number, index, numbers.count) }
        }
        return nil
    }

    private func outside(_ number: Double, _ index: Int, _ count: Int) -> String {
        "expected \(bounds), got \(number)" + (count > 1 ? " at element \(index)" : "")
    }

    private var bounds: String {
        switch (minimum, maximum) {
        case (let low?, let high?): "from \(low) to \(high)"
        case (let low?, nil): "at least \(low)"
        case (nil, let high?): "at most \(high)"
        case (nil, nil): ""
        }
    }

    private func finiteComplaint(_ wanted: Bool, _ got: CellValue) -> String? {
        guard let numbers = got.numbers else { return "expected numbers, got \(got.summary)" }
        let index = numbers.firstIndex { !$0.isFinite }
        switch (wanted, index) {
        case (true, let index?):
            return "expected finite numbers, got \(numbers[index])" + (numbers.count > 1 ? " at element \(index)" : "")
        case (false, nil): return "expected a number that is not finite, and all are"
        default: return nil
        }
    }
}
