import Testing

@testable import LabKit

@Suite struct WeightsTests {
    @Test func signsReadWithoutColour() {
        let figure = showWeights([[4.0, 1.6, 0, -4], [0, 0, -1.6, 0]], title: "layer 1")
        #expect(
            figure.text == """
                layer 1
                unit 0   unit 1
                ##++
                  ==     --
                = and - (white): negative, down to -4; # and + (black): positive, up to 4
                """)
        #expect(isWellFormed(figure.svg))
    }

    @Test func unitsAndShapeCanBeChosen() {
        let weights: [[Double]] = [[1, 0, 0, 0, 0, -1], [0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0]]
        #expect(showWeights(weights, rows: 3, units: [2]).text.hasPrefix("unit 2\n\n  ##\n\n"))
    }

    @Test func eachImageCanHaveItsOwnScaleAndTitle() {
        let weights: [[Double]] = [[1, 0, 0, 0], [0, 0, 0, -100]]
        #expect(showWeights(weights, titles: ["a", "b"]).text.hasPrefix("a      b\n\n       "))
        #expect(showWeights(weights, titles: ["a", "b"], sharedScale: false).text.hasPrefix("a      b\n##\n"))
    }

    @Test func zeroWeightsAreBlank() {
        #expect(showWeights([[0.0]]).text.hasPrefix("unit 0\n\n"))
    }

    @Test func aBadShapeStopsTheCell() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = showWeights([[1.0, 2, 3]])
        }
        let message = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
        #expect(
            message.contains("'weights' has 3 inputs a unit, which is no square; say how many 'rows' the image has"))
    }
}
