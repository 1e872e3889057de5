/// What is for the shell and not for the compiler: `%who`, `!ls`, `greet?`, `greet??`.
struct MagicLine: Equatable {
    var name: String
    var arguments: String

    /// nil for Swift. Only a text's beginning decides: Swift has no statement that begins with `%`, and none of use that begins with
    /// `!` (`(!flag)` is the way to write it).
    init?(_ text: Substring) {
        let line = text.drop { $0 == " " || $0 == "\t" }
        if line.hasPrefix("!") {
            self.init(name: "!", arguments: line.dropFirst())
        } else if line.hasPrefix("%"), let letter = line.dropFirst().first, letter.isLetter {
            let word = line.dropFirst().prefix { !$0.isWhitespace }
            self.init(name: String(word), arguments: line.dropFirst(word.count + 1))
        } else if line.hasSuffix("??"), Self.isName(line.dropLast(2)) {
            self.init(name: "source", arguments: line.dropLast(2))
        } else if line.hasSuffix("?"), Self.isName(line.dropLast()) {
            self.init(name: "doc", arguments: line.dropLast())
        } else {
            return nil
        }
    }

    private init(name: String, arguments: Substring) {
        self.name = name
        let trimmed = arguments.drop { $0.isWhitespace }
        self.arguments = String(trimmed).trimmingEnd()
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && !text.contains("\n")
            && text.allSatisfy { $0.isLetter || $0.isNumber || "_.()[]:".contains($0) }
    }
}
