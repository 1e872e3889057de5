import Foundation
import Grading
import Notebook

/// A lab of two solution cells, two visible checks and a hidden one.
enum SmallLab {
    static let text = #"""
        // %% [markdown]
        // # Sums and means

        // %% Numbers
        //| id: numbers
        //| role: setup
        let numbers = [3.0, 1.0, 2.0]

        // %% total
        //| id: total
        //| role: solution
        //| hints: [ Begin with 0. ]
        func total(_ x: [Double]) -> Double {
            var sum = 0.0
            // ### START CODE HERE ###
            for value in x { sum += value }
            // ### END CODE HERE ###
            return sum
        }

        // %% total of three
        //| id: total-check
        //| role: check
        //| points: 4
        //| hints: [ Is every number added? ]
        //| expect: { values: { three: 6.0 } }
        let three = total(numbers)

        // %% spread
        //| id: spread
        //| role: solution
        func spread(_ x: [Double], kind: String) -> Double {
            if kind == "range" {
                // ### START CODE HERE ###
                let low = x.min() ?? 0
                let high = x.max() ?? 0
                return high - low
                // ### END CODE HERE ###
            } else if kind == "mean" {
                // ### START CODE HERE ###
                return total(x) / Double(x.count)
                // ### END CODE HERE ###
            }
            return 0
        }

        // %% spread of three
        //| id: spread-check
        //| role: check
        //| points: 4
        //| expect: { values: { wide: 2.0, middle: 2.0 } }
        let wide = spread(numbers, kind: "range")
        let middle = spread(numbers, kind: "mean")

        // %% Other numbers
        //| id: secret-check
        //| role: hidden
        //| points: 2
        //| hints: [ Try numbers below zero. ]
        //| expect: { values: { below: -1237.25 } }
        let below = total([-1200.5, -36.75])
        """#

    static func lab() throws -> Lab { try Lab(Notebook.script(text, file: "lab.swift")) }

    /// A percent script of the two solution cells with these regions.
    static func work(
        total: String = "for value in x { sum += value }",
        range: String = "return (x.max() ?? 0) - (x.min() ?? 0)",
        mean: String = "return total(x) / Double(x.count)"
    ) -> String {
        """
        // %% total
        //| id: total
        func total(_ x: [Double]) -> Double {
            var sum = 0.0
            // ### START CODE HERE ###
        \(total)
            // ### END CODE HERE ###
            return sum
        }

        // %% spread
        //| id: spread
        func spread(_ x: [Double], kind: String) -> Double {
            if kind == "range" {
                // ### START CODE HERE ###
        \(range)
                // ### END CODE HERE ###
            } else if kind == "mean" {
                // ### START CODE HERE ###
        \(mean)
                // ### END CODE HERE ###
            }
            return 0
        }
        """
    }

    static func take(_ script: String) throws -> TakenWork {
        try lab().take(LooseCell.script(script, file: "kim.swift"))
    }
}
