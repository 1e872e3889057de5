/// The first place at which a text is nested deeper than Swift's parser and compiler read in good time.
///
/// Both try out whether `[` begins a type, and again inside: twice as long for each level. The parser takes 0.2 s for 16 brackets,
/// 3 s for 20 and minutes for 26, the compiler for 30. A parser in the own process cannot be stopped, so a text is looked at before
/// any has it. Other brackets cost their number to the third power at most; within these bounds the worst of many thousands of random
/// texts of 1000 bytes took the parser 0.8 s. `else if` takes stack: 8 MB end between 3000 and 10000 of them.
///
/// What stands in strings and comments does not count. A text that hides brackets from this look, in a regular expression between
/// plain slashes that holds a quote, say, is not found.
public struct DeepNesting: Sendable, Hashable {
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// `[` and `@Name<`; `@[` and `@(` count twice. A `[` behind a comma or a colon in another costs nothing: the values of
        /// dictionaries may be deeper.
        case types
        /// All brackets, interpolations among them.
        case brackets
        /// `<` and `@` in one statement.
        case angles
        /// `#if`.
        case conditions
        /// `else if` one after another.
        case branches

        /// How many are not yet too many.
        public var bound: Int {
            switch self {
            case .types: 10
            case .brackets: 64
            case .angles: 128
            case .conditions: 20
            case .branches: 1000
            }
        }
    }

    public var kind: Kind
    /// From 1.
    public var line: Int
    /// From 1, in UTF-8 bytes.
    public var column: Int

    public init(kind: Kind, line: Int, column: Int) {
        self.kind = kind
        self.line = line
        self.column = column
    }

    /// nil when all of the text stays within the bounds.
    public static func first(in text: String) -> DeepNesting? {
        var scanner = NestingScanner(text)
        guard let (kind, offset) = scanner.excess() else { return nil }
        let before = text.utf8.prefix(offset)
        let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return DeepNesting(kind: kind, line: line.count, column: (line.last?.count ?? 0) + 1)
    }

    /// What is wrong and what to do about it.
    public var message: String {
        switch kind {
        case .types:
            "brackets are nested more than \(kind.bound) deep here, and the compiler would not come to an end: "
                + "give the inner parts names and put those together"
        case .brackets:
            "brackets are nested more than \(kind.bound) deep here: give the inner parts names, or functions of their own"
        case .angles:
            "more than \(kind.bound) '<' and '@' stand in one statement here: cut it into several"
        case .conditions:
            "'#if' is nested more than \(kind.bound) deep here"
        case .branches:
            "more than \(kind.bound) 'else if' follow each other here: use a switch, or look the answer up in a dictionary"
        }
    }
}
