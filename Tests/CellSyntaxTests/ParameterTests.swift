import CellSyntax
import Notebook
import Testing

private let text = """
    //| parameters: true
    let folder = ""      // "" for the small ones
    let epochs = 1000
    let rate: Double = 1
    var small = -0.5, isFast = false
    let sizes = [80, 70]
    let weights = [1, 0.5]
    let limit: Int? = nil
    let byte: UInt8 = 3
    let root = sqrt(2.0)
    func f() { let hidden = 1 }
    """

private func set(_ name: String, _ value: String) throws -> String {
    try ParameterCell(text).setting([ParameterSetting(name: name, text: value)])
}

@Suite struct ParameterTests {
    @Test(arguments: [
        ("folder", "/tmp/my \"data\"\\x", #"let folder = "/tmp/my \"data\"\\x"      // "" for the small ones"#),
        ("folder", "two\nlines \\(1)", #"let folder = "two\nlines \\(1)"      //"#),
        ("epochs", "-20", "let epochs = -20\n"),
        ("rate", "5", "let rate: Double = 5.0\n"), ("rate", "1e-3", "let rate: Double = 1e-3\n"),
        ("rate", "nan", "let rate: Double = .nan\n"), ("small", "2", "var small = 2.0, isFast = false"),
        ("isFast", "true", "var small = -0.5, isFast = true"), ("sizes", "[1, 2, 3]", "let sizes = [1, 2, 3]\n"),
        ("weights", "[2]", "let weights = [2.0]\n"), ("limit", "7", "let limit: Int? = 7\n"),
        ("limit", "nil", "let limit: Int? = nil\n"), ("byte", "255", "let byte: UInt8 = 255\n"),
    ])
    func aValueTakesThePlaceOfTheOldOne(name: String, value: String, line: String) throws {
        #expect(try set(name, value).contains(line))
    }

    @Test func theRestOfTheCellStays() throws {
        #expect(try set("epochs", "7") == text.replacing("1000", with: "7"))
        let both = [ParameterSetting(name: "byte", text: "1"), ParameterSetting(name: "epochs", text: "7")]
        let changed = text.replacing("1000", with: "7").replacing("UInt8 = 3", with: "UInt8 = 1")
        #expect(try ParameterCell(text).setting(both + [ParameterSetting(name: "byte", text: "1")]) == changed)
    }

    @Test(arguments: [
        ("epochs", "2.5", "Int"), ("epochs", "many", "Int"), ("rate", "fast", "Double"), ("isFast", "yes", "Bool"),
        ("sizes", "3", "[Int]"), ("sizes", "[1, \"a\"]", "[Int]"), ("byte", "256", "UInt8"), ("limit", "", "Int?"),
        ("epochs", "99999999999999999999", "Int"), ("root", "2", "cannot be told"),
        ("hidden", "2", "no parameter 'hidden'"),
        ("nothing", "2", "no parameter 'nothing'"),
    ])
    func whatDoesNotFitIsAnErrorThatNamesIt(name: String, value: String, part: String) {
        let error = #expect(throws: ParameterError.self) { try set(name, value) }
        #expect(error?.description.contains(name) == true)
        #expect(error?.description.contains(part) == true)
    }
}
