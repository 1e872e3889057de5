import Foundation
import Testing

@testable import Grading

/// Submissions of students who did their best, with the points that they must get. The lab is worth 50: 10 and 6 for the batches,
/// 10 for the gradient, 10 for adam, 10 for the training and 4 for all together.
@Suite struct HonestTests {
    struct Case: Sendable, CustomStringConvertible {
        var name: String
        var regions: [String: String]
        var points: Double
        var description: String { name }

        init(_ name: String, _ points: Double, _ regions: [String: String] = [:]) {
            self.name = name
            self.points = points
            self.regions = regions
        }
    }

    @Test(arguments: cases) func eachMistakeCostsOnce(_ honest: Case) throws {
        let lab = try ShortLab.shared.get()
        let grade = try lab.grader.grade(lab.submission(honest.name, honest.regions))
        let told =
            grade.checks.map { "\($0.name): \($0.points) of \($0.maxPoints) \($0.message)" }
            + grade.solutions.map { "\($0.cell): \($0.ran) \($0.message)" } + grade.notes
        #expect(abs(grade.points - honest.points) < 1e-9, "\(told.joined(separator: "\n"))")
        #expect(grade.maxPoints == 50)
        #expect(grade.status == .graded, "\(grade.notes)")
    }

    @Test func aMissingCellCostsItsChecksAlone() throws {
        let lab = try ShortLab.shared.get()
        var submission = lab.submission()
        submission.cells["gradient"] = nil
        let grade = try lab.grader.grade(submission)
        #expect(grade.points == 50 - 10 - 4)
        #expect(grade.solutions.first { $0.cell == "gradient" }?.message.contains("no cell 'gradient'") == true)
    }

    @Test func aStudentsNumbersAreTheSameEachTime() throws {
        let lab = try ShortLab.shared.get()
        let plan = try GradingPlan(lab.notebook)
        let kim = LabBuild.variation(for: "kim", plan: plan)
        #expect(kim == LabBuild.variation(for: "kim", plan: plan))
        #expect(kim != LabBuild.variation(for: "lee", plan: plan))
    }

    /// Rows in order, which is right but for the shuffle; `%` stands for what is done with the rows before.
    private static func rows(_ before: String, batch: String = "batch_size", axis: Int = 1, from: String = "0")
        -> String
    {
        """
                var data = hstack([X, y])
                \(before)
                var start = \(from)
                while start < data.shape[0] {
                    let parts = split(data[start..<min(start + \(batch), data.shape[0])], [n_variables], axis: \(axis))
                    mini_batches.append((parts[0], parts[1]))
                    start += \(batch)
                }
        """
    }

    private static let shuffle = "Random.shuffle(&data)"

    private static let remainderless = """
                var data = hstack([X, y])
                Random.shuffle(&data)
                for i in 0..<(data.shape[0] / batch_size) {
                    let parts = split(data[i * batch_size..<(i + 1) * batch_size], [n_variables], axis: 1)
                    mini_batches.append((parts[0], parts[1]))
                }
        """

    private static func adam(
        m: String = "beta1 * memory.m + (1 - beta1) * grad",
        v: String = "beta2 * memory.v + (1 - beta2) * (grad * grad)",
        mc: String = "memory.m / (1 - pow(beta1, Double(iter)))",
        vc: String = "memory.v / (1 - pow(beta2, Double(iter)))",
        delta: String = "rate / (sqrt(vc) + epsilon) * mc"
    ) -> [String: String] {
        [
            "adam": """
                memory.m = \(m)
                memory.v = \(v)
                let mc = \(mc)
                let vc = \(vc)
                delta = \(delta)
            """
        ]
    }

    private static func train(
        batches: String = "create_mini_batches(X, y)", iter: String = "epoch + 1", epochs: String = "epochs",
        before: String = "", loss: String = "-log(a[y .> 0.5]).sum() / Double(X.shape[0])"
    ) -> [String: String] {
        [
            "train": """
                \(before)
                for epoch in 0..<\(epochs) {
                    for (X_mini, y_mini) in \(batches) {
                        adam(layer, memory, gradient(layer, X_mini, y_mini).dw, iter: \(iter))
                    }
                    let a = softmax(X.matmul(layer.wegt.T) + layer.bias)
                    losses.append(\(loss))
                }
            """
        ]
    }

    // Where all is run together the check has two halves of 2 points: how many losses are printed, and which.
    private static let third = 10.0 / 3

