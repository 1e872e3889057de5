import CellSyntax
import Engine
import Foundation

/// A place in a text that is being typed, as front ends tell it: in Unicode's code points.
struct CodePlace: Sendable {
    var text: String
    /// The cursor, from 0 to the number of code points.
    var cursor: Int

    private let scalars: [Unicode.Scalar]

    /// - Parameter cursor: nil for the text's end.
    init(_ text: String, cursor: Int?) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        self.cursor = min(max(cursor ?? scalars.count, 0), scalars.count)
    }

    /// The bytes of UTF-8 before a code point, as SourceKit counts.
    func utf8Offset(of codePoint: Int) -> Int { scalars.prefix(codePoint).reduce(0) { $0 + UTF8.width($1) } }

    /// Where the word begins that ends at the cursor.
    var wordStart: Int {
        let rest = scalars[..<cursor].reversed().prefix(while: Self.isInName)
        return cursor - rest.count
    }

    /// The word before the cursor.
    var word: String { string(wordStart..<cursor) }

    /// The name that the cursor is in or just behind; behind an opening parenthesis, the name of what is called.
    var name: Range<Int>? {
        var place = cursor
        if !(touchesName(at: place)), place > 0, scalars[place - 1] == "(" { place -= 1 }
        guard touchesName(at: place) else { return nil }
        let start = place - scalars[..<place].reversed().prefix(while: Self.isInName).count
        let end = place + scalars[place...].prefix(while: Self.isInName).count
        return start..<end
    }

    func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    private func touchesName(at place: Int) -> Bool {
        (place > 0 && Self.isInName(scalars[place - 1])) || (place < scalars.count && Self.isInName(scalars[place]))
    }

    private static func isInName(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isXIDContinue }
}

/// What could stand at the cursor, as front ends are told.
struct CodeCompletion: Sendable, Hashable {
    var text: String
    /// `function`, `instance`, `keyword`: what Jupyter's front ends have signs for.
    var kind: String
    var signature: String
}

extension CodePlace {
    /// What SourceKit offers; the names of earlier cells where it does not answer.
    func completions(_ assist: CodeAssist, _ session: Session) -> [CodeCompletion] {
        let word = word
        let found = assist.completions(of: word, at: utf8Offset(of: wordStart), in: session.assistText(text))
        let all = found.map { $0.map(CodeCompletion.init) } ?? names(in: session)
        var seen: Set<String> = []
        return all.filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
            .sorted { ($0.text.lowercased(), $0.text) < ($1.text.lowercased(), $1.text) }
    }

    private func names(in session: Session) -> [CodeCompletion] {
        if wordStart > 0, scalars[wordStart - 1] == "." { return [] }
        return session.names.map { name in
            CodeCompletion(
                text: name.name, kind: name.kind == "func" ? "function" : "instance", signature: name.signature)
        }
    }

    /// What the name at the cursor means; of several functions with one name the first.
    func symbol(_ assist: CodeAssist, _ session: Session) -> SymbolInfo? {
        guard let name else { return nil }
        let typed = session.assistText(text)
        let start = utf8Offset(of: name.lowerBound)
        return assist.symbol(at: start, in: typed) ?? overload(string(name), at: start, assist, typed)
    }

    private func overload(_ name: String, at start: Int, _ assist: CodeAssist, _ typed: AssistText) -> SymbolInfo? {
        let found = assist.completions(of: name, at: start, in: typed)?.filter { $0.name == name } ?? []
        guard let first = found.first else { return nil }
        let declarations = found.map { $0.type.isEmpty ? $0.description : "\($0.description) -> \($0.type)" }
        return SymbolInfo(
            declaration: declarations.joined(separator: "\n"), module: first.module, documentation: first.brief)
    }
}

extension CodeCompletion {
    init(_ completion: Completion) {
        text = completion.text
        let isCall = completion.description.contains("(")
        kind = isCall ? "function" : completion.module.isEmpty && completion.type.isEmpty ? "keyword" : "instance"
        signature = completion.description + (completion.type.isEmpty || !isCall ? "" : " -> \(completion.type)")
    }
}
