import Testing

@testable import LabKit

@Suite struct ImshowTests {
    @Test func aDigitHasItsNumbersAboveAndLeftAndItsCaptionBelow() {
        let figure = imshow(three, caption: ["My prediction is 3", "sk prediction is 3", "Actual number is 3"])
        #expect(
            figure.description == """
                  0 1 2 3 4 5 6 7
                0     ==@@%%
                1   ++%%==@@::
                2   ..  %%%%
                3     ..@@##
                4         %%%%
                5           **++
                6     ++::--@@**
                7     ==%%%%**
                My prediction is 3
                sk prediction is 3
                Actual number is 3
                """)
    }

    @Test func aLargeImageNumbersEveryFifthPixel() {
        let image = (0..<28).map { row in (0..<28).map { row == $0 ? 1.0 : 0 } }
        let lines = imshow(image, title: "diagonal").text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 30)
        #expect(lines[0] == "diagonal")
        #expect(lines[1] == "   0         5         10        15        20        25")
        #expect(lines[2] == " 0 @@")
        #expect(lines[12] == "10                     @@")
        #expect(lines[13] == "                         @@")
    }

    @Test func aGridKeepsItsColumnsUnderWideCharacters() {
        let dot: [[Double]] = [[0, 1], [1, 0]]
        let figure = imshow(
            [dot, dot, dot], titles: ["예측 1", "b", "c"], captions: [["참"], ["yes"], ["no"]], columns: 2)
        #expect(
            figure.text == """
                예측 1   b
                  @@       @@
                @@       @@
                참       yes

                c
                  @@
                @@
                no
                """)
    }

    @Test func aGridFitsIntoEightyColumnsUnlessTold() {
        let images = Array(repeating: three, count: 9)
        let widths = imshow(images).text.split(separator: "\n").map { displayWidth(String($0)) }
        #expect(widths.max().map { $0 <= 80 && $0 > 60 } == true)
    }

    @Test func halfBlocksShowTwoRowsALine() {
        #expect(
            imshow([[1.0, 0], [1, 0], [0, 1]], style: .halfBlocks).text == """
                  01
                0 █
                2  ▀
                """)
    }

    @Test func greyHalfBlocksSetBothHalvesAndResetAtTheEndOfTheLine() {
        let figure = imshow([[0.0], [1]], axes: false, style: .greyHalfBlocks)
        #expect(figure.text == "\u{1B}[38;5;255m\u{1B}[48;5;232m▀\u{1B}[0m")
    }

    @Test(arguments: [
        (["LANG": "en_US.UTF-8", "TERM": "xterm-256color"], ImageStyle.greyHalfBlocks),
        (["LANG": "ko_KR.utf8", "TERM": "xterm"], .halfBlocks),
        (["LANG": "en_US.UTF-8", "TERM": "xterm-256color", "NO_COLOR": "1"], .halfBlocks),
        (["LC_ALL": "C", "LANG": "en_US.UTF-8", "TERM": "xterm"], .ascii),
        (["LANG": "en_US.UTF-8", "TERM": "dumb"], .ascii),
        ([:], .ascii),
    ])
    func theStyleFollowsTheTerminal(environment: [String: String], style: ImageStyle) {
        #expect(ImageStyle.automatic { environment[$0] } == style)
    }

    @Test func shadesFollowTheGivenRangeAndAreClipped() {
        #expect(imshow([[-5.0, 0, 5, 10, 99]], vmin: 0, vmax: 10, axes: false).text == "    ++@@@@")
        #expect(imshow([[3.0, 3]], axes: false).text == "")
        #expect(imshow([[-1.7e308, 1.7e308]], axes: false).text == "  @@")
    }

    @Test func aPageShowsTheSameNumbersAndWords() {
        let svg = imshow(three, title: "a < b & \"c\"", caption: ["예측 3"]).svg
        #expect(isWellFormed(svg))
        #expect(svg.contains("a &lt; b &amp; &quot;c&quot;"))
        #expect(svg.contains(">예측 3</text>"))
        #expect(svg.contains(">7</text>"))
        #expect(imshow(three).svg == imshow(three).svg)
    }

    @Test func badImagesAreNamed() {
        func check(_ image: [[Double]]) -> String {
            problem { try PixelGrid(image, call: "imshow", argument: "image") }
        }
        #expect(check([]) == "imshow: 'image' has no rows")
        #expect(check([[]]) == "imshow: 'image' has no columns")
        #expect(check([[1, 2], [3]]) == "imshow: 'image' is ragged: row 1 has 1 values, row 0 has 2")
        #expect(
            check([[1, 2], [3, .nan]]) == "imshow: 'image' holds nan at row 1, column 1; a picture needs finite numbers"
        )
        #expect(
            problem { try imageTiles([three, three], titles: ["one"], captions: []) }
                == "imshow: 'titles' has 1 entries for 2 images")
        #expect(problem { try imageTiles([[[Double]]](), titles: [], captions: []) } == "imshow: 'images' is empty")
        #expect(
            problem { try imageTiles([three, [[.infinity]]], titles: [], captions: []) }
                == "imshow: 'images[1]' holds inf at row 0, column 0; a picture needs finite numbers")
        #expect(
            problem { try GreyScale([], vmin: 2, vmax: 1, call: "imshow") }
                == "imshow: 'vmin' is 2.0; it must be below vmax, 1.0")
        #expect(problem { try requireColumns(0, call: "imshow") } == "imshow: 'columns' is 0; it must be at least 1")
    }

    @Test func aBadArgumentStopsTheCellWithItsMessage() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = imshow([[1.0], [2, 3]])
        }
        let message = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
        #expect(message.contains("imshow: 'image' is ragged"))
        #expect(message.contains("ImshowTests.swift"))
    }
}
