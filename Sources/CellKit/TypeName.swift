/// Types as a programmer writes them: `[Int]` for `Array<Int>`, `String?` for `Optional<String>`.
enum TypeName {
    static func readable(_ type: Any.Type) -> String {
        var parser = Parser(text: Array(_typeName(type, qualified: false)))
        return parser.parse()
    }

    /// Rewrites generic names as it reads them. What it does not know (functions, tuples) passes through.
    private struct Parser {
        var text: [Character]
        var position = 0

        mutating func parse(until end: Set<Character> = []) -> String {
            var result = ""
            while position < text.count, !end.contains(text[position]) {
                let character = text[position]
                if character.isLetter || character == "_" {
                    result += name()
                } else if character == "(" {
                    position += 1
                    result += "(" + parse(until: [")"])
                    if position < text.count {
                        position += 1
                        result += ")"
                    }
                } else {
                    result.append(character)
                    position += 1
                    // The arrow's head is no closing bracket.
                    if character == "-", position < text.count, text[position] == ">" {
                        result.append(">")
                        position += 1
                    }
                }
            }
            return result
        }

        private mutating func name() -> String {
            var name = ""
            while position < text.count,
                text[position].isLetter || text[position].isNumber || "_.".contains(text[position])
            {
                name.append(text[position])
                position += 1
            }
            guard position < text.count, text[position] == "<" else { return name }
            position += 1
            var arguments: [String] = []
            while position < text.count, text[position] != ">" {
                arguments.append(parse(until: [",", ">"]))
                if position < text.count, text[position] == "," {
                    position += 1
                    while position < text.count, text[position] == " " { position += 1 }
                }
            }
            position += 1
            switch (name, arguments.count) {
            case ("Array", 1): return "[\(arguments[0])]"
            case ("Dictionary", 2): return "[\(arguments[0]): \(arguments[1])]"
            case ("Optional", 1):
                return arguments[0].contains("->") || arguments[0].hasPrefix("any ")
                    ? "(\(arguments[0]))?" : arguments[0] + "?"
            default: return name + "<" + arguments.joined(separator: ", ") + ">"
            }
        }
    }
}
