import Testing

@testable import LabKit

@Suite struct PlotTests {
    private func problem(_ series: [Series], xscale: PlotScale = .linear, yscale: PlotScale = .linear) -> String {
        LabKitTests.problem {
            try PlotData(
                series, xscale: xscale, yscale: yscale, style: .line, vlines: [],
                labels: PlotLabels(title: "", xlabel: "", ylabel: ""))
        }
    }

    @Test func curvesDifferInTheirMarksAndTheLegendNamesThem() {
        let figure = plot(
            ["하나": [1, 2, 3], "two": [3, 2, 1]], title: "Loss", xlabel: "epoch", ylabel: "loss", vlines: ["picked": 2])
        #expect(
            figure.text == """
                Loss
                loss
                3.0 ++++                             :                            ***
                    |   ++++                         :                        ****
                    |       ++++                     :                    ****
                    |           ++++                 :                ****
                2.5 +               +++++            :            ****
                    |                    ++++        :        ****
                    |                        ++++    :    ****
                2.0 +                            +++++****
                    |                            ****:++++
                    |                        ****    :    ++++
                    |                    ****        :        ++++
                1.5 +               *****            :            ++++
                    |           ****                 :                ++++
                    |       ****                     :                    ++++
                    |   ****                         :                        ++++
                1.0 +***                             :                            +++
                    ++---------------+---------------+--------------+---------------+
                    1.0             1.5             2.0            2.5             3.0
                                                  epoch
                * 하나   + two   : picked
                """)
    }

    @Test func aLogScaleHasPowersOfTenAsTicks() {
        let text = plot([1, 0.01, 0.0001], yscale: .log).text
        for tick in ["     1 +*", "  0.01 +", "0.0001 +"] { #expect(text.contains(tick)) }
    }

    @Test func whatCannotBeDrawnIsCounted() {
        let figure = plot(["sgd": [1, .nan, 3], "adam": [0, 1, 2]], yscale: .log)
        #expect(
            figure.text.hasSuffix(
                "1 of 3 points of sgd cannot be drawn on these axes\n1 of 3 points of adam cannot be drawn on these axes"
            ))
        #expect(isWellFormed(figure.svg))
    }

    @Test func aConstantCurveAndASinglePointHaveAxes() {
        #expect(plot([0, 0, 0]).text.contains("\n 0.0 +***"))
        #expect(plot([5], style: .points).text.contains("*"))
        #expect(plot([1.7e308, -1.7e308]).text.contains("*"))
        #expect(plot([5e-324, 1.7e308], yscale: .log).text.contains("*"))
    }

    @Test func pointsStandAlone() {
        let marks = plot([Series("", [1, 2], x: [0.01, 1])], xscale: .log, style: .points).text.filter { $0 == "*" }
        #expect(marks.count == 2)
    }

    @Test func aLongCurveStaysSmallOnAPage() {
        let losses = (1...100_000).map { 1 / Double($0) }
        #expect(plot(losses, yscale: .log).svg.utf8.count < 40_000)
    }

    @Test func badSeriesAreNamed() {
        #expect(problem([]) == "plot: 'series' is empty")
        #expect(problem([Series("a", [1]), Series("b", [])]) == "plot: 'series[1] (b)' has no points")
        #expect(problem([Series("a", [1, 2], x: [1])]) == "plot: 'series[0] (a)' has 1 x for 2 y")
        #expect(problem([Series("a", [.nan])]) == "plot: 'series' has no point to draw: none is finite")
        #expect(
            problem([Series("a", [-1, 0])], yscale: .log)
                == "plot: 'series' has no point to draw: none is finite and, on a log scale, positive")
    }

    @Test(arguments: [
        ([0.0, 1], PlotScale.linear, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([-3.0, 7], .linear, ["-4", "-2", "0", "2", "4", "6", "8"]),
        ([0, 4_000_000], .linear, ["0", "1e+06", "2e+06", "3e+06", "4e+06"]),
        ([2e-9, 3e-3], .log, ["1e-09", "1e-07", "1e-05", "0.001"]),
        ([0.02, 0.7], .log, ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]),
    ])
    func ticksAreRoundNumbers(values: [Double], kind: PlotScale, labels: [String]) {
        #expect(AxisScale(values, kind: kind, wide: true).ticks.map(\.label) == labels)
    }
}
