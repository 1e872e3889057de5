import Testing

@testable import LabKit

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("정확도", 6), ("정확도", 6), ("e\u{301}", 1), ("日本語", 6), ("ＡＢ", 4), ("ｱ", 1), ("한 a", 4),
        ("👩‍👩‍👧‍👦", 2), ("🇰🇷", 2), ("❤️", 2), ("❤", 1), ("±", 1), ("█", 1), ("a\u{200B}b", 2), ("\t", 0), ("→", 1),
    ])
    func aTextTakesItsTerminalColumns(text: String, width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test func paddingCountsColumnsAndNeverCuts() {
        #expect(padded("한", to: 4, .right) == "  한")
        #expect(padded("ab", to: 5, .centre) == " ab  ")
        #expect(padded("long", to: 2) == "long")
    }
}

@Suite struct SVGTests {
    @Test(arguments: [
        (0, "0"), (1, "1"), (1.5, "1.5"), (-0.25, "-0.25"), (2.004, "2"), (1.04, "1.04"), (-0.001, "0"), (.nan, "0"),
    ])
    func coordinatesHaveAtMostTwoDecimals(value: Double, text: String) {
        #expect(pixels(value) == text)
    }

    @Test func whatXMLForbidsIsReplaced() {
        #expect(escaped("<\u{1}&") == "&lt;\u{FFFD}&amp;")
    }
}
