import Testing

@testable import JupyterKernel

/// Cursors as front ends tell them, in code points.
@Suite struct CodePlaceTests {
    @Test(arguments: [
        ("prin", 4, "prin", 0, 0), ("let 값 = 길이", 10, "길이", 8, 10), ("print(👩‍💻x", 10, "x", 9, 17),
        ("a.fi", 4, "fi", 2, 2), ("a.", 2, "", 2, 2), ("", 0, "", 0, 0), ("cafe\u{301}s", 6, "cafe\u{301}s", 0, 0),
    ])
    func aWordBeginsWhereItsBytesDo(_ text: String, _ cursor: Int, _ word: String, _ start: Int, _ offset: Int) {
        let place = CodePlace(text, cursor: cursor)
        #expect(place.word == word)
        #expect(place.wordStart == start)
        #expect(place.utf8Offset(of: start) == offset)
    }

    @Test(arguments: [(-3, 0), (99, 4), (2, 2)])
    func aCursorStaysInTheText(_ told: Int, _ cursor: Int) {
        #expect(CodePlace("abcd", cursor: told).cursor == cursor)
        #expect(CodePlace("abcd", cursor: nil).cursor == 4)
    }

    @Test(arguments: [
        ("greet(x)", 2, "greet"), ("greet(x)", 5, "greet"), ("greet(", 6, "greet"), ("a + 값들", 5, "값들"),
        ("a + 값들", 6, "값들"),
    ])
    func aNameIsTheOneTheCursorTouches(_ text: String, _ cursor: Int, _ name: String) {
        let place = CodePlace(text, cursor: cursor)
        #expect(place.name.map(place.string) == name)
    }

    @Test func betweenNamesThereIsNone() {
        #expect(CodePlace("a + b", cursor: 2).name == nil)
        #expect(CodePlace("", cursor: 0).name == nil)
    }
}
