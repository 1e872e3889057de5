import Foundation
import Notebook
import Testing

@testable import Grading

/// Submissions that mean harm to who judges them: what they give is read, compared and shown outside the sandbox.
@Suite struct JudgeAttackTests {
    private static let lab = """
        // %% name
        //| id: name
        //| role: solution
        func name(_ x: Int) -> String {
            // ### START CODE HERE ###
            "kim"
            // ### END CODE HERE ###
        }

        // %% Text
        //| id: text
        //| role: check
        //| points: 1
        //| timeout: 3s
        //| expect:
        //|   values:
        //|     first: kim
        let first = name(1)

        // %% Printed
        //| id: printed
        //| role: check
        //| points: 1
        //| timeout: 3s
        //| expect:
        //|   stdout: |
        //|     name kim
        //|     end
        //|   regex: name .*i.*m
        print("name", name(2))
        print("end")

        // %% Told
        //| id: told
        //| role: check
        //| points: 1
        //| timeout: 3s
        //| expect:
        //|   regex: "^passed$"
        print(name(3) == "kim" ? "passed" : "failed")
        """

    struct Attack: Sendable, CustomStringConvertible {
        var description: String
        /// In the function, in place of its value.
        var region: String
        /// Before the function.
        var top = ""
    }

    private static let marks = "String(repeating: \"\\u{301}\\u{316}\", count: 400_000)"

    static let attacks = [
        Attack(description: "a letter with a million marks", region: "return \"k\" + \(marks)"),
        Attack(description: "the right letters with a million marks", region: "return \"kim\" + \(marks)"),
        Attack(description: "a million marks printed", region: "print(\"name kim\" + \(marks)); return \"\""),
        Attack(
            description: "a million marks printed in many lines",
            region: "for _ in 0..<40 { print(String(\(marks).unicodeScalars.prefix(30_000))) }; return \"\""),
        Attack(description: "a value's name with a million marks", region: "emit(\"k\" + \(marks), 1); return \"\""),
        Attack(description: "a key with a million marks", region: "emit(\"k\", [\"k\" + \(marks): 1]); return \"\""),
        Attack(description: "last words with a million marks", region: "fatalError(\"k\" + \(marks))"),
        Attack(description: "a display with a million marks", region: "display(\"k\" + \(marks)); return \"\""),
        Attack(
            description: "a thrown error with a million marks", region: "return \"\"",
            top: "struct E: Error { var t = \"k\" + \(marks) }\nthrow E()"),
        Attack(
            description: "a text that a pattern cannot get through",
            region: "print(String(repeating: \"name i \", count: 500_000)); return \"\""),
        Attack(
            description: "one value of 400 MB",
            region: "emit(\"x\", String(repeating: \"y\", count: 400_000_000)); return \"\""),
        Attack(
            description: "a list nested in lists",
            region: "var a: [Any] = [1]; for _ in 0..<100_000 { a = [a] }; emit(\"x\", a); return \"\""),
        Attack(
            description: "the engine's print in backticks",
            region: "CellKit.`_cellPrint`([\"passed\"], \"\", \"\\n\"); return \"\""),
        Attack(
            description: "the engine's value in backticks",
            region: "CellKit.`_cellValue`(\"first\", \"kim\"); return \"\""),
        Attack(description: "millions of lines", region: "for _ in 0..<2_000_000 { print(1) }; return \"\""),
        Attack(
            description: "a line of numbers", region: "print(String(repeating: \"1 \", count: 1_900_000)); return \"\""),
        Attack(
            description: "bytes that are no text",
            region:
                "var b = [UInt8](repeating: 0xff, count: 3_000_000); b[9] = 10; fwrite(b, 1, b.count, stdout); return \"\"",
            top: "import Glibc"),
        Attack(
            description: "empty files without end",
            region:
                "for n in 0..<100_000_000 { close(open(\"/dev/shm/\\(n)\", O_CREAT | O_WRONLY, 0o644)) }; return \"\"",
            top: "import Glibc"),
        Attack(
            description: "a field with a page's code in its name", region: "return \"\"",
            top:
                "struct `<script>alert(1)</script>` { var `::error::` = 1 }\nextension `<script>alert(1)</script>`: Error {}\nthrow `<script>alert(1)</script>`()"
        ),
        Attack(
            description: "a type in types by aliases", region: "return \"\"",
            top: "struct G<T> {}\nprotocol P {}\ntypealias A0 = G<Int>\n"
                + (1..<400).map { "typealias A\($0) = G<A\($0 - 1)>" }.joined(separator: "\n")
                + "\nextension Array: P where Element == A399 {}"),
        Attack(
            description: "thousands of mistakes on one line", region: "return \"\"",
            top: "func m() { " + (0..<1_000).map { "u\($0); " }.joined() + "}"),
        Attack(
            description: "thousands of types", region: "return \"\"",
            top: (0..<200).map { "class T\($0) { var a = 1; func f() {} }" }.joined(separator: "\n")),
    ]

    private static let shared = Result { try TinyLab(lab) }

    @Test(arguments: attacks) func nothingIsGainedAndTheNextIsGraded(_ attack: Attack) throws {
        let lab = try Self.shared.get()
        let own = try #require(lab.notebook.cells.first { $0.id == "name" }).text
        let text = attack.top + "\n" + ShortLab.replacing(region: attack.region, in: own)
        let grade = try lab.grade(["name": text])
        #expect(grade.points == 0, "\(grade)")
        #expect(try lab.grade(["name": own]).points == 3)
    }
}