    static let cases: [Case] = [
        Case("perfect", 50),
        Case("empty stubs", 0, ["batches": "", "gradient": "", "adam": "", "train": ""]),
        // The lone stubs: `dw` stays zero and the loss at log 2, adam steps by the gradient itself.
        Case("batches stub", 50 - 16 - 2, ["batches": ""]),
        Case("gradient stub", 50 - 10 - 2, ["gradient": ""]),
        Case("train stub", 50 - 10 - 4, ["train": ""]),
        // Batches. The check: how many 4, the last one's shape 3, the first labels 3; the hidden one: sizes 3, sum 3.
        Case("no remainder batch", 50 - 7 - 6 - 2, ["batches": remainderless]),
        Case("no shuffle", 50 - 3 - 3 - 2, ["batches": rows("")]),
        Case("shuffled twice", 50 - 3 - 3 - 2, ["batches": rows(shuffle + "\n" + shuffle)]),
        Case("a seed of one's own", 50 - 3 - 3 - 2, ["batches": rows("Random.seed(42)\n" + shuffle)]),
        // With eight to a batch the last one of ten rows has two as well, and training takes eight by itself.
        Case("batch_size not heeded", 50 - 7 - 6, ["batches": rows(shuffle, batch: "8")]),
        Case("split along the wrong axis", 50 - 6 - 6 - 4, ["batches": rows(shuffle, axis: 0)]),
        Case("first row left out", 50 - 6 - 6 - 2, ["batches": rows(shuffle, from: "1")]),
        Case(
            "X and y shuffled apart", 50 - 3 - 3 - 2,
            [
                "batches": rows(
                    "var left = X, right = y\nRandom.shuffle(&left)\nRandom.shuffle(&right)\ndata = hstack([left, right])"
                )
            ]),
        Case("does not compile", 50 - 16 - 4, ["batches": "let x: Int = \"no\""]),
        Case("a name misspelt", 50 - 16 - 4, ["batches": rows("Random.shufle(&data)")]),
        Case("braces left open", 50 - 16 - 4, ["batches": "if true {"]),
        Case(
            "infinite loop", 50 - 16 - 4,
            ["batches": "var n = 0\nwhile mini_batches.isEmpty { n &+= 1; if n == -1 { print(n) } }"]),
        Case("index out of range", 50 - 16 - 4, ["batches": "_ = mini_batches[3]"]),
        Case(
            "calls itself without end", 50 - 16 - 4,
            ["batches": "return create_mini_batches(X, y, batch_size: batch_size)"]),
        Case("not written yet", 50 - 16 - 4, ["batches": "fatalError(\"not written yet\")"]),
        Case("uses a reference that is not there", 50 - 16 - 4, ["batches": "return reference_mini_batches(X, y)"]),
        Case("uses the reference's module", 50 - 16 - 4, ["batches": "return Cell99.create_mini_batches(X, y)"]),
        Case("prints junk", 50, ["batches": rows(shuffle + "\nprint(\"here!\", data.shape)")]),
        Case(
            "slow", 50,
            ["batches": rows(shuffle + "\nlet end = Date().addingTimeInterval(0.05)\nwhile Date() < end {}")]),
        // Gradient: weights 5, biases 5; training needs the weights alone.
        Case(
            "averaged gradients", 50 - 10 - 2,
            ["gradient": "let d = (a - y) / Double(X.shape[0])\ndw = d.T.matmul(X)\ndb = d.sum(axis: 0)"]),
        Case("averaged biases", 50 - 5, ["gradient": "let d = a - y\ndw = d.T.matmul(X)\ndb = d.mean(axis: 0)"]),
        Case("wrong axis", 50 - 5, ["gradient": "let d = a - y\ndw = d.T.matmul(X)\ndb = d.sum(axis: 1)"]),
        Case("wrong sign", 50 - 10 - 2, ["gradient": "let d = y - a\ndw = d.T.matmul(X)\ndb = d.sum(axis: 0)"]),
        Case("not transposed", 50 - 10 - 4, ["gradient": "let d = a - y\ndw = d.matmul(X)\ndb = d.sum(axis: 0)"]),
        // Adam: after three steps, with tiny gradients, and what is kept, a third each.
        Case("epsilon inside the root", 50 - 2 * third, adam(delta: "rate / sqrt(vc + epsilon) * mc")),
        Case("no bias correction", 50 - 2 * third - 2, adam(mc: "memory.m", vc: "memory.v")),
        Case(
            "the state corrected in place", 50 - 2 * third - 2,
            adam(m: "(beta1 * memory.m + (1 - beta1) * grad) / (1 - pow(beta1, Double(iter)))", mc: "memory.m")),
        Case("the moment not kept", 50 - 2 * third - 2, adam(m: "(1 - beta1) * grad")),
        Case(
            "the square of the moment", 50 - 2 * third - 2,
            adam(v: "beta2 * memory.v + (1 - beta2) * grad", vc: "abs(memory.v)")),
        // Training: how many losses 5, which 5, and once more together.
        Case("iter from 0", 50 - 5 - 2, train(iter: "epoch")),
        Case("all rows at once", 50 - 5 - 2, train(batches: "[(X: X, y: y)]")),
        Case("a loss that is no mean", 50 - 5 - 2, train(loss: "-log(a[y .> 0.5]).sum()")),
        Case("an epoch too few", 50 - 10 - 4, train(epochs: "(epochs - 1)")),
        Case("another way to write it", 50, train(batches: "Array(create_mini_batches(X, y).map { $0 })")),
    ]
}
