import Testing

@testable import LabKit

@Suite struct ChartTests {
    private func bars(
        _ labels: [String] = ["a", "b"], _ values: [Double] = [1, 2], errors: [Double]? = nil, start: Double = 0,
        format: String = "%.1f"
    ) -> String {
        problem {
            try BarData(labels, values, errors: errors, start: start, title: "", xlabel: "", format: format)
        }
    }

    @Test func barsHaveErrorsAndNumbersAndSayWhereTheyStart() {
        let figure = barChart(
            ["sgd", "모멘텀"], [0.9566, 0.9656], errors: [0.0027, 0.0022], start: 0.9, title: "Test accuracy",
            xlabel: "accuracy")
        #expect(
            figure.text == """
                Test accuracy
                sgd    |#############################|--|            0.9566 ± 0.0027
                모멘텀 |##################################|-|        0.9656 ± 0.0022
                       ++----------+----------+---------+----------+
                       0.90      0.92       0.94      0.96       0.98
                                accuracy, bars start at 0.9
                """)
        #expect(isWellFormed(figure.svg))
    }

    @Test func negativeBarsGoTheOtherWay() {
        let lines = barChart(["a", "b"], [2, -2], format: "%.0f").text.split(separator: "\n")
        #expect(lines[0].hasPrefix("a |                      ###"))
        #expect(lines[1].hasPrefix("b |######################"))
    }

    @Test func badBarsAreNamed() {
        #expect(bars([], []) == "barChart: 'values' is empty")
        #expect(bars(["a"]) == "barChart: 'labels' has 1 entries for 2 values")
        #expect(bars(errors: [1]) == "barChart: 'errors' has 1 entries for 2 values")
        #expect(bars(errors: [1, -1]) == "barChart: 'errors' holds -1.0 for b; an error is a finite number, 0 or more")
        #expect(bars(["a", "b"], [1, .nan]) == "barChart: 'values' holds nan for b")
        #expect(bars(start: .infinity) == "barChart: 'start' is inf; it must be a finite number")
    }

    @Test(arguments: ["%s", "%d", "%f %f", "%n", "4", "%.1f%", "%*f"])
    func aFormatThatDoesNotTakeOneNumberIsRefused(format: String) {
        #expect(bars(format: format).contains("it must be one printf conversion of a Double"))
    }

    @Test(arguments: ["%.4f", "%g", "%+8.2e ms", "%.1f%%"])
    func aFormatOfOneNumberIsTaken(format: String) {
        #expect(bars(format: format) == "")
    }

    @Test func aConfusionMatrixReadsWithoutColour() {
        let figure = plotConfusionMatrix([[12.0, 3], [7, 0]], labels: ["고양이", "dog"], title: "Test set")
        #expect(
            figure.text == """
                Test set
                          predicted
                actual  고양이      dog   right
                고양이      12%       3:  12/15
                dog          7@       .     0/7
                """)
        #expect(isWellFormed(figure.svg))
    }

    @Test func badCountsAreNamed() {
        func check(_ counts: [[Double]], _ labels: [String]? = nil) -> String {
            problem { try ConfusionPicture(counts, labels: labels, title: "") }
        }
        #expect(check([[1, 2]]) == "plotConfusionMatrix: 'counts' has 1 rows and 2 columns; it must be square")
        #expect(check([[0.5]]) == "plotConfusionMatrix: 'counts' holds 0.5; a count is a whole number, 0 or more")
        #expect(check([[1]], ["a", "b"]) == "plotConfusionMatrix: 'labels' has 2 names for 1 classes")
    }

    @Test func aTableKeepsItsColumnsUnderWideCharacters() {
        let table = Table(["solver", "정확도"], [["sgd", "0.9566"], ["모멘텀", "-1"]])
        #expect(
            table.description == """
                solver  정확도
                ------  ------
                sgd     0.9566
                모멘텀      -1
                """)
        #expect(table.mimeBundle["text/html"].map(isWellFormed) == true)
        #expect(
            problem { try Table.check(["a"], [["1"], []]) } == "Table: 'rows' has 0 entries in row 1 for 1 columns")
    }
}
